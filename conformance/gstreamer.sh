#!/usr/bin/env bash
# Proves that GStreamer's webrtcbin publishes to Parley by WHIP and plays from it by WHEP, in VP8 and H.264. GStreamer
# never uses the loopback interface, so it gets a network of its own: needs root, iproute2 and, on Debian,
#   apt-get install gstreamer1.0-plugins-{base,good,bad,ugly} gstreamer1.0-nice \
#     python3-gst-1.0 gir1.2-gst-plugins-bad-1.0
# Leaves no network behind.
#   conformance/gstreamer.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=conformance/dev-server.sh
. conformance/dev-server.sh
[ "$(id -u)" = 0 ] || { echo "Only root can make a network for GStreamer." >&2; exit 1; }

work=$(mktemp -d)
space=parley-gst-$$
here=192.0.2.129
there=192.0.2.130
server=
stop() {
  if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; wait "$server" || true; fi
  ip netns delete "$space" 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT

ip netns add "$space"
ip link add "pg$$" type veth peer name gst0 netns "$space"
ip addr add "$here/30" dev "pg$$"
ip link set "pg$$" up
ip -n "$space" addr add "$there/30" dev gst0
ip -n "$space" link set gst0 up

${PARLEY:-./parley} serve --dev --data "$work/data" --http "$here:0" --udp "$here:0" --set operations.listen= \
  >"$work/server.log" 2>&1 &
server=$!
credentials=$work/data/dev-credentials.json
await_dev_server "$server" "$credentials" "$work/server.log"
app=$(dev_credential sdkAppId "$credentials")
endpoint=$(dev_credential endpoint "$credentials")
user_sig() { ${PARLEY:-./parley} usersig --data "$work/data" --app "$app" --user "$1"; }
publisher=$(user_sig publisher)
player=$(user_sig player)

# Not whichever is first on the PATH: the bindings belong to the system's own.
client() { exec ip netns exec "$space" /usr/bin/python3 conformance/gstreamer/client.py "$@"; }
number() { sed -n "s/.*\"$2\": \([0-9]*\).*/\1/p" "$1"; }

for codec in VP8 H264; do
  client publish "$endpoint/v2/pub/$app/gst-$codec?SessionID=publisher" "$publisher" "$codec" \
    >"$work/published" 2>"$work/publisher.log" &
  publishing=$!
  for _ in $(seq 300); do
    if grep -q "publisher entered .*gst-$codec" "$work/server.log"; then break; fi
    sleep 0.1
  done
  (client play "$endpoint/v2/sub/$app/gst-$codec?SessionID=player" "$player" "$codec" \
    >"$work/played" 2>"$work/player.log") || true
  kill "$publishing" 2>/dev/null || true
  wait "$publishing" || true
  echo "$codec published: $(cat "$work/published")"
  echo "$codec played:    $(cat "$work/played")"
  if [ "$(number "$work/played" pictures)" -lt 45 ] || [ "$(number "$work/played" width)" != 640 ]; then
    cat "$work/player.log" "$work/publisher.log" "$work/server.log" >&2
    exit 1
  fi
done
