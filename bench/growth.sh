#!/usr/bin/env bash
# Measures what grows: CPU of a call with more sessions, instances and listed tools; memory of sessions and idle streams; and how
# long the server takes to start. Prints Markdown; it is kept in bench/results/. See bench/README.md.
#   bench/growth.sh [OPTION...]
# Options:
#   --rounds N     how often each is measured; medians are shown (3)
#   --seconds N    for how long each time (5)
#   --warmup N     seconds of get_project before (60)
#   --sessions N   the most sessions (10000)
#   --instances N  the most instances, up to 250 (200)
#   --streams N    idle streams (1000)
#   --java HOME    the JDK; else JAVA_HOME or the java in PATH
#   --jar FILE     another jar than target/gitlab-mcp.jar
#   --memory SIZE  memory that Java takes the machine to have (768m, as in docker-compose.yml)
#   --quick        1 round of 2 seconds after 5 of warm-up, with 200 sessions, 20 instances and 100 streams
#   --help         this
# Environment: NGINX, the program (nginx in PATH); BENCH_JAVA_OPTS, further options of the virtual machine.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

rounds=3 seconds=5 warmup=60 sessions=10000 instances=200 streams=1000 jar=$root/target/gitlab-mcp.jar memory=768m
home=${JAVA_HOME:-}
while [ $# -gt 0 ]; do
  case $1 in
    --rounds) rounds=$2 && shift ;;
    --seconds) seconds=$2 && shift ;;
    --warmup) warmup=$2 && shift ;;
    --sessions) sessions=$2 && shift ;;
    --instances) instances=$2 && shift ;;
    --streams) streams=$2 && shift ;;
    --java) home=$2 && shift ;;
    --jar) jar=$2 && shift ;;
    --memory) memory=$2 && shift ;;
    --quick) rounds=1 seconds=2 warmup=5 sessions=200 instances=20 streams=100 ;;
    --help) sed -n '2,/^set/{/^set/!s/^# \{0,1\}//p}' "$0" && exit ;;
    *) echo "bench: unknown option $1; see --help" >&2 && exit 2 ;;
  esac
  shift
done
homes=("$home")

. "$root/bench/processes.sh"
. "$root/bench/calls.sh"
prepare
version_of "$home" >/dev/null
results=$tmp/growth.tsv
addresses=()
for i in $(seq 2 "$instances"); do
  addresses+=("127.0.0.$i")
done
start_upstream ${addresses[@]+"${addresses[@]}"}
write_callers "$callers" "$tmp/modern.callers"

serve() { # NAME [VARIABLE=VALUE...]: starts the server as a target of that name
  local name=$1
  shift
  start_server "$name" "$home" "$@"
  register "$name"
  server_admins[$name]=$server_admin
}
declare -A server_admins=()

heap() { # NAME: KiB in use after a collection
  "${jcmd[$1]}" "${pid[$1]}" GC.run >/dev/null
  "${jcmd[$1]}" "${pid[$1]}" GC.heap_info | sed -n 's/.* used \([0-9]*\)K.*/\1/p' | head -n 1
}

direct() { # NAME: bytes of direct buffers
  local bytes
  bytes=$(
    exec 3<>"/dev/tcp/127.0.0.1/${server_admins[$1]}"
    printf 'GET /metrics HTTP/1.0\r\nHost: localhost\r\nAccept: application/json\r\n\r\n' >&3
    sed -n 's/.*"external":\([0-9]*\).*/\1/p' <&3
  )
  echo "${bytes:?The server does not tell its direct buffers.}"
}

# Functions that start something set variables, since in $(…) they could neither end the script nor be ended with it.
cost() { # TARGET ERA CASE: sets $us, the median of microseconds of CPU per call at 16 connections
  local round
  : >"$results"
  warm_up "$1" "$2" "$3" 16 2
  for round in $(seq "$rounds"); do
    measure "$round" "$1" "$2" "$3" 16 "$seconds"
  done
  us=$(awk -F'\t' '{ print $11 * 10000 / $6 }' "$results" | sort -n | awk '{ v[NR] = $1 } END { printf "%.0f", v[int((NR + 1) / 2)] }')
}

