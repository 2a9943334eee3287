# shellcheck shell=sh
# Sourced by the benchmarks' scripts, at the checkout's root: builds what they run, heads their result with the machine
# it was made on, and saves it.

# Compiles the benchmarks; sets classpath to them and what they need. $1: a working directory.
build_benchmarks() {
    mvn -q -B -Pbench -pl bench -am compile dependency:build-classpath -Dmdep.outputFile="$1/classpath"
    # shellcheck disable=SC2034 # for whoever sources this
    classpath="bench/target/classes:$(cat "$1/classpath")"
}

# Begins the result of the benchmark $1 in the working directory $2: when, what, and on which machine.
begin_result() {
    saved="bench/results/$1-$(date -u +%Y%m%d-%H%M%S)"
    processor=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)
    memory=$(awk '/MemTotal/ {printf "%.0f GiB", $2 / 1048576}' /proc/meminfo)
    {
        echo "$1, $(date -u +%Y-%m-%dT%H:%MZ), commit $(git rev-parse --short HEAD)"
        echo "$processor, $(nproc) cores, $memory, $(uname -sr), load $(cut -d' ' -f1 /proc/loadavg)"
        "$JAVA_HOME/bin/java" -version 2>&1 | sed -n 3p
    } >"$2/result"
}

# Ends the result that was begun in the working directory $1, saves it with the JSON beside it, if any, and prints it.
save_result() {
    echo "load at the end $(cut -d' ' -f1 /proc/loadavg)" >>"$1/result"
    cp "$1/result" "$saved.txt"
    if [ -f "$1/json" ]; then cp "$1/json" "$saved.json"; fi
    cat "$1/result"
}
