#!/usr/bin/env bash
# Starts the server, whose directory may be read-only:
#   launch.sh COMMAND...     such as: server, server /config.yml, doctor, check
# JAVA_OPTS adds options of the virtual machine, and overrides these.
set -euo pipefail
app=$(cd "$(dirname "$0")/.." && pwd)
. "$app/bin/java-options.sh"
use_cache
read -r -a more <<<"${JAVA_OPTS:-}"
exec "$java" "${options[@]}" ${more[@]+"${more[@]}"} -jar "$app/gitlab-mcp.jar" "$@"
