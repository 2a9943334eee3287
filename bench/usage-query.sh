#!/bin/sh
# Room usage of a day: our segments in SQLite beside PostgreSQL holding one row per room and minute.
# Needs the PostgreSQL 15 server programs (Debian: postgresql-15) and JDK 25 in JAVA_HOME; run as root, PostgreSQL then
# runs as user postgres, or as a user who may run it. Prints medians [minimum] and saves them under bench/results.
#   bench/usage-query.sh [rooms] [rounds] [seed]
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=bench/result.sh
. bench/result.sh
rooms=${1:-100000} rounds=${2:-15} seed=${3:-20260302}
programs=${PG_BIN:-/usr/lib/postgresql/15/bin}
port=${PG_PORT:-54329}
work=$(mktemp -d)
chmod 755 "$work"
mkdir -p "$work/pg"

as_postgres() {
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

finish() {
    as_postgres "$programs/pg_ctl" -D "$work/pg/db" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap finish EXIT

if [ "$(id -u)" = 0 ]; then chown postgres "$work/pg"; fi
as_postgres "$programs/initdb" -D "$work/pg/db" -A trust -U parley -E UTF8 --locale=C >/dev/null
as_postgres "$programs/pg_ctl" -D "$work/pg/db" -w -l "$work/pg/log" \
    -o "-p $port -k $work/pg -c listen_addresses=127.0.0.1 -c shared_buffers=1GB -c work_mem=64MB -c max_wal_size=4GB" \
    start >/dev/null

build_benchmarks "$work"

begin_result usage-query "$work"
"$JAVA_HOME/bin/java" -Xmx4g --enable-native-access=ALL-UNNAMED -cp "$classpath" \
    dev.parley.server.metering.UsageQueryBench \
    "$work" "jdbc:postgresql://127.0.0.1:$port/postgres?user=parley" "$rooms" "$rounds" "$seed" >>"$work/result"
save_result "$work"
