/**
 * What each MCP method does, in both eras: {@link dev.gitlabmcp.dispatch.McpDispatcher} selects, {@code ModernOperations}
 * and {@code LegacyOperations} keep the rules of their era, the methods themselves are shared. Knows nothing of HTTP beyond
 * {@link dev.gitlabmcp.dispatch.ReplyChannel}. Thread-safe; a call runs on the thread that brought it.
 */
@NullMarked
package dev.gitlabmcp.dispatch;

import org.jspecify.annotations.NullMarked;
