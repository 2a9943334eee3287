#!/usr/bin/env bash
# Proves that browsers reach Parley through coturn alone, with the credentials Parley gives out: two people meet on the
# page /try over each kind of relayed way, one publishes by WHIP, and nobody is relayed to anywhere else. Needs coturn
# and openssl besides what ./dev test needs; starts its own coturn and Parley on free ports of this machine.
#   ./dev turn
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=conformance/dev-server.sh
. conformance/dev-server.sh
command -v turnserver >/dev/null || { echo "Install coturn first (Debian: apt-get install coturn)." >&2; exit 1; }

work=$(mktemp -d)
server=
relay=
stop() {
  for process in $server $relay; do kill "$process" 2>/dev/null || true; done
  wait
  rm -rf "$work"
}
trap stop EXIT

free_ports() {
  node -e '
    const { createServer } = require("node:net");
    const sockets = [0, 1].map(() => createServer().listen(0, "127.0.0.1"));
    setTimeout(() => { console.log(sockets.map((s) => s.address().port).join(" ")); process.exit(); }, 50);'
}

read -r port tls_port < <(free_ports)
openssl rand -hex 24 >"$work/secret"
openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
  -keyout "$work/key.pem" -out "$work/certificate.pem" 2>/dev/null
cat >"$work/turnserver.conf" <<CONF
listening-ip=127.0.0.1
relay-ip=127.0.0.1
listening-port=$port
tls-listening-port=$tls_port
cert=$work/certificate.pem
pkey=$work/key.pem
realm=turn.example.org
use-auth-secret
static-auth-secret=$(cat "$work/secret")
no-tcp-relay
no-multicast-peers
no-cli
no-rfc5780
allow-loopback-peers
denied-peer-ip=0.0.0.0-255.255.255.255
denied-peer-ip=::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
allowed-peer-ip=127.0.0.1
userdb=$work/turndb
pidfile=$work/pid
log-file=stdout
verbose
CONF
turnserver -c "$work/turnserver.conf" >"$work/turnserver.log" 2>&1 &
relay=$!

uris="turn:127.0.0.1:$port?transport=udp,turn:127.0.0.1:$port?transport=tcp"
uris+=",turns:localhost:$tls_port?transport=tcp"
./parley --version >/dev/null
./parley serve --dev --data "$work/data" --http 127.0.0.1:0 --udp 127.0.0.1:0 --set operations.listen= \
  --set "turn.uris=$uris" --set "turn.secret-file=$work/secret" >"$work/server.log" 2>&1 &
server=$!
credentials=$work/data/dev-credentials.json
await_dev_server "$server" "$credentials" "$work/server.log"
app=$(dev_credential sdkAppId "$credentials")
user_sig=$(./parley usersig --data "$work/data" --app "$app" --user publisher)

node conformance/node/turn.mjs "$credentials" "$user_sig" "$work/credentials" || {
  echo "coturn said:" >&2
  tail -40 "$work/turnserver.log" >&2
  exit 1
}

# The same credentials must not open a way to another address, which coturn answers with 403.
mapfile -t given <"$work/credentials"
if timeout 20 turnutils_uclient -u "${given[0]}" -w "${given[1]}" -p "$port" -e 127.0.0.2 -n 1 -m 1 127.0.0.1 \
  >"$work/other.log" 2>&1; then
  echo "coturn relayed to another address than Parley's" >&2
  exit 1
fi
grep -q 'error 403' "$work/other.log" || { cat "$work/other.log" >&2; exit 1; }
echo "another address: refused with 403"
