#!/usr/bin/env bash
# Unpacks current builds of nginx, Caddy and Docker Compose from Debian into a directory, leaving the system as it is:
#   src/test/sh/fetch-proxies.sh DIRECTORY
# The tests find them there by the environment variable PROXIES_DIR. Needs apt, as Debian and Ubuntu have it.
set -euo pipefail
target=$(mkdir -p "$1" && cd "$1" && pwd)
if [ -x "$target/bin/nginx" ] && [ -x "$target/bin/caddy" ] && [ -x "$target/bin/docker-compose" ]; then
  exit 0
fi
suite=forky
# The archive that apt is set to, which has every suite.
mirror=${DEBIAN_MIRROR:-$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null |
  awk '/^(deb|URIs:) / {for (i = 2; i <= NF; i++) if ($i ~ /^https?:.*debian\/?$/) {print $i; exit}}' || true)}
if [ -z "$mirror" ]; then
  echo "No archive of Debian is configured for apt; name one in DEBIAN_MIRROR." >&2
  exit 1
fi
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

state=$target/apt
mkdir -p "$state/lists/partial" "$state/cache/archives/partial" "$state/etc"
: > "$state/status"
echo "deb [signed-by=$keyring] $mirror $suite main" > "$state/etc/sources.list"
cat > "$state/apt.conf" <<CONF
Dir::State::lists "$state/lists";
Dir::State::status "$state/status";
Dir::Cache "$state/cache";
Dir::Etc::sourcelist "$state/etc/sources.list";
Dir::Etc::sourceparts "-";
APT::Sandbox::User "root";
CONF
export APT_CONFIG=$state/apt.conf
apt-get update -q >&2
(cd "$state/cache" && apt-get download -q caddy docker-compose nginx libc6 libssl3t64 libpcre2-8-0 zlib1g libcrypt1 libzstd1 >&2)

mkdir -p "$target/root" "$target/bin"
for package in "$state"/cache/*.deb; do
  dpkg -x "$package" "$target/root"
done
ln -sf "$target/root/usr/bin/caddy" "$target/bin/caddy"
ln -sf "$(find "$target/root" -name docker-compose -type f -perm -u+x | head -n 1)" "$target/bin/docker-compose"
# nginx wants the C library it was built with, whatever this machine has.
lib=$(dirname "$(find "$target/root" -name 'libssl.so.3' | head -n 1)")
loader=$(find "$target/root" -name 'ld-linux-*.so.*' | head -n 1)
cat > "$target/bin/nginx" <<RUN
#!/bin/sh
exec "$loader" --library-path "$lib" "$target/root/usr/sbin/nginx" "\$@"
RUN
chmod +x "$target/bin/nginx"
rm -rf "$state"
