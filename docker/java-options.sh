# To be sourced, with $app set to the directory of the jar: sets $java, the command, and options, the options of the virtual
# machine, as training and launch share them.
java=java
home=${JAVA_HOME:-}
if [ -n "$home" ]; then
  java=$home/bin/java
else
  home=$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")
fi
# The feature version: 17, 25. Read from a file, since asking takes a tenth of the time that the cache saves.
version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
version=${version:-17}

options=(
  # Of the container's memory; the rest is for threads, buffers and code.
  -XX:MaxRAMPercentage=60
  # The start fills about as much; a heap that begins at a sixty-fourth of the memory is collected thirty times on the way.
  -Xms32m
  # Likewise: what is known of classes takes 45 MiB in the end, and each time it grows past this mark the heap is looked through.
  -XX:MetaspaceSize=64m
  # Better started anew than half dead.
  -XX:+ExitOnOutOfMemoryError
  # Nothing in /tmp.
  -XX:-UsePerfData
)
if [ "$version" -ge 25 ]; then
  # What the compiler used to get everything under way, 20 MiB after the start, goes back to the system; 3 ms each time.
  options+=(-XX:TrimNativeHeapInterval=10000)
fi
# Named, since a cache fits one collector best, and which one is taken otherwise depends on the machine; two would not do.
case ${JAVA_OPTS:-} in
  *-XX:+Use*GC*) ;;
  *) options+=(-XX:+UseG1GC) ;;
esac

# Adds what takes the cache into use that train.sh has made beside the jar, where there is one for this version.
use_cache() {
  if [ "$version" -ge 25 ] && [ -f "$app/gitlab-mcp.aot" ]; then
    options+=("-XX:AOTCache=$app/gitlab-mcp.aot")
  elif [ "$version" -lt 25 ] && [ -f "$app/gitlab-mcp.jsa" ]; then
    options+=("-XX:SharedArchiveFile=$app/gitlab-mcp.jsa")
  fi
}
