#!/usr/bin/env bash
# Ends with 0 while the server beside it takes requests, without curl or wget. With TLS on it asks the admin port.
set -euo pipefail
if [ -n "${SSL_CERT_PATH:-}" ]; then
  port=${ADMIN_PORT:-3003}
  path=/ready
  host=${ADMIN_HOST:-127.0.0.1}
else
  port=${PORT:-3002}
  path=/health
  host=${HOST:-127.0.0.1}
fi
case $host in
  0.0.0.0 | '') host=127.0.0.1 ;;
  ::) host=::1 ;;
esac
exec 3<>"/dev/tcp/$host/$port"
printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$path" >&3
read -r -t 2 _ status _ <&3
[ "$status" = 200 ]
