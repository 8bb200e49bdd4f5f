package dev.gitlabmcp.protocol;

/**
 * The two ways of speaking MCP over HTTP that one endpoint serves side by side.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/versioning">Versioning</a>
 */
public enum Era {
    /** Since 2026-07-28: every request carries its version and the client's capabilities; nothing is remembered. */
    MODERN,
    /** Up to 2025-11-25: {@code initialize} opens a session that later requests belong to. */
    LEGACY
}
