package dev.gitlabmcp.trace;

import org.jspecify.annotations.Nullable;

/**
 * What a span says of a call that is over.
 *
 * @param method the JSON-RPC method; of those that nobody knows, something that stands for all
 * @param target the tool or prompt it is about; a name of ours, never one that a caller made up
 * @param requestId the JSON-RPC id, bounded
 * @param session stands for the session, and cannot be used as its id
 * @param error what kind of failure it ended with; null for none
 * @param errorCode the code of the JSON-RPC error; null when it was answered with a result
 */
public record FinishedSpan(
        String method,
        @Nullable String target,
        String version,
        String requestId,
        @Nullable String session,
        @Nullable String error,
        @Nullable String errorCode) {}
