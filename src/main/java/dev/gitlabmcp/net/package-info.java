/**
 * What several features need of the network and its secrets: the secret type, and later TLS material, trusted proxies and
 * the client's address. No HTTP client or server lives here, and nothing here knows MCP or GitLab. Values are immutable;
 * everything is thread-safe.
 */
@NullMarked
package dev.gitlabmcp.net;

import org.jspecify.annotations.NullMarked;
