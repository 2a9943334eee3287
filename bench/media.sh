#!/bin/sh
# Parley beside Janus under equal media loads: processor time for each forwarded packet, the highest clean rate, delay,
# memory, joining. Servers are pinned to one processor and take turns, the generator (parley load) has the other.
# Needs JDK 25 in JAVA_HOME, two processors, taskset, and Debian's janus. Prints tables and saves them, with JSON, under
# bench/results.
#   bench/media.sh [publishers=4] [subscribers=400] [packets=2,4,8] [mostPackets=64] [seconds=10] [srtp=gcm|cm]
#                  [serverCore=0] [loadCore=1] [only=parley,janus,...]
set -eu
cd "$(dirname "$0")/.."
for program in taskset janus; do
    if ! command -v $program >/dev/null; then
        echo "$program is missing; Debian: apt-get install util-linux janus (then: systemctl disable --now janus)." >&2
        echo "Without Janus, compare Parley with itself: bench/media.sh only=parley (its names are in the tables)." >&2
        case "$program $*" in
        janus*only=*) ;;
        *) exit 1 ;;
        esac
    fi
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mvn -q -B -Pbench -pl bench -am compile dependency:build-classpath -Dmdep.outputFile="$work/classpath"
classpath="bench/target/classes:$(cat "$work/classpath")"
./parley --version >/dev/null

result="bench/results/media-$(date -u +%Y%m%d-%H%M%S)"
processor=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)
memory=$(awk '/MemTotal/ {printf "%.0f GiB", $2 / 1048576}' /proc/meminfo)
{
    echo "media, $(date -u +%Y-%m-%dT%H:%MZ), commit $(git rev-parse --short HEAD)"
    echo "$processor, $(nproc) cores, $memory, $(uname -sr), load $(cut -d' ' -f1 /proc/loadavg)"
    "$JAVA_HOME/bin/java" -version 2>&1 | sed -n 3p
    if command -v janus >/dev/null; then janus --version 2>/dev/null | sed -n "s/^Janus version/Janus/p"; fi
} >"$work/result"
taskset --cpu-list 1 "$JAVA_HOME/bin/java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow \
    -Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener \
    -cp "$classpath" dev.parley.bench.media.MediaBench "$work" "$work/json" "$@" >>"$work/result"
echo "load at the end $(cut -d' ' -f1 /proc/loadavg)" >>"$work/result"
cp "$work/result" "$result.txt"
cp "$work/json" "$result.json"
cat "$work/result"
