#!/bin/sh
# What the door of the cloud API costs: signed calls beside an HTTP server that only reads and answers, in one process.
# Needs wrk (Debian: wrk) and JDK 25 in JAVA_HOME. Prints medians and saves them under bench/results.
#   bench/door.sh [rounds] [seconds]
set -eu
cd "$(dirname "$0")/.."
rounds=${1:-7} seconds=${2:-6}
command -v wrk >/dev/null || { echo "bench/door.sh needs wrk (Debian: apt-get install wrk)" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mvn -q -B -Pbench -pl bench -am compile dependency:build-classpath -Dmdep.outputFile="$work/classpath"
classpath="bench/target/classes:$(cat "$work/classpath")"

result="bench/results/door-$(date -u +%Y%m%d-%H%M%S).txt"
processor=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)
memory=$(awk '/MemTotal/ {printf "%.0f GiB", $2 / 1048576}' /proc/meminfo)
{
    echo "door, $(date -u +%Y-%m-%dT%H:%MZ), commit $(git rev-parse --short HEAD)"
    echo "$processor, $(nproc) cores, $memory, $(uname -sr), load $(cut -d' ' -f1 /proc/loadavg)"
    "$JAVA_HOME/bin/java" -version 2>&1 | sed -n 3p
    echo "$rounds rounds of $seconds s, wrk -t1 -c16"
} >"$work/result"
"$JAVA_HOME/bin/java" -XX:+UseZGC -Xms512m -Xmx2g --enable-native-access=ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow -Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener \
    -cp "$classpath" dev.parley.server.gateway.DoorBench "$work" "$rounds" "$seconds" >>"$work/result"
echo "load at the end $(cut -d' ' -f1 /proc/loadavg)" >>"$work/result"
cp "$work/result" "$result"
cat "$result"
