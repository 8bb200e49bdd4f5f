/**
 * What several features need of the network and its secrets: the secret type, hosts and addresses and what kind they are,
 * forward proxies, certificate authorities. No HTTP client or server lives here, nothing asks a name server, and nothing
 * here knows MCP or GitLab. Values are immutable; everything is thread-safe.
 */
@NullMarked
package dev.gitlabmcp.net;

import org.jspecify.annotations.NullMarked;
