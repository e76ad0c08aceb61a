#!/usr/bin/env bash
# Run the tests: tests/run.sh [--all] [arguments of pytest, paths from the top of the checkout]
# Without --all the slow ones (processes, crashes, long properties) are left out.
set -u
checkout=$(CDPATH="" cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P) || exit
. "$checkout/examples/setup.sh"

wanted="not slow"
count=$#
while [ "$count" -gt 0 ]; do
    argument=$1
    shift
    count=$((count - 1))
    if [ "$argument" = "--all" ]; then wanted=""; else set -- ${1+"$@"} "$argument"; fi
done

set_up "$checkout" dev || exit
cd "$checkout" || exit
# Else every process would compile the program and the tests anew.
unset PYTHONDONTWRITEBYTECODE
# Each process has a stretch of neighbours, whose set-up is alike, and helps out when it is done.
exec "$venv_python" -m pytest -n auto --dist worksteal -m "$wanted" ${1+"$@"}
