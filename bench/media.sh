#!/bin/sh
# Parley beside Janus under equal media loads: processor time for each forwarded packet, the highest clean rate, delay,
# memory, joining. Servers are pinned to one processor and take turns, the generator (parley load) has the other.
# Needs JDK 25 in JAVA_HOME, two processors, taskset, and Debian's janus. Prints tables and saves them, with JSON, under
# bench/results.
#   bench/media.sh [publishers=4] [subscribers=400] [packets=2,4,8] [mostPackets=64] [seconds=10] [srtp=gcm|cm]
#                  [serverCore=0] [loadCore=1] [only=parley,janus]
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=bench/result.sh
. bench/result.sh
needed="taskset janus"
case "$*" in
*only=*janus*) ;;
*only=*) needed=taskset ;;
esac
for program in $needed; do
    if ! command -v "$program" >/dev/null; then
        echo "$program is missing; Debian: apt-get install util-linux janus (then: systemctl disable --now janus)." >&2
        echo "Without Janus, compare Parley with itself: bench/media.sh only=parley" >&2
        exit 1
    fi
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

build_benchmarks "$work"
./parley --version >/dev/null

begin_result media "$work"
if command -v janus >/dev/null; then
    janus --version 2>/dev/null | sed -n 's/^Janus version/Janus/p' >>"$work/result"
fi
taskset --cpu-list 1 "$JAVA_HOME/bin/java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow \
    -Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener \
    -cp "$classpath" dev.parley.bench.media.MediaBench "$work" "$work/json" "$@" >>"$work/result"
save_result "$work"
