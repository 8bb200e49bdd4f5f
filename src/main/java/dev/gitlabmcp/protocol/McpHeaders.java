package dev.gitlabmcp.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP headers that MCP gives a meaning, white space around values removed (RFC 9110, section 5.5); null when absent.
 *
 * @param version {@code MCP-Protocol-Version}
 * @param sessionId {@code Mcp-Session-Id}, legacy only
 * @param lastEventId {@code Last-Event-ID}, legacy only
 * @param method {@code Mcp-Method}, modern only
 * @param name {@code Mcp-Name}, modern only, still encoded
 * @param params {@code Mcp-Param-*} by lower-case name without the prefix, modern only, still encoded
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http">Streamable HTTP</a>
 */
public record McpHeaders(
        @Nullable String version,
        @Nullable String sessionId,
        @Nullable String lastEventId,
        @Nullable String method,
        @Nullable String name,
        Map<String, String> params) {

    /** No header at all. */
    public static final McpHeaders NONE = new McpHeaders(null, null, null, null, null, Map.of());

    public McpHeaders {
        params = Map.copyOf(params);
    }

    /** Whether the version header names a modern revision, known or not. */
    public boolean claimsModern() {
        return version != null && ProtocolVersion.isModernName(version);
    }
}
