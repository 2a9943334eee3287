#!/usr/bin/env bash
# Fuzzes every target (*Fuzz.java), or those whose name has NAME in it, two at a time; says for each how many inputs it
# tried, what they covered and what they found. A finding is left among the target's inputs, where ./dev test replays
# it. The inputs that covered something new are kept in .cifuzz-corpus of each module for the next run.
#   ./dev fuzz [NAME] [SECONDS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=packaging/find-jdk.sh
. packaging/find-jdk.sh

modules="protocol media server"
# Ours, and the parsers below them: what is instrumented guides the search.
guides='dev.parley.**,tools.jackson.core.json.**,org.snakeyaml.engine.**,org.eclipse.jetty.http.**'
guides+=',org.bouncycastle.tls.*'

class_path() {
  echo "target/test-classes:target/classes:$(cat target/fuzz/class-path)"
}

jazzer() {
  "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:ActiveProcessorCount=1 -Xmx1g -XX:+EnableDynamicAgentLoading \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -cp "$(class_path)" com.code_intelligence.jazzer.Jazzer "$@"
}

# The targets of the module in the working directory: CLASS::METHOD, one a line.
targets() {
  jazzer --list_fuzz_tests= 2>/dev/null | grep '::'
}

# Runs one target and prints one line about it, with a finding a few more.
fuzz() {
  local module=$1 target=$2 seconds=$3 name log status=0
  name=${target##*.}
  cd "$module"
  log=target/fuzz/${name/::/.}.log
  JAZZER_FUZZ=1 jazzer --instrument="$guides" --target_class="${target%::*}" --target_method="${target#*::}" \
    -max_total_time="$seconds" -timeout=10 -print_final_stats=1 >"$log" 2>&1 || status=$?
  local runs covered
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log" | tail -1)
  covered=$(sed -n 's/^#[0-9].*cov: \([0-9]*\) ft: [0-9]* corp: \([0-9]*\).*/\1 edges, \2 inputs kept/p' "$log" |
    tail -1)
  echo "$name: ${runs:-no} inputs in $seconds s, ${covered:-nothing covered}, $(verdict "$status" "$module/$log")"
  if [ "$status" != 0 ]; then
    grep -a -A 3 '^== Java Exception\|^==.*ERROR: libFuzzer' "$log" | sed 's/^/    /' || true
    sed -n 's/.*Test unit written to \(.*\)/    \1/p' "$log"
    return 1
  fi
}

verdict() {
  if [ "$1" = 0 ]; then echo "nothing found"; else echo "FAILED, see $2"; fi
}

if [ "${1:-}" = --one ]; then
  fuzz "$2" "$3" "$4"
  exit
fi

name=${1:-}
seconds=${2:-60}
if [[ $name =~ ^[0-9]+$ ]]; then
  seconds=$name name=
fi
find_jdk
need_maven
maven -q -pl "${modules// /,}" -am test-compile dependency:build-classpath \
  -Dmdep.includeScope=test -Dmdep.outputFile=target/fuzz/class-path
chosen=$(for module in $modules; do (cd "$module" && targets | grep -i -- "$name" | sed "s/^/$module /") || true; done)
if [ -z "$chosen" ]; then
  echo "No fuzz target has '$name' in its name." >&2
  exit 2
fi
if ! sed "s/\$/ $seconds/" <<<"$chosen" | xargs -P 2 -n 3 nice -n 10 "$PWD/fuzz/run.sh" --one; then
  echo "Something was found: each input above is now among those that ./dev test replays." >&2
  exit 1
fi
