#!/usr/bin/env bash
# Install the programs of other people that judge our files in the tests: .ci/programs.sh
#
# Only what is missing, from the archive of Debian or Ubuntu, as root, without asking. Ends with 0 when all of them are
# there; else it names what is missing, and the tests that need it are skipped. Written for bash 3.2.
set -u
checkout=$(CDPATH="" cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P) || exit
patience=300 # seconds for apt in all

# A word by which a test asks for it, and the package that brings it.
needed="
calc libreoffice-calc
writer libreoffice-writer
uno python3-uno
chromium chromium
chromedriver chromium-driver
pdftotext poppler-utils
pdfinfo poppler-utils
pdftoppm poppler-utils
calcurse calcurse
fc-list fontconfig
java default-jre-headless
serif fonts-liberation2
vietnamese fonts-dejavu-core
"

is_here() {
    case $1 in
        calc | writer) command -v soffice >/dev/null && is_installed "libreoffice-$1" ;;
        uno) [ -x /usr/bin/python3 ] && /usr/bin/python3 -c 'import uno' >/dev/null 2>&1 ;;
        serif) has_font 'Liberation Serif' ;;
        vietnamese) has_font '' ;;
        *) command -v "$1" >/dev/null ;;
    esac
}

# soffice is there with either of the two.
is_installed() {
    ! command -v dpkg-query >/dev/null ||
        dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q ' installed$'
}

has_font() {
    command -v fc-list >/dev/null && fc-list "$1:lang=vi" family | grep -q .
}

missing_packages() {
    local word package
    printf '%s' "$needed" | while read -r word package; do
        [ -z "$word" ] || is_here "$word" || printf '%s\n' "$package"
    done | sort -u | tr '\n' ' '
}

# Everything that apt has to say is shown only if it fails.
apt() {
    local said=$scratch/apt
    DEBIAN_FRONTEND=noninteractive timeout "$patience" apt-get -qq -o DPkg::Lock::Timeout=120 -o Acquire::Retries=2 \
        "$@" >"$said" 2>&1 </dev/null && return 0
    tail -n 20 "$said" >&2
    return 1
}

can_install() {
    if ! command -v apt-get >/dev/null; then
        printf 'There is no apt-get on this machine.\n'
    elif [ "$(id -u)" -ne 0 ]; then
        printf 'Only root may install them: apt-get install --no-install-recommends %s\n' "$1"
    else
        return 0
    fi
    return 1
}

install_missing() {
    local packages=$1 names package
    names=${packages// /, }
    printf 'Programs that the tests need and that are not here: %s\n' "${names%, }"
    can_install "$packages" || return
    apt update || return
    # Older releases keep the Vietnamese letters in a package of their own.
    apt-cache show fonts-liberation2 >/dev/null 2>&1 || packages=${packages//liberation2/liberation}
    # The list is to be taken apart into words. A package that this release has not must not keep out the others.
    # shellcheck disable=SC2086
    apt install -y --no-install-recommends $packages && return
    for package in $packages; do apt install -y --no-install-recommends "$package"; done
}

# Datasette lives in a virtual environment of its own, which its example makes.
has_datasette() {
    local example=$checkout/examples/datasette/serve.sh
    [ ! -f "$example" ] || "$example" --install
}

# DuckDB and Spark too.
has_country() {
    local example=$checkout/examples/country/run.sh
    [ ! -f "$example" ] || "$example" --install
}

scratch=$(mktemp -d) || exit
trap 'rm -rf "$scratch"' EXIT
packages=$(missing_packages)
if [ -n "$packages" ]; then
    install_missing "$packages"
    packages=$(missing_packages)
fi
has_datasette || packages="$packages datasette"
has_country || packages="$packages duckdb pyspark"
if [ -n "$packages" ]; then
    printf 'Still missing after %s s, so that their tests are skipped: %s\n' "$SECONDS" "$packages"
    exit 1
fi
printf 'The programs that judge our files are all here (%s s).\n' "$SECONDS"
