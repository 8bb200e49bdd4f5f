#!/usr/bin/env bash
# From the README's first command to the first successful tools/call; prints the seconds, fails above 60.
set -euo pipefail
cd "$(dirname "$0")/../../.."
port=${PORT:-3302}
log=$(mktemp)
start=$(date +%s.%N)
mvn -B -q -DskipTests package
java -jar target/gitlab-mcp.jar demo --port "$port" --admin-port $((port + 1)) > "$log" &
server=$!
trap 'kill $server 2>/dev/null; rm -f "$log"' EXIT
until grep -q '"Private-Token"' "$log"; do
  kill -0 $server || { cat "$log"; exit 1; }
  sleep 0.1
done
call=$(sed -n '/^  curl /,/^$/p' "$log")
answer=$(bash -c "$call")
end=$(date +%s.%N)
case $answer in
  *'"result"'*nordlicht-commerce*) ;;
  *) echo "No result: $answer"; exit 1 ;;
esac
awk -v s="$start" -v e="$end" 'BEGIN { t = e - s; printf "First successful tools/call after %.1f s\n", t; exit t > 60 }'
