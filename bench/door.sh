#!/bin/sh
# What the door of the cloud API costs: signed calls beside an HTTP server that only reads and answers, in one process.
# Needs wrk (Debian: wrk) and JDK 25 in JAVA_HOME. Prints medians and saves them under bench/results.
#   bench/door.sh [rounds] [seconds]
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=bench/result.sh
. bench/result.sh
rounds=${1:-7} seconds=${2:-6}
command -v wrk >/dev/null || { echo "bench/door.sh needs wrk (Debian: apt-get install wrk)" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

build_benchmarks "$work"

begin_result door "$work"
echo "$rounds rounds of $seconds s, wrk -t1 -c16" >>"$work/result"
"$JAVA_HOME/bin/java" -XX:+UseZGC -Xms512m -Xmx2g --enable-native-access=ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow -Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener \
    -cp "$classpath" dev.parley.server.gateway.DoorBench "$work" "$rounds" "$seconds" >>"$work/result"
save_result "$work"
