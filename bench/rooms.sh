#!/bin/sh
# A full call room and a large live room of built-in participants: is everything told to everybody, and what does the
# server need for each. Needs JDK 25 in JAVA_HOME. Prints tables and saves them, with JSON, under bench/results.
#   bench/rooms.sh [callers=300] [publishers=50] [heard=50] [anchors=5] [audience=1000] [messageSeconds=20] [broken=20]
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mvn -q -B -Pbench -pl bench -am compile dependency:build-classpath -Dmdep.outputFile="$work/classpath"
classpath="bench/target/classes:$(cat "$work/classpath")"
./parley --version >/dev/null

result="bench/results/rooms-$(date -u +%Y%m%d-%H%M%S)"
processor=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)
memory=$(awk '/MemTotal/ {printf "%.0f GiB", $2 / 1048576}' /proc/meminfo)
{
    echo "rooms, $(date -u +%Y-%m-%dT%H:%MZ), commit $(git rev-parse --short HEAD)"
    echo "$processor, $(nproc) cores, $memory, $(uname -sr), load $(cut -d' ' -f1 /proc/loadavg)"
    "$JAVA_HOME/bin/java" -version 2>&1 | sed -n 3p
} >"$work/result"
wrong=0
"$JAVA_HOME/bin/java" -XX:+UseZGC -Xmx4g --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener \
    -cp "$classpath" dev.parley.bench.rooms.RoomsBench "$work" "$work/json" "$@" >>"$work/result" || wrong=$?
echo "load at the end $(cut -d' ' -f1 /proc/loadavg)" >>"$work/result"
if [ -f "$work/json" ]; then
    cp "$work/result" "$result.txt"
    cp "$work/json" "$result.json"
fi
cat "$work/result"
exit "$wrong"
