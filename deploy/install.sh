#!/usr/bin/env bash
# Installs Sen as a service, or brings an installed one up to this build.
#
#   make build && sudo deploy/install.sh [--binary FILE]
#
# Program: /opt/sen (the one before: /opt/sen.previous). Data: /var/lib/sen, never
# touched beyond a first sen.conf. Service: sen. Command: /usr/local/bin/sen.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
source="$(dirname "$here")"
binary="$source/.build/release/sen"

fail() {
    echo "install.sh: $2" >&2
    exit "$1"
}

case "${1:-}" in
    '') ;;
    --binary) binary="${2:?--binary needs a file}" ;;
    --help) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) fail 2 "unknown argument: $1" ;;
esac
[[ "$(id -u)" -eq 0 ]] || fail 3 "to be run as root: sudo $0"
[[ -x "$binary" ]] || fail 3 "$binary is missing: run make build first"
[[ -d "$source/Public/pages" ]] || fail 3 "$source/Public is missing"

"$here/setup.sh" --runtime
if ! getent passwd sen >/dev/null; then
    useradd --system --user-group --no-create-home --home-dir /var/lib/sen \
        --shell /usr/sbin/nologin sen
fi

# All beside the old one first, then in its place.
rm -rf /opt/sen.new
install -d -m 755 /opt/sen.new
install -m 755 "$binary" /opt/sen.new/sen
cp -R "$source/Public" "$source/QuestionBanks" /opt/sen.new/
cp "$source/LICENSE" /opt/sen.new/
chown -R root:root /opt/sen.new
chmod -R u=rwX,go=rX /opt/sen.new
"/opt/sen.new/sen" --help >/dev/null || fail 3 "the binary does not run on this machine"
rm -rf /opt/sen.previous
[[ ! -d /opt/sen ]] || mv /opt/sen /opt/sen.previous
mv /opt/sen.new /opt/sen
ln -sfn /opt/sen/sen /usr/local/bin/sen

install -d -m 700 -o sen -g sen /var/lib/sen
if [[ ! -e /var/lib/sen/sen.conf ]]; then
    install -m 600 -o sen -g sen /dev/stdin /var/lib/sen/sen.conf <<CONF
# Settings of this server; sen serve --help lists the flags of the same names.
host = 0.0.0.0
port = 443
http-port = 80
# The names that people type; they stand in the local certificate.
names = $(hostname -f 2>/dev/null || hostname)
# A certificate of a public authority, if there is one; the user sen must be able to
# read the key. After a renewal: systemctl reload sen
# certificate = /etc/letsencrypt/live/EXAMPLE/fullchain.pem
# key = /etc/letsencrypt/live/EXAMPLE/privkey.pem
CONF
fi

install -m 644 "$here/sen.service" /etc/systemd/system/sen.service
if [[ ! -d /run/systemd/system ]]; then
    echo "Installed in /opt/sen. systemd is not running here; start it by hand:"
    echo "  runuser -u sen -- /opt/sen/sen serve --data /var/lib/sen"
    exit 0
fi
systemctl daemon-reload
systemctl enable --quiet sen
systemctl restart sen
echo "Sen runs. The first start prints a one-time link for the first administrator:"
echo "  journalctl -u sen -o cat"
