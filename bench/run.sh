#!/usr/bin/env bash
# Measures what a call costs: the server from the jar with its shipped options, in front of nginx that stands for GitLab, driven by
# wrk. Prints Markdown; all is kept in bench/results/. See bench/README.md.
#   bench/run.sh [OPTION...]          the tables of calls
#   bench/run.sh growth [OPTION...]   what more sessions, instances, tools and streams cost (bench/growth.sh)
# Options:
#   --rounds N          how often everything is measured; medians are shown (3)
#   --seconds N         for how long each time (10)
#   --warmup N          seconds of get_project before; a sixth of it for each other call (60)
#   --connections LIST  connections at once, with commas (1,16,64)
#   --only REGEX        only calls that match, such as 'modern get_project' or list_
#   --java HOME         a further JDK to measure on; may be repeated. The first is JAVA_HOME or the java in PATH
#   --peer              beside it, the npm package @zereight/mcp-gitlab (PEER_VERSION, 2.1.64)
#   --jar FILE          another jar than target/gitlab-mcp.jar
#   --memory SIZE       memory that Java takes the machine to have (768m, as in docker-compose.yml)
#   --quick             1 round of 3 seconds after 12 of warm-up: to see that it works, not for numbers
#   --help              this
# Environment: NGINX, the program (nginx in PATH); BENCH_JAVA_OPTS, further options of the virtual machine.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
if [ "${1:-}" = growth ]; then
  shift
  exec "$root/bench/growth.sh" "$@"
fi

rounds=3 seconds=10 warmup=60 connections=1,16,64 only=. peer=false jar=$root/target/gitlab-mcp.jar memory=768m
homes=("${JAVA_HOME:-}")
while [ $# -gt 0 ]; do
  case $1 in
    --rounds) rounds=$2 && shift ;;
    --seconds) seconds=$2 && shift ;;
    --warmup) warmup=$2 && shift ;;
    --connections) connections=$2 && shift ;;
    --only) only=$2 && shift ;;
    --java) homes+=("$2") && shift ;;
    --peer) peer=true ;;
    --jar) jar=$2 && shift ;;
    --memory) memory=$2 && shift ;;
    --quick) rounds=1 seconds=3 warmup=12 ;;
    --help) sed -n '2,/^set/{/^set/!s/^# \{0,1\}//p}' "$0" && exit ;;
    *) echo "bench: unknown option $1; see --help" >&2 && exit 2 ;;
  esac
  shift
done

. "$root/bench/processes.sh"
. "$root/bench/calls.sh"
prepare
results=$root/bench/results/$(date +%Y%m%d-%H%M%S).tsv
: >"$results"

start_upstream
write_callers "$callers" "$tmp/modern.callers"
if [[ 'modern get_project' =~ $only || 'legacy get_project' =~ $only ]]; then
  start_proxy
  port[proxy]=$proxy
  pid[proxy]=$proxy_pid
fi

# ERA CASE, and whether it is measured.
rows=()
for row in 'modern get_project' 'legacy get_project' 'modern list_issues' 'legacy list_issues' 'modern get_diffs' \
  'modern search_log' 'modern list_core' 'legacy list_core' 'modern list_core_gzip' 'modern list_all' 'modern list_all_gzip'; do
  [[ $row =~ $only ]] && rows+=("$row")
done
[ ${#rows[@]} -gt 0 ] || die "--only $only matches none of the calls."

connections_of() { # CASE
  if [ "$1" = search_log ]; then echo "$log_connections"; else echo "${connections//,/ }"; fi
}

# Which process serves a case of a target; all tools need one of their own.
process_of() { # TARGET CASE
  case $2 in list_all*) echo "$1-all" ;; *) echo "$1" ;; esac
}

offers() { # TARGET ERA CASE
  case $1-$3 in
    proxy-get_project) [ "$2" = modern ] ;;
    peer-list_all* | peer-*_gzip | proxy-*) false ;;
    # The peer has sessions alone; its calls are compared with those of both eras.
    peer-*) [ "$2" = legacy ] || [[ $3 == get_diffs || $3 == search_log ]] ;;
  esac
}

era_of() { # TARGET ERA
  if [ "$1" = peer ]; then echo legacy; else echo "$2"; fi
}

targets=()
begin() { # NAME HOME: starts the server on that Java, loads it at once, and says what its beginning costs
  local before used
  start_server "$1" "$2"
  register "$1"
  before=$(ticks "$server_pid")
  load "$1" modern get_project 16 10 check
  used=$(($(ticks "$server_pid") - before))
  printf -- '- %s: %d ms of CPU until ready; then, in the first 10 seconds at 16 connections, %d calls of get_project at %d µs of CPU each.\n' \
    "$1" $((before * 10)) "${result[0]}" $((used * 10000 / result[0])) >>"$tmp/beginnings"
  targets+=("$1")
  if [[ ${rows[*]} == *list_all* ]]; then
    start_server "$1-all" "$2" TOOL_SURFACE=all
    register "$1-all"
  fi
}

for home in "${homes[@]}"; do
  begin "java-$(version_of "$home")" "$home"
done
if $peer; then
  start_peer
  targets+=(peer)
fi
[ -z "${port[proxy]:-}" ] || targets+=(proxy)

echo "Warming up." >&2
for target in "${targets[@]}"; do
  [ "$target" = proxy ] || open_sessions "$target" "${sessions_of[$target]:-$callers}"
  for row in "${rows[@]}"; do
    read -r era case <<<"$row"
    offers "$target" "$era" "$case" || continue
    time=$((warmup / 6 > 1 ? warmup / 6 : 1))
    [ "$row" != 'modern get_project' ] || time=$warmup
    [ "$target" != proxy ] || time=2
    at=16
    if [ "$case" = search_log ]; then
      # So slow at first that a second may see none end.
      at=$log_connections time=$((time > 5 ? time : 5))
    fi
    warm_up "$(process_of "$target" "$case")" "$(era_of "$target" "$era")" "$case" "$at" "$time"
  done
done

for round in $(seq "$rounds"); do
  for row in "${rows[@]}"; do
    read -r era case <<<"$row"
    for at in $(connections_of "$case"); do
      # One right after the other, so that what else the machine does falls on all of them.
      for target in "${targets[@]}"; do
        offers "$target" "$era" "$case" || continue
        echo "Round $round of $rounds: $row at $at connections, $target" >&2
        measure "$round" "$(process_of "$target" "$case")" "$(era_of "$target" "$era")" "$case" "$at" "$seconds"
      done
    done
  done
done

{
  describe_machine
  echo
  awk -f "$root/bench/table.awk" "$results"
  echo
  echo "The first seconds:"
  echo
  cat "$tmp/beginnings"
} | tee "${results%.tsv}.md"
