# Sourced by quickstart.sh and tests/run.sh, never run by itself.
#
#   set_up CHECKOUT [EXTRAS]
#
# makes CHECKOUT/.venv, installs the checkout there when that is needed, and sets venv_python and venv_bin.
# Written for bash 3.2, which is what macOS has.

refuse() {
    printf '%s\n' "$*" >&2
    return 1
}

is_recent() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

has_venv() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

find_python() {
    local candidate recent=""
    set -- python3.13 python3.12 python3.11 python3
    [ -z "${PYTHON:-}" ] || set -- "$PYTHON"
    for candidate in "$@"; do
        is_recent "$candidate" || continue
        recent=${recent:-$candidate}
        has_venv "$candidate" || continue
        found_python=$candidate
        return 0
    done
    if [ -n "$recent" ]; then
        refuse "$recent has no venv module: install it (on Debian and Ubuntu: sudo apt install python3-venv) and start again."
    elif [ -n "${PYTHON:-}" ]; then
        refuse "PYTHON=$PYTHON is not a Python 3.11 or newer: name another, or unset PYTHON, and start again."
    else
        refuse "Python 3.11 or newer was not found: install it, or say where it is with PYTHON=/path/to/python3, and start again."
    fi
}

locate_venv() {
    venv_bin=$1/.venv/bin
    [ -d "$1/.venv/Scripts" ] && venv_bin=$1/.venv/Scripts
    venv_python=$venv_bin/python
}

# A virtual environment that was copied or moved still points at the old place.
venv_is_sound() {
    [ -x "$venv_python" ] && is_recent "$venv_python" && "$venv_python" -c 'import pip' >/dev/null 2>&1 &&
        [ -f "$1/.venv/place" ] && [ "$(cat "$1/.venv/place")" = "$1" ]
}

make_venv() {
    locate_venv "$1"
    venv_is_sound "$1" && return 0
    find_python || return
    "$found_python" -m venv --clear "$1/.venv" ||
        refuse "The virtual environment $1/.venv could not be made with $found_python." || return
    printf '%s\n' "$1" >"$1/.venv/place"
    locate_venv "$1"
}

# What an install depends on: it is repeated only when one of these files changes.
# The developers' one compiles the translations every time, the plain one only when it is made.
install_key() {
    (
        cd "$1" || exit
        cksum pyproject.toml .ci/build_messages.py
        [ -n "$2" ] || cksum src/tasktrack/data/locale/*/LC_MESSAGES/*.po
    )
}

is_installed() {
    local stamp=$1/.venv/installed-${2:-plain}
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(install_key "$1" "$2")" ]
}

install_checkout() {
    is_installed "$1" "$2" && return 0
    printf 'Installing tasktrack into %s ...\n' "$1/.venv" >&2
    "$venv_python" -m pip install --quiet --disable-pip-version-check -e "$1${2:+[$2]}" ||
        refuse "tasktrack could not be installed; pip says why above." || return
    install_key "$1" "$2" >"$1/.venv/installed-${2:-plain}"
}

set_up() {
    make_venv "$1" || return
    if [ "${2:-}" = dev ] || is_installed "$1" dev; then
        install_checkout "$1" dev && "$venv_python" "$1/.ci/build_messages.py"
    else
        install_checkout "$1" "${2:-}"
    fi
}
