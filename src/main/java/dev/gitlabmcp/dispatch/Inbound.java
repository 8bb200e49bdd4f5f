package dev.gitlabmcp.dispatch;

import dev.gitlabmcp.gitlab.Principal;
import dev.gitlabmcp.limit.Admission;
import dev.gitlabmcp.protocol.McpHeaders;
import dev.gitlabmcp.protocol.ToolNarrowing;

/**
 * An authenticated HTTP request to an MCP endpoint, beside its body.
 *
 * @param presented whether the caller brought a credential of its own
 * @param address key of the client address, as limits count it
 * @param admission what the request may still turn out to be
 * @param proven whether the credential is one that GitLab has accepted, or the server's own
 * @param narrowing what the request takes away of the tools
 * @param record where what becomes known of the request is noted
 */
public record Inbound(
        McpHeaders headers,
        Principal principal,
        boolean presented,
        String address,
        Admission admission,
        boolean proven,
        ToolNarrowing narrowing,
        RequestRecord record) {}
