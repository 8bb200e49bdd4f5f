#!/usr/bin/env bash
# Makes the cache that shortens the start, beside the jar: runs the server in front of the embedded GitLab, calls it as a client
# does, and stops it. On Java 25 and newer an ahead-of-time cache, before that an archive of classes. It fits exactly this
# jar and this Java. Ports: TRAINING_PORT (3002) and the one after it.
set -euo pipefail
app=$(cd "$(dirname "$0")/.." && pwd)
. "$app/bin/java-options.sh"
port=${TRAINING_PORT:-3002}
# On a machine with much memory references would be of a width that does not fit where the server runs.
options+=(-Xmx512m)
if [ "$version" -ge 25 ]; then
  cache=$app/gitlab-mcp.aot
  options+=("-XX:AOTCacheOutput=$cache")
else
  cache=$app/gitlab-mcp.jsa
  options+=("-XX:ArchiveClassesAtExit=$cache")
fi
log=$(mktemp)
SHUTDOWN_DRAIN_DELAY=0s "$java" "${options[@]}" -jar "$app/gitlab-mcp.jar" \
  demo --port "$port" --admin-port $((port + 1)) >"$log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true; rm -f "$log"' EXIT

until grep -q 'Private-Token' "$log"; do
  kill -0 "$server" 2>/dev/null || { cat "$log"; exit 1; }
  sleep 0.2
done
token=$(sed -n "s/.*-H 'Private-Token: \([^']*\)'.*/\1/p" "$log" | head -n 1)

call() { # BODY [HEADER]: posts a message, prints the answer
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  printf 'POST /mcp HTTP/1.1\r\nHost: localhost:%s\r\nPrivate-Token: %s\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n%bContent-Length: %s\r\nConnection: close\r\n\r\n%s' \
    "$port" "$token" "${2:-}" "${#1}" "$1" >&3
  cat <&3
  exec 3<&-
}

answer=$(call '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"training","version":"1"}}}')
session=$(tr -d '\r' <<<"$answer" | sed -n 's/^[Mm]cp-[Ss]ession-[Ii]d: *//p')
call '{"jsonrpc":"2.0","method":"notifications/initialized"}' "Mcp-Session-Id: $session\r\n" >/dev/null
call '{"jsonrpc":"2.0","id":2,"method":"tools/list"}' "Mcp-Session-Id: $session\r\n" >/dev/null
answer=$(call '{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"list_projects","arguments":{}}}' "Mcp-Session-Id: $session\r\n")
case $answer in
  *'"result"'*) ;;
  *) echo "The training call failed: $answer"; exit 1 ;;
esac

kill "$server"
# 143: ended by the signal, as asked.
status=0
wait "$server" || status=$?
[ "$status" -eq 0 ] || [ "$status" -eq 143 ] || { cat "$log"; exit "$status"; }
[ -s "$cache" ] || { echo "No cache was made:"; cat "$log"; exit 1; }
chmod 644 "$cache"
echo "$cache: $(($(stat -c %s "$cache") / 1048576)) MiB"