mib() { # KIB
  awk -v kib="$1" 'BEGIN { printf "%.1f", kib / 1024 }'
}

sessions_table() {
  echo "| sessions | CPU µs of a legacy get_project | heap MiB after a collection |"
  echo "| ---: | ---: | ---: |"
  local count before first=0 last
  serve sessions
  open_sessions sessions 1
  warm_up sessions legacy get_project 16 "$warmup"
  before=$(heap sessions)
  for count in 1 100 "$sessions"; do
    open_sessions sessions "$count"
    [ "$count" -ne "$sessions" ] || first=$(heap sessions)
    cost sessions legacy get_project
    echo "| $count | $us | $(mib "$(heap sessions)") |"
  done
  last=$(heap sessions)
  # What is measured later is compiled better: this row tells how much of a difference that makes.
  head -n 1 "$tmp/sessions.sessions" >"$tmp/one" && mv "$tmp/one" "$tmp/sessions.sessions"
  cost sessions legacy get_project
  echo "| 1 again, of all these | $us | |"
  echo
  echo "A session that was opened takes $(((first - before) * 1024 / (sessions + 101))) bytes of heap, its credential's entries included; its calls leave it at $(((last - before) * 1024 / (sessions + 101)))."
  stop "${pid[sessions]}"
}

instances_table() {
  echo "| instances | CPU µs of a modern get_project |"
  echo "| ---: | ---: |"
  local hosts=127.0.0.1:$upstream address count
  for address in ${addresses[@]+"${addresses[@]}"}; do
    hosts=$hosts,$address:$upstream
  done
  serve instances ENABLE_DYNAMIC_API_URL=true GITLAB_ALLOWED_HOSTS="$hosts"
  warm_up instances modern get_project 16 "$warmup"
  for count in 1 20 "$instances" '1 again, of all these'; do
    # Always as many callers, so that only the instances differ.
    write_callers "$instances" "$tmp/all.callers"
    awk -v count="${count%% *}" -v port="$upstream" \
      '{ printf "%s\tX-GitLab-API-URL: http://127.0.0.%d:%d\n", $0, (NR - 1) % count + 1, port }' "$tmp/all.callers" >"$tmp/modern.callers"
    cost instances modern get_project
    echo "| $count | $us |"
  done
  write_callers "$callers" "$tmp/modern.callers"
  stop "${pid[instances]}"
}

tools_table() {
  echo "| TOOL_SURFACE, GITLAB_API_OPERATIONS | tools listed | KB of the list | CPU µs of tools/list | CPU µs of get_project | heap MiB after a collection |"
  echo "| --- | ---: | ---: | ---: | ---: | ---: |"
  local choice name count list list_us
  for choice in core-none core-main all-main all-all; do
    name=tools-$choice
    serve "$name" TOOL_SURFACE="${choice%-*}" GITLAB_API_OPERATIONS="${choice#*-}"
    warm_up "$name" modern get_project 16 "$warmup"
    warm_up "$name" modern list_core 16 "$((warmup / 3 + 1))"
    write_call "$name" modern list_core
    list=$tmp/list.json
    post "${port[$name]}" "$tmp/call.body" "$tmp/call.headers" "$(head -n 1 "$tmp/modern.callers")" >"$list"
    count=$(grep -o '"inputSchema":' "$list" | wc -l)
    cost "$name" modern list_core
    list_us=$us
    cost "$name" modern get_project
    echo "| ${choice/-/, } | $count | $(($(stat -c %s "$list") / 1024)) | $list_us | $us | $(mib "$(heap "$name")") |"
    stop "${pid[$name]}"
  done
}

