/**
 * Holds what runs the server, and not the server itself, to what it promises: the proxies' configurations, the compose file, the
 * scripts of the image, the files for Prometheus and Grafana, and the commands of the documentation. nginx, Caddy and Prometheus
 * run as real processes from the shipped files, in front of servers from the jar or of scripted ones; Envoy's and Traefik's files
 * are checked without them, and so are Grafana's. Nothing here is meant for several threads, but {@code ScriptedUpstream}.
 */
@NullMarked
package dev.gitlabmcp.deployment;

import org.jspecify.annotations.NullMarked;
