# To be sourced after processes.sh: the calls of the benchmark, as files that wrk and post read, and their measuring.
callers=64
log_connections=4
declare -A port=() pid=() jcmd=() expected=() sessions_of=()

# CASE: what is called. The upstream's answer to it is in parentheses.
#   get_project (2 KB), list_issues (20 of them, 45 KB), get_diffs (40 files, 200 KB), search_log (5 MB),
#   list_core (tools/list as shipped), list_all (tools/list of all tools); with _gzip for a client that takes that
tool_of() { # TARGET CASE: the tool's name
  case $2 in
    get_diffs) echo get_merge_request_diffs ;;
    search_log) echo get_pipeline_job_output ;;
    *) echo "$2" ;;
  esac
}

arguments_of() { # TARGET CASE: its arguments
  case $1-$2 in
    *-list_issues) echo '{"project_id":"platform/api","per_page":20}' ;;
    *-get_diffs) echo '{"project_id":"platform/api","merge_request_iid":"7"}' ;;
    # It cannot search, so it shows the end.
    peer-search_log) echo '{"project_id":"platform/api","job_id":"55"}' ;;
    *-search_log) echo '{"project_id":"platform/api","job_id":"55","grep":"ERROR: .* failed"}' ;;
    *) echo '{"project_id":"platform/api"}' ;;
  esac
}

write_call() { # TARGET ERA CASE: writes $tmp/call.body and $tmp/call.headers
  local method=tools/call name params meta=
  case $3 in list_core* | list_all*) method=tools/list ;; esac
  name=$(tool_of "$1" "$3")
  printf '%s\n' 'Host: localhost' 'Content-Type: application/json' 'Accept: application/json, text/event-stream' >"$tmp/call.headers"
  if [ "$2" = modern ]; then
    meta='"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}'
    printf '%s\n' 'MCP-Protocol-Version: 2026-07-28' "Mcp-Method: $method" >>"$tmp/call.headers"
    [ $method = tools/list ] || echo "Mcp-Name: $name" >>"$tmp/call.headers"
  else
    echo 'MCP-Protocol-Version: 2025-11-25' >>"$tmp/call.headers"
  fi
  case $3 in *_gzip) echo 'Accept-Encoding: gzip' >>"$tmp/call.headers" ;; esac
  if [ $method = tools/list ]; then
    params="{$meta}"
  else
    params="{\"name\":\"$name\",\"arguments\":$(arguments_of "$1" "$3")${meta:+,$meta}}"
  fi
  printf '{"jsonrpc":"2.0","id":1000000000,"method":"%s","params":%s}' "$method" "$params" >"$tmp/call.body"
}

write_callers() { # COUNT FILE: so many callers, each with a token and, for a peer that trusts its proxy, an address
  awk -v count="$1" 'BEGIN {
    for (i = 1; i <= count; i++) {
      printf "Private-Token: glpat-bench-caller-%06d\tX-Forwarded-For: 10.%d.%d.%d\n", i, i / 65536, i / 256 % 256, i % 256
    }
  }' >"$2"
}

open_sessions() { # TARGET COUNT: opens legacy sessions, one for each caller; writes $tmp/TARGET.sessions
  write_callers "$2" "$tmp/session.callers"
  printf '%s\n' 'Host: localhost' 'Content-Type: application/json' 'Accept: application/json, text/event-stream' >"$tmp/open.headers"
  printf '%s' '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"bench","version":"1"}}}' \
    >"$tmp/open.body"
  rm -f "$tmp/$1.sessions"
  wrk -t1 -c1 -d600s --timeout 30s -s "$root/bench/wrk/open.lua" "http://127.0.0.1:${port[$1]}/mcp" \
    -- "$tmp/open.body" "$tmp/open.headers" "$tmp/session.callers" "$tmp/$1.sessions" >"$tmp/open.out" 2>&1 &
  local opener=$!
  started+=("$opener")
  while [ ! -s "$tmp/$1.sessions" ] && kill -0 "$opener" 2>/dev/null; do
    sleep 0.1
  done
  kill -KILL "$opener" 2>/dev/null || true
  wait "$opener" 2>/dev/null || true
  unset 'started[-1]'
  [ -s "$tmp/$1.sessions" ] || { cat "$tmp/open.out" >&2; die "$1 opened no sessions."; }
}

