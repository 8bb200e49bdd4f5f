package dev.gitlabmcp.dispatch;

import dev.gitlabmcp.gitlab.Principal;
import dev.gitlabmcp.protocol.McpHeaders;

/**
 * An authenticated HTTP request to an MCP endpoint, beside its body.
 *
 * @param presented whether the caller brought a credential of its own
 */
public record Inbound(McpHeaders headers, Principal principal, boolean presented) {}
