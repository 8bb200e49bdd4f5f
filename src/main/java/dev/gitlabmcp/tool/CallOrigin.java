package dev.gitlabmcp.tool;

import org.jspecify.annotations.Nullable;

/**
 * Where a call came from, for the audit log.
 *
 * @param address the client's address, as far as proxies are believed
 * @param session stands for the session, and cannot be used as its id; null without one
 * @param traceId the trace that it belongs to; null without one
 */
public record CallOrigin(
        String address, @Nullable String session, @Nullable String traceId) {
    /** Of calls that no client made. */
    public static final CallOrigin UNKNOWN = new CallOrigin("", null, null);
}
