#!/usr/bin/env bash
# How long joining a room takes in a real Chromium, from the click to the first frame of somebody else, and what that is
# made of. Needs Node 20, Chromium and JDK 25 in JAVA_HOME. Prints tables; saves them, with JSON, in bench/results.
#   bench/join.sh [rounds]
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=bench/result.sh
. bench/result.sh
# shellcheck source=conformance/dev-server.sh
. conformance/dev-server.sh
rounds=${1:-50}
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

if [ ! -d conformance/node/node_modules/playwright-core ]; then
  (cd conformance/node && npm ci --silent --no-audit --no-fund)
fi
(
  cd clients/web
  if [ ! -d node_modules ]; then npm ci --silent --no-audit --no-fund; fi
  if [ ! -f dist/index.js ] || [ -n "$(find src -newer dist/index.js -print -quit)" ]; then
    npm run --silent build >"$work/client.log" 2>&1 || { cat "$work/client.log" >&2; exit 1; }
  fi
)
./parley --version >/dev/null
./parley serve --dev --data "$work/data" --http 127.0.0.1:0 --udp 127.0.0.1:0 \
  --set operations.listen=127.0.0.1:0 >"$work/server.log" 2>&1 &
server=$!
credentials=$work/data/dev-credentials.json
await_dev_server "$server" "$credentials" "$work/server.log"
app=$(dev_credential sdkAppId "$credentials")
visitor=$(./parley usersig --data "$work/data" --app "$app" --user visitor)
anchor=$(./parley usersig --data "$work/data" --app "$app" --user anchor)

begin_result join "$work"
node bench/join/join.mjs "$credentials" "$visitor" "$anchor" "$rounds" "$work/json" >>"$work/result"
save_result "$work"
