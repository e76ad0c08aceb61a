#!/usr/bin/env bash
# Rank the units of 34 provinces with DuckDB and with Spark, and compare: examples/country/run.sh [FOLDER]
#
#   examples/country/run.sh                 in a temporary folder, which is gone afterwards
#   examples/country/run.sh closings        keeps registers, sealed files, Parquet and both tables in closings/
#   examples/country/run.sh --install       only get DuckDB and Spark ready
#
# Takes Python from .venv-country of this checkout, which it makes when it is not there (750 MB, most of it Spark).
# Spark needs Java 17 or newer; where there is none, only DuckDB ranks. Written for bash 3.2.
set -u
checkout=$(CDPATH="" cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P) || exit
. "$checkout/examples/setup.sh"
here=$checkout/examples/country
own=$checkout/.venv-country

find_country() {
    country=$own/bin/python
    [ -d "$own/Scripts" ] && country=$own/Scripts/python
    "$country" -c 'import duckdb, pyarrow, pyspark, tasktrack' >/dev/null 2>&1 && return 0
    install_country
}

# The extra `country` of pyproject.toml says which versions these files are written for.
install_country() {
    find_python || return
    printf 'Installing DuckDB and Spark into %s ...\n' "$own" >&2
    "$found_python" -m venv --clear "$own" ||
        refuse "The virtual environment $own could not be made with $found_python." || return
    country=$own/bin/python
    [ -d "$own/Scripts" ] && country=$own/Scripts/python
    "$country" -m pip install --quiet --disable-pip-version-check -e "$checkout[country]" ||
        refuse "DuckDB and Spark could not be installed; pip says why above."
}

has_java() {
    [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ] || command -v java >/dev/null
}

if [ $# -gt 1 ]; then
    refuse "Usage: examples/country/run.sh [FOLDER | --install]"
    exit 2
fi
if [ "${1:-}" = --install ]; then
    find_country
    exit
fi
find_country || exit

folder=${1:-}
if [ -z "$folder" ]; then
    folder=$(mktemp -d) || exit
    trap 'rm -rf "$folder"' EXIT
elif [ -e "$folder" ]; then
    refuse "$folder is there already: name a new folder."
    exit 4
fi

printf 'Making the closings of 34 provinces (invented figures) ...\n' >&2
"$country" "$here/make_sample.py" "$folder" || exit
"$country" -m tasktrack period verify "$folder"/sealed/*.jsonl --format text | sed -n '3p' || exit
"$country" "$here/rank_duckdb.py" "$folder/parquet" >"$folder/duckdb.csv" || exit
printf 'DuckDB ranked %s units.\n' "$(($(wc -l <"$folder/duckdb.csv") - 1))"
if ! has_java; then
    printf 'There is no Java on this machine, so Spark was left out.\n'
    exit 0
fi
"$country" "$here/rank_spark.py" "$folder/parquet" >"$folder/spark.csv" 2>"$folder/spark.log" || {
    cat "$folder/spark.log" >&2
    exit 1
}
if ! cmp -s "$folder/duckdb.csv" "$folder/spark.csv"; then
    refuse "Spark ranked otherwise than DuckDB: compare duckdb.csv and spark.csv."
    exit 1
fi
printf 'Spark ranked them in the same order.\n'
