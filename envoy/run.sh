#!/usr/bin/env bash
# Runs Envoy, and on SIGTERM drains it first: Envoy by itself would cut every stream at once.
#   run.sh ENVOY-ARGUMENTS...
# ENVOY_BINARY (envoy), ENVOY_ADMIN_PORT (9901) and DRAIN_SECONDS (60: how long open requests and streams may go on).
set -uo pipefail
admin_port=${ENVOY_ADMIN_PORT:-9901}
drain_seconds=${DRAIN_SECONDS:-60}

admin() { # METHOD PATH: prints the answer
  exec 3<>"/dev/tcp/127.0.0.1/$admin_port" || return 1
  printf '%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n' "$1" "$2" >&3
  timeout 5 cat <&3
  exec 3<&-
}

if [ "${1:-}" = healthy ]; then
  admin GET /ready | head -n 1 | grep -q ' 200 '
  exit
fi

open_requests() {
  admin GET '/stats?filter=http.ingress_https.downstream_rq_active' | tr -d '\r' | sed -n 's/.*downstream_rq_active: //p'
}

"${ENVOY_BINARY:-envoy}" "$@" --drain-time-s "$drain_seconds" --drain-strategy gradual &
envoy=$!

drain() {
  trap '' TERM INT
  # Balancers before it see it go; connections are closed as their requests end.
  admin POST /healthcheck/fail >/dev/null
  admin POST '/drain_listeners?graceful&skip_exit' >/dev/null
  local end=$((SECONDS + drain_seconds))
  while [ $SECONDS -lt $end ] && kill -0 "$envoy" 2>/dev/null && [ "$(open_requests)" != 0 ]; do
    sleep 1
  done
  kill -TERM "$envoy" 2>/dev/null
}
trap 'drain' TERM INT

wait "$envoy"
status=$?
while kill -0 "$envoy" 2>/dev/null; do
  wait "$envoy"
  status=$?
done
exit $status