# In the background, so that Ctrl-C need not wait for it.
run() { # COMMAND...
  "$@" &
  local child=$! status=0
  started+=("$child")
  wait "$child" || status=$?
  unset 'started[-1]'
  return "$status"
}

load() { # TARGET ERA CASE CONNECTIONS SECONDS check|measure: sets $result, the fields of wrk/call.lua
  local target=$1 era=$2 case=$3 connections=$4 who=$tmp/modern.callers good='"result"'
  [ "$target" != proxy ] || good='"path_with_namespace"'
  write_call "$target" "$era" "$case"
  [ "$era" = modern ] || who=$tmp/$target.sessions
  run wrk -t1 -c"$connections" -d"$5"s --timeout 30s -s "$root/bench/wrk/call.lua" "http://127.0.0.1:${port[$target]}/mcp" \
    -- "$tmp/call.body" "$tmp/call.headers" "$who" "$6" "$good" >"$tmp/wrk.out" 2>&1 || true
  IFS=$'\t' read -r -a result <<<"$(sed -n 's/^RESULT\t//p' "$tmp/wrk.out")"
  [ "${#result[@]}" -eq 8 ] || { cat "$tmp/wrk.out" >&2; die "wrk did not end well; its output is above."; }
  if [ "${result[6]}" -ne 0 ] || [ "${result[0]}" -eq 0 ]; then
    cat "$tmp/wrk.out" >&2
    die "$target, $era $case at $connections connections: ${result[6]} of ${result[0]} calls failed, so nothing is counted. A bad answer: ${result[7]}"
  fi
}

warm_up() { # TARGET ERA CASE CONNECTIONS SECONDS: reads each answer, and learns how long good ones are
  load "$1" "$2" "$3" "$4" "$5" check
  expected["$1 $2 $3"]="${result[2]} ${result[0]}"
}

# What is measured is not read, but an error is not as long as an answer: so the bytes of all calls say whether they were good.
check_bytes() { # TARGET ERA CASE CONNECTIONS
  local good
  read -r -a good <<<"${expected["$1 $2 $3"]}"
  awk -v a="${result[2]}" -v n="${result[0]}" -v good_a="${good[0]}" -v good_n="${good[1]}" -v open="$4" 'BEGIN {
    mean = a / n; wanted = good_a / good_n; off = mean - wanted
    # Answers that were under way at the end have bytes, but are not counted as calls.
    exit ((off < 0 ? -off : off) > wanted * (0.002 + open / n + 16 / good_n))
  }' || die "$1, $2 $3 at $4 connections: answers have ${result[2]} / ${result[0]} bytes, good ones ${good[0]} / ${good[1]}."
}

check_upstream() { # CASE CALLS: nginx must have seen each call
  case $1 in list_core* | list_all*) return ;; esac
  [ "$2" -ge "${result[0]}" ] || die "$1: ${result[0]} calls were answered, but only $2 came to the upstream."
}

measure() { # ROUND TARGET ERA CASE CONNECTIONS SECONDS: adds a line to $results
  local ticks_before allocated_before=0 allocated_after=0 seen ticks_after
  seen=$(upstream_requests)
  [ -z "${jcmd[$2]:-}" ] || allocated_before=$(allocated "$2" "${pid[$2]}" "${jcmd[$2]}")
  ticks_before=$(ticks "${pid[$2]}")
  load "$2" "$3" "$4" "$5" "$6" measure
  ticks_after=$(ticks "${pid[$2]}")
  [ -z "${jcmd[$2]:-}" ] || allocated_after=$(allocated "$2" "${pid[$2]}" "${jcmd[$2]}")
  check_bytes "$2" "$3" "$4" "$5"
  check_upstream "$4" $(($(upstream_requests) - seen))
  printf '%s\t' "$1" "$2" "$3" "$4" "$5" "${result[@]:0:2}" "${result[@]:3:3}" $((ticks_after - ticks_before)) \
    "$(awk -v a="$allocated_before" -v b="$allocated_after" 'BEGIN { print b - a }')" >>"$results"
  resident "${pid[$2]}" >>"$results"
}

register() { # NAME: the server just started is a target by that name; waits until it answers
  wait_for "$server_port" /health "$server_pid" "$tmp/$1.log"
  port[$1]=$server_port
  pid[$1]=$server_pid
  jcmd[$1]=$(dirname "$server_java_path")/jcmd
}
