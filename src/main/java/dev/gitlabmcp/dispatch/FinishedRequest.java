package dev.gitlabmcp.dispatch;

import dev.gitlabmcp.protocol.Era;
import dev.gitlabmcp.protocol.ProtocolVersion;
import dev.gitlabmcp.tool.FinishedCall;
import dev.gitlabmcp.tool.GitLabCalls;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A JSON-RPC request that has been served.
 *
 * @param method its method, whatever the client wrote
 * @param outcome {@code ok}, {@code input_required}, or the code of the JSON-RPC error
 * @param bytes size of the JSON-RPC answer
 * @param tool the call of a tool that it made, the innermost where one called another
 * @param gitlab what GitLab was asked for it
 */
public record FinishedRequest(
        Era era,
        ProtocolVersion version,
        String method,
        String outcome,
        Duration took,
        long bytes,
        @Nullable FinishedCall tool,
        GitLabCalls.Seen gitlab) {
    /** The outcome of requests that were answered with a result. */
    public static final String OK = "ok";

    /** The outcome of requests that asked the client for input. */
    public static final String INPUT_REQUIRED = "input_required";
}
