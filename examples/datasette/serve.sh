#!/usr/bin/env bash
# The views of a register in the browser, read-only: examples/datasette/serve.sh FILE [options of datasette serve]
#
#   examples/datasette/serve.sh tasktrack.db --port 8001 --open
#   examples/datasette/serve.sh --install       only get Datasette ready
#
# Takes `datasette` from PATH, else installs it into .venv-datasette of this checkout, apart from tasktrack's own.
#
# The register itself is served, opened with mode=ro: what is written meanwhile shows at the next click, and nothing can
# be written from here. Not --immutable: that reads past the locks of those who write. A query is stopped after a second,
# so that no writer waits longer. To keep readers off the register altogether, serve a copy made by `tasktrack backup`.
#
# Only this machine is answered (127.0.0.1), but everybody who is logged in on it: there is no password.
set -u
checkout=$(CDPATH="" cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P) || exit
. "$checkout/examples/setup.sh"
here=$checkout/examples/datasette
own=$checkout/.venv-datasette

find_datasette() {
    datasette=$(command -v datasette) && return 0
    datasette=$own/bin/datasette
    [ -d "$own/Scripts" ] && datasette=$own/Scripts/datasette
    "$datasette" --version >/dev/null 2>&1 && return 0
    install_datasette
}

# The extra `datasette` of pyproject.toml says which versions these files are written for.
install_datasette() {
    local wanted
    find_python || return
    wanted=$(sed -n 's/^datasette = \["\(.*\)"\]$/\1/p' "$checkout/pyproject.toml")
    printf 'Installing Datasette into %s ...\n' "$own" >&2
    "$found_python" -m venv --clear "$own" ||
        refuse "The virtual environment $own could not be made with $found_python." || return
    datasette=$own/bin/datasette
    [ -d "$own/Scripts" ] && datasette=$own/Scripts/datasette
    "${datasette%/*}/python" -m pip install --quiet --disable-pip-version-check "$wanted" ||
        refuse "Datasette could not be installed; pip says why above."
}

if [ $# -eq 0 ]; then
    refuse "Usage: examples/datasette/serve.sh FILE [options of datasette serve]"
    exit 2
fi
if [ "$1" = --install ]; then
    find_datasette
    exit
fi
file=$1
shift
if [ ! -f "$file" ]; then
    refuse "There is no file $file."
    exit 3
fi
folder=$(CDPATH="" cd "$(dirname "$file")" && pwd -P) || exit
find_datasette || exit

# A link, so that the addresses are the same whatever the file is called; SQLite looks behind it for journal and locks.
links=$(mktemp -d) || exit
trap 'rm -rf "$links"' EXIT
ln -s "$folder/$(basename "$file")" "$links/register.db" || exit

server=""
trap '[ -z "$server" ] || kill "$server" 2>/dev/null' INT TERM HUP
"$datasette" serve --host 127.0.0.1 --metadata "$here/metadata.yaml" \
    --setting sql_time_limit_ms 1000 --setting allow_download off --setting suggest_facets off \
    "$links/register.db" ${1+"$@"} &
server=$!
wait "$server"
code=$?
# A signal ends the first wait before the server has ended.
wait "$server" 2>/dev/null
exit "$code"
