#!/usr/bin/env bash
# Installs the Debian packages that Sen needs and that are missing, and says why.
#
#   deploy/setup.sh             to build and run
#   deploy/setup.sh --tests     also to test and to measure
#   deploy/setup.sh --runtime   only to run a binary built elsewhere
#   … --list                    print the packages' names and change nothing
#
# Does nothing, and needs no rights, when all is there.
set -euo pipefail

# package | why
runtime='
ca-certificates | the authorities that other servers are trusted by
curl            | hands letters to the mail server
libarchive13    | Word files and spreadsheets, which are zip containers
libqrencode4    | the QR codes of certificates
libsqlite3-0    | the database
libssl3         | HTTPS, passwords
libstdc++6      | the C++ runtime of the Swift runtime
libxlsxwriter4  | spreadsheets out
libxml2         | reads the XML of Word files and spreadsheets
zlib1g          | compresses pages, styles and scripts
pandoc          | formulas as MathML, Word files
'
build='
binutils         | the linker of swift build
git              | fetches the Swift packages
libarchive-dev   | headers of the zip library
libc6-dev        | headers of the system
libcurl4         | used by the Swift tools
libgcc-12-dev    | start-up code of programs
libncurses6      | used by the Swift tools
libqrencode-dev  | headers of the QR code library
libsqlite3-dev   | headers of the database
libssl-dev       | headers of OpenSSL
libstdc++-12-dev | headers of the C++ runtime
libxlsxwriter-dev | headers of the spreadsheet writer
libz3-4          | used by the Swift compiler
pkg-config       | finds the libraries above
zlib1g-dev       | headers of compression, also for the Swift runtime
'
tests='
chromium         | the browser of the browser tests
chromium-driver  | drives it
fonts-dejavu-core | letters with Vietnamese marks on screenshots
fonts-noto-core  | the same
nginx-light      | the yardstick of the benchmarks
openssl          | a second real client for TLS
poppler-utils    | reads what pages print
procps           | watches the server that is tested
python3          | runs the browser tests
python3-venv     | keeps their packages to themselves
wrk              | makes load for the benchmarks
'

usage() {
    sed -n '2,9s/^# \{0,1\}//p' "$0"
}

wanted="$runtime$build"
list_only=false
for argument in "$@"; do
    case "$argument" in
        --tests) wanted="$runtime$build$tests" ;;
        --runtime) wanted="$runtime" ;;
        --list) list_only=true ;;
        --help) usage; exit 0 ;;
        *) echo "setup.sh: unknown argument: $argument" >&2; usage >&2; exit 2 ;;
    esac
done

names() {
    awk -F'|' 'NF == 2 { gsub(/ /, "", $1); print $1 }' <<<"$wanted"
}

reason() {
    awk -F'|' -v name="$1" '{ key = $1; gsub(/ /, "", key) }
        key == name { sub(/^ */, "", $2); print $2 }' <<<"$wanted"
}

is_installed() {
    [[ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" == installed ]]
}

if "$list_only"; then
    names
    exit 0
fi
if ! command -v dpkg-query >/dev/null; then
    echo "setup.sh: not a Debian system; install what corresponds to:" >&2
    names >&2
    exit 3
fi

missing=()
while read -r name; do
    is_installed "$name" || missing+=("$name")
done < <(names)
# Any flavour of nginx will do.
if command -v nginx >/dev/null || [[ -x /usr/sbin/nginx ]]; then
    for index in "${!missing[@]}"; do
        [[ "${missing[index]}" == nginx-light ]] && unset 'missing[index]'
    done
fi
if [[ "${#missing[@]}" -eq 0 ]]; then
    exit 0
fi

echo "Installing Debian packages that are missing:"
for name in "${missing[@]}"; do
    printf '  %-24s %s\n' "$name" "$(reason "$name")"
done

as_root=()
if [[ "$(id -u)" -ne 0 ]]; then
    if ! command -v sudo >/dev/null; then
        echo "setup.sh: run as root: apt-get install ${missing[*]}" >&2
        exit 3
    fi
    as_root=(sudo)
fi

log="$(mktemp)"
trap 'rm -f "$log"' EXIT
apt() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y "$@" >"$log" 2>&1 </dev/null
}
if ! { apt update && apt install --no-install-recommends "${missing[@]}"; }; then
    echo "setup.sh: apt-get failed:" >&2
    tail -n 20 "$log" >&2
    exit 3
fi
