#!/bin/sh
# Parley under one load for long, half of what it carries: flat memory, and nothing lost? Server and generator have a
# processor each. Needs JDK 25 in JAVA_HOME, two processors and taskset. Prints a table and saves it, with JSON (each
# second), under bench/results.
#   bench/soak.sh [minutes=60] [publishers=4] [subscribers=400] [packets=8] [srtp=gcm|cm] [serverCore=0] [loadCore=1]
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=bench/result.sh
. bench/result.sh
minutes=60
case "${1:-}" in
minutes=*)
    minutes=${1#minutes=}
    shift
    ;;
esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

build_benchmarks "$work"
./parley --version >/dev/null

begin_result soak "$work"
"$JAVA_HOME/bin/java" -XX:+UseSerialGC \
    -Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener \
    -cp "$classpath" dev.parley.bench.media.SoakBench "$work" "$work/json" "$minutes" "$@" >>"$work/result"
save_result "$work"
