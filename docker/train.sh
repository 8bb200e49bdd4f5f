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
SHUTDOWN_DRAIN_DELAY=0s MAX_REQUESTS_PER_MINUTE=100000 "$java" "${options[@]}" -jar "$app/gitlab-mcp.jar" \
  demo --port "$port" --admin-port $((port + 1)) >"$log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true; rm -f "$log"' EXIT

until grep -q 'Private-Token' "$log"; do
  kill -0 "$server" 2>/dev/null || { cat "$log"; exit 1; }
  sleep 0.2
done
token=$(sed -n "s/.*-H 'Private-Token: \([^']*\)'.*/\1/p" "$log" | head -n 1)

request() { # LINE HEADERS BODY: sends a request, prints the answer; fails where there is none
  (
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf '%s HTTP/1.1\r\nHost: localhost:%s\r\nConnection: close\r\n%bContent-Length: %s\r\n\r\n%s' "$1" "$port" "$2" "${#3}" "$3" >&3
    timeout 10 cat <&3
  )
}

types='Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n'
caller="Private-Token: $token\r\n$types"

call() { # HEADERS BODY: posts a message
  request 'POST /mcp' "$caller$1" "$2"
}

modern() { # METHOD NAME PARAMS [HEADERS]: a call of 2026-07-28
  call "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: $1\r\n${2:+Mcp-Name: $2\r\n}${4:-}" \
    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$1\",\"params\":{${3:+$3,}\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}}}"
}

legacy() { # METHOD [PARAMS]: a call in the session
  call "Mcp-Session-Id: $session\r\n" "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$1\",\"params\":{${2:-}}}"
}

tool() { # NAME ARGUMENTS: the parameters of its call
  printf '"name":"%s","arguments":%s' "$1" "$2"
}

# Without these the cache is not worth having.
answer=$(call '' '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"training","version":"1"}}}')
session=$(tr -d '\r' <<<"$answer" | sed -n 's/^[Mm]cp-[Ss]ession-[Ii]d: *//p')
call "Mcp-Session-Id: $session\r\n" '{"jsonrpc":"2.0","method":"notifications/initialized"}' >/dev/null
legacy tools/list >/dev/null
answer=$(legacy tools/call "$(tool list_projects '{}')")
case $answer in
  *'"result"'*) ;;
  *) echo "The training call failed: $answer"; exit 1 ;;
esac

# Of these each adds something; one that fails or changes its name must not stop a build.
project=$(sed -n 's/.*\\"path\\":\\"\([^"\\]*\).*/\1/p' <<<"$answer" | head -n 1)
project=${project:-1}
train() {
  local i
  modern server/discover '' ''
  modern tools/list '' ''
  modern tools/list '' '' 'X-MCP-Toolsets: issues,merge_requests\r\n'
  modern prompts/list '' ''
  modern resources/templates/list '' ''
  modern tools/call find_tool "$(tool find_tool '{"query":"close an issue"}')"
  modern tools/call call_tool "$(tool call_tool '{"name":"get_project","arguments":{"project_id":"'"$project"'"}}')"
  modern tools/call get_file_contents "$(tool get_file_contents '{"project_id":"'"$project"'","file_path":"README.md"}')"
  modern tools/call create_issue "$(tool create_issue '{"project_id":"'"$project"'","title":"training"}')"
  modern tools/call no_such_tool "$(tool no_such_tool '{}')"
  legacy prompts/list
  legacy ping
  request 'GET /health' '' ''
  # Often enough that Java learns which of their paths are hot.
  for i in {1..100}; do
    modern tools/call get_project "$(tool get_project '{"project_id":"'"$project"'"}')" || return
    legacy tools/call "$(tool list_issues '{"project_id":"'"$project"'"}')" || return
  done
  # A stream, ended by its client.
  (port=$port; request 'GET /mcp' "${caller/application\/json, /}Mcp-Session-Id: $session\r\n" '' & sleep 0.5; kill $!) 2>/dev/null
  request 'DELETE /mcp' "${caller}Mcp-Session-Id: $session\r\n" ''
  for page in / /metrics /ready /healthcheck; do
    (port=$((port + 1)); request "GET $page" '' '')
  done
}
set +e
train >/dev/null 2>&1
set -e

kill "$server"
# 143: ended by the signal, as asked.
status=0
wait "$server" || status=$?
[ "$status" -eq 0 ] || [ "$status" -eq 143 ] || { cat "$log"; exit "$status"; }
[ -s "$cache" ] || { echo "No cache was made:"; cat "$log"; exit 1; }
chmod 644 "$cache"
echo "$cache: $(($(stat -c %s "$cache") / 1048576)) MiB"