streams_lines() {
  local before_heap before_direct heap direct line fd status i=0 open=()
  [ "$(ulimit -Sn)" = unlimited ] || [ "$(ulimit -Sn)" -ge $((streams * 2)) ] || ulimit -Sn $((streams * 2)) 2>/dev/null ||
    die "ulimit -n must allow $((streams * 2)) open files."
  serve streams
  warm_up streams modern get_project 16 "$warmup"
  open_sessions streams "$streams"
  before_heap=$(heap streams) before_direct=$(direct streams)
  while read -r line; do
    exec {fd}<>"/dev/tcp/127.0.0.1/${port[streams]}"
    printf 'GET /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n%s\n\r\n' \
      "$(tr '\t' '\n' <<<"$line" | grep -v '^X-' | sed 's/$/\r/')" >&"$fd"
    open+=("$fd")
    read -r -t 30 status <&"$fd"
    case $status in *' 200 '*) ;; *) die "A stream was refused: $status" ;; esac
    i=$((i + 1))
  done <"$tmp/streams.sessions"
  heap=$(heap streams) direct=$(direct streams)
  echo "An idle event stream takes $(((heap - before_heap) * 1024 / i)) bytes of heap and $(((direct - before_direct) / i)) of direct buffers, measured with $i of them."
  for fd in "${open[@]}"; do
    exec {fd}>&-
  done
  stop "${pid[streams]}"
}

start_once() { # DIRECTORY: adds a line to $tmp/starts: milliseconds to the first answer, and of CPU until then, KiB before it
  local app=$1 begun ended before=0
  write_call starts modern get_project
  begun=$(date +%s%N)
  start_server starts "$home"
  until post "$server_port" "$tmp/call.body" "$tmp/call.headers" "$(head -n 1 "$tmp/modern.callers")" 2>/dev/null | grep '"result"' >/dev/null; do
    kill -0 "$server_pid" 2>/dev/null || { cat "$tmp/starts.log" >&2; die "The server ended."; }
    before=$(resident "$server_pid")
    sleep 0.02
  done
  ended=$(date +%s%N)
  echo "$(((ended - begun) / 1000000)) $(($(ticks "$server_pid") * 10)) $before" >>"$tmp/starts"
  stop "$server_pid"
}

rest_once() { # DIRECTORY: sets $rest, KiB a while after the start, without a call
  local app=$1
  start_server rest "$home"
  wait_for "$server_port" /health "$server_pid" "$tmp/rest.log"
  sleep 15
  rest=$(resident "$server_pid")
  stop "$server_pid"
}

starts_table() {
  echo "| start | ms to the first answer | ms of CPU until then | RSS MiB before it | RSS MiB at rest |"
  echo "| --- | ---: | ---: | ---: | ---: |"
  local kind round rest
  for kind in plain cached; do
    lay_out "$tmp/app-$kind"
    [ "$kind" = plain ] || JAVA_HOME=$home TRAINING_PORT=$(free_port) "$tmp/app-cached/bin/train.sh" >&2
    : >"$tmp/starts"
    for round in $(seq "$rounds"); do
      start_once "$tmp/app-$kind"
    done
    rest_once "$tmp/app-$kind"
    sort -n "$tmp/starts" | awk -v kind="$kind" -v rest="$rest" '{ line[NR] = $0 } END {
      split(line[int((NR + 1) / 2)], part, " ")
      printf "| %s | %d | %d | %.0f | %.0f |\n", kind == "plain" ? "the jar alone" : "with the cache of docker/train.sh", part[1], part[2], part[3] / 1024, rest / 1024
    }'
  done
}

# No pipe, for the same reason.
{
  describe_machine
  for part in starts_table sessions_table streams_lines instances_table tools_table; do
    echo "Measuring: $part" >&2
    echo
    $part
  done
} >"$tmp/growth.md"
cp "$tmp/growth.md" "$root/bench/results/growth-$(date +%Y%m%d-%H%M%S).md"
cat "$tmp/growth.md"
