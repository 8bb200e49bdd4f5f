# To be sourced, with $root set to the project's directory: a temporary directory, the processes in it, and what they use. All of it
# is gone when the script ends, however it ends.
tmp=$(mktemp -d "${TMPDIR:-/tmp}/gitlab-mcp-bench.XXXXXX")
# The workers of nginx started by root are another user.
chmod 755 "$tmp"
started=()

die() {
  echo "bench: $*" >&2
  exit 1
}

end_all() {
  local pid
  for pid in ${started[@]+"${started[@]}"}; do
    kill "$pid" 2>/dev/null || true
  done
  for pid in ${started[@]+"${started[@]}"}; do
    # A server that drains would keep us waiting.
    for _ in 1 2 3 4 5 6 7 8 9 10; do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  rm -rf "$tmp"
}
trap end_all EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

stop() { # PID: ends one of the processes, gently
  kill "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}

need() { # PROGRAM HOW
  command -v "$1" >/dev/null || die "$1 is missing: $2"
}

# Below the range that the kernel gives to clients, so that a port that is free stays free.
free_port() {
  local port
  while true; do
    port=$((RANDOM % 12000 + 20000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  echo "$port"
}

wait_for() { # PORT PATH PID LOG: until that address answers 200
  local status
  for _ in $(seq 1 600); do
    kill -0 "$3" 2>/dev/null || { cat "$4" >&2; die "A process ended; its output is above."; }
    status=$( (exec 3<>"/dev/tcp/127.0.0.1/$1" && printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$2" >&3 &&
      read -r -t 5 _ status _ <&3 && echo "$status") 2>/dev/null || true)
    [ "$status" != 200 ] || return 0
    sleep 0.1
  done
  cat "$4" >&2
  die "Nothing answered on port $1 for a minute; the process's output is above."
}

post() { # PORT BODY_FILE HEADERS_FILE CALLER: the answer to one call, with its headers
  (
    exec 3<>"/dev/tcp/127.0.0.1/$1"
    {
      printf 'POST /mcp HTTP/1.1\r\nConnection: close\r\nContent-Length: %s\r\n' "$(stat -c %s "$2")"
      sed 's/$/\r/' "$3"
      tr '\t' '\n' <<<"$4" | sed 's/$/\r/'
      printf '\r\n'
      cat "$2"
    } >&3
    cat <&3
  )
}

# nginx that stands for GitLab, on $upstream; further addresses of this machine may be given.
start_upstream() {
  upstream=$(free_port)
  mkdir -p "$tmp/answers" "$tmp/nginx"
  "$java" "$root/bench/GitLabAnswers.java" "$tmp/answers"
  local address listens=""
  for address in 127.0.0.1 "$@"; do
    listens="$listens listen $address:$upstream;"
  done
  sed -e "s|@TMP@|$tmp|g" -e "s|@LISTENS@|$listens|" "$root/bench/nginx-upstream.conf" >"$tmp/nginx/upstream.conf"
  "$nginx" -p "$tmp/nginx" -c "$tmp/nginx/upstream.conf" >"$tmp/nginx/upstream.log" 2>&1 &
  upstream_pid=$!
  started+=("$upstream_pid")
  wait_for "$upstream" /api/v4/version "$upstream_pid" "$tmp/nginx/upstream.log"
}

upstream_requests() { # how many requests nginx has answered, without this one
  (
    exec 3<>"/dev/tcp/127.0.0.1/$upstream"
    printf 'GET /count HTTP/1.0\r\n\r\n' >&3
    awk '/^ *[0-9]+ [0-9]+ [0-9]+/ { print $3 - 1 }' <&3
  )
}

# nginx that does no more than pass on: POST /mcp becomes a GET of the project, on $proxy.
start_proxy() {
  proxy=$(free_port)
  sed -e "s|@TMP@|$tmp|g" -e "s|@PORT@|$proxy|" -e "s|@UPSTREAM@|$upstream|" "$root/bench/nginx-proxy.conf" >"$tmp/nginx/proxy.conf"
  "$nginx" -p "$tmp/nginx" -c "$tmp/nginx/proxy.conf" >"$tmp/nginx/proxy.log" 2>&1 &
  proxy_pid=$!
  started+=("$proxy_pid")
  wait_for "$proxy" /health "$proxy_pid" "$tmp/nginx/proxy.log"
}

# The server as it is shipped, in a directory laid out as in the image. What differs from the image: memory as in
# docker-compose.yml, limits that a load generator would run into, and a log of collections.
start_server() { # NAME JAVA_HOME [VARIABLE=VALUE...]: sets $server_port, $server_admin, $server_pid, $server_java_path
  local name=$1 JAVA_HOME=$2 app=${app:-$tmp/app} java home options version
  shift 2
  [ -d "$app" ] || lay_out "$app"
  . "$root/docker/java-options.sh"
  use_cache
  server_java_path=$(command -v "$java")
  server_port=$(free_port)
  server_admin=$(free_port)
  env SHUTDOWN_DRAIN_DELAY=0s HOST=127.0.0.1 PORT="$server_port" ADMIN_PORT="$server_admin" \
    GITLAB_API_URL="http://127.0.0.1:$upstream" REMOTE_AUTHORIZATION=true \
    MAX_REQUESTS_PER_MINUTE=1000000 MAX_UNPROVEN_REQUESTS_PER_MINUTE=10000000 MAX_FAILED_AUTHENTICATIONS_PER_MINUTE=1000000 \
    MAX_NEW_INSTANCES_PER_MINUTE=1000000 MAX_SESSIONS=100000 MAX_UNPROVEN_SESSIONS_PER_ADDRESS=100000 \
    MAX_CALLS_IN_FLIGHT=1000 GITLAB_POOL_MAX_SIZE=1000 "$@" \
    "$java" "${options[@]}" -XX:MaxRAM="$memory" "-Xlog:gc:file=$tmp/gc-$name.log" ${BENCH_JAVA_OPTS:-} \
    -jar "$app/gitlab-mcp.jar" server >"$tmp/$name.log" 2>&1 &
  server_pid=$!
  started+=("$server_pid")
}

# The npm package as a remote server. It limits requests by client address, which cannot be turned off, so it is told to trust its
# proxy, and each caller has an address; and by session, so there are more of them.
start_peer() { # sets port[peer], pid[peer]
  need node "install Node.js 20 or newer"
  need npm "install npm"
  local version=${PEER_VERSION:-2.1.64}
  mkdir "$tmp/peer"
  (cd "$tmp/peer" && npm install --no-audit --no-fund --loglevel=error "@zereight/mcp-gitlab@$version" >npm.log 2>&1) ||
    { cat "$tmp/peer/npm.log" >&2; die "npm could not install the peer."; }
  port[peer]=$(free_port)
  env NODE_ENV=production HOST=127.0.0.1 PORT="${port[peer]}" STREAMABLE_HTTP=true REMOTE_AUTHORIZATION=true \
    GITLAB_API_URL="http://127.0.0.1:$upstream/api/v4" MCP_TRUST_PROXY=true GITLAB_DISABLE_VERSION_CHECK=true \
    MAX_REQUESTS_PER_MINUTE=1000 MAX_SESSIONS=10000 \
    node "$tmp/peer/node_modules/@zereight/mcp-gitlab/build/index.js" >"$tmp/peer.log" 2>&1 &
  pid[peer]=$!
  started+=("${pid[peer]}")
  sessions_of[peer]=256
  wait_for "${port[peer]}" /health "${pid[peer]}" "$tmp/peer.log"
}

lay_out() { # DIRECTORY
  mkdir -p "$1/bin"
  cp -p "$jar" "$1/gitlab-mcp.jar"
  cp -p "$root"/docker/*.sh "$1/bin/"
}

ticks() { # PID: CPU time of a process and its children, in hundredths of a second
  local pid
  for pid in "$1" $(cat "/proc/$1/task/$1/children" 2>/dev/null); do
    # The name may hold spaces; user and system time are the 12th and 13th fields after it.
    sed 's/.*) //' "/proc/$pid/stat"
  done | awk '{ ticks += $12 + $13 } END { print ticks }'
}

resident() { # PID: its resident memory in KiB
  awk '/^VmRSS/ { print $2 }' "/proc/$1/status"
}

allocated() { # NAME PID JCMD: bytes allocated so far, in MiB: all that collections freed, and what lies in the heap now
  local used
  used=$("$3" "$2" GC.heap_info 2>/dev/null | sed -n 's/.* used \([0-9]*\)K.*/\1/p' | head -n 1)
  awk -v used="${used:-0}" '
    match($0, /[0-9]+M->[0-9]+M/) {
      split(substr($0, RSTART, RLENGTH), sizes, /M(->)?/)
      freed += sizes[1] - sizes[2]
    }
    END { printf "%.1f\n", freed + used / 1024 }' "$tmp/gc-$1.log"
}

# What all parts of the benchmark need, and the jar.
prepare() {
  nginx=${NGINX:-nginx}
  need "$nginx" "install it (apt-get install nginx-light), or name the program: NGINX=/path/to/nginx"
  need wrk "install it (apt-get install wrk)"
  need awk "install it (apt-get install gawk)"
  [ -r /proc/self/stat ] || die "CPU time and memory are read from /proc, so this needs Linux."
  java=${JAVA_HOME:+$JAVA_HOME/bin/}java
  need "$java" "install a JDK, or set JAVA_HOME"
  if [ ! -f "$jar" ]; then
    [ "$jar" = "$root/target/gitlab-mcp.jar" ] || die "There is no $jar."
    echo "Building the jar." >&2
    local maven=mvn
    command -v mvn >/dev/null || maven=$root/mvnw
    (cd "$root" && "$maven" -q -DskipTests package) || die "The jar could not be built."
  fi
  mkdir -p "$root/bench/results"
}

version_of() { # JAVA_HOME, or nothing for the java in PATH: its feature version
  local home=${1:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}
  [ -x "$home/bin/jcmd" ] || die "$home has no bin/jcmd; measuring memory needs a JDK."
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release"
}

describe_machine() {
  local home
  echo "$(date +%F), $(nproc) cores of $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1), Linux $(uname -r), nginx $("$nginx" -v 2>&1 | sed 's/.*nginx.//'), load $(cut -d ' ' -f 1 /proc/loadavg) at the end;"
  for home in "${homes[@]}"; do
    "${home:+$home/bin/}java" -version 2>&1 | sed -n '2s/.*(build \(.*\))/Java \1;/p'
  done
  echo "$rounds rounds of $seconds s, warm-up $warmup s, memory $memory, jar of $(date -r "$jar" '+%F %H:%M')."
}
