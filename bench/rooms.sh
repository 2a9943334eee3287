#!/bin/sh
# A full call room and a large live room of built-in participants: is everything told to everybody, and what does the
# server need for each. Needs JDK 25 in JAVA_HOME. Prints tables and saves them, with JSON, under bench/results.
#   bench/rooms.sh [callers=300] [publishers=50] [heard=50] [anchors=5] [audience=1000] [messageSeconds=20] [broken=20]
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=bench/result.sh
. bench/result.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

build_benchmarks "$work"
./parley --version >/dev/null

begin_result rooms "$work"
wrong=0
"$JAVA_HOME/bin/java" -XX:+UseZGC -Xmx4g --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener \
    -cp "$classpath" dev.parley.bench.rooms.RoomsBench "$work" "$work/json" "$@" >>"$work/result" || wrong=$?
if [ -f "$work/json" ]; then save_result "$work"; else cat "$work/result"; fi
exit "$wrong"
