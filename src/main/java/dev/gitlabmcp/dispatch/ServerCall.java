package dev.gitlabmcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.gitlab.Principal;
import dev.gitlabmcp.protocol.Cancellation;
import dev.gitlabmcp.protocol.InputRequest;
import dev.gitlabmcp.protocol.Json;
import dev.gitlabmcp.protocol.JsonRpcMessage;
import dev.gitlabmcp.protocol.LoggingLevel;
import dev.gitlabmcp.protocol.ProtocolException;
import dev.gitlabmcp.protocol.ProtocolVersion;
import dev.gitlabmcp.protocol.RequestId;
import dev.gitlabmcp.protocol.ToolNarrowing;
import dev.gitlabmcp.tool.CallContext;
import dev.gitlabmcp.tool.CallOrigin;
import dev.gitlabmcp.tool.FinishedCall;
import dev.gitlabmcp.tool.GitLabCalls;
import dev.gitlabmcp.trace.CallTrace;
import dev.gitlabmcp.trace.CurrentTrace;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One request being served: what both eras have in common. */
abstract class ServerCall implements CallContext {
    private final JsonRpcMessage.Request request;
    private final Principal principal;
    private final ToolNarrowing narrowing;
    private final ProtocolVersion version;
    private final ObjectNode clientCapabilities;
    private final Cancellation cancellation = new Cancellation();
    private final GitLabCalls gitlabCalls = new GitLabCalls();
    private final RequestRecord record;
    private final RequestObserver observer;
    private final CallTrace trace;
    private final long startedAt = System.nanoTime();
    private volatile @Nullable FinishedCall tool;
    private final @Nullable JsonNode progressToken;
    private double lastProgress = Double.NEGATIVE_INFINITY;

    ServerCall(
            JsonRpcMessage.Request request,
            Inbound inbound,
            ProtocolVersion version,
            ObjectNode clientCapabilities,
            Observation observation) {
        this.request = request;
        this.principal = inbound.principal();
        this.narrowing = inbound.narrowing();
        this.record = inbound.record();
        this.observer = observation.observer();
        this.version = version;
        this.clientCapabilities = clientCapabilities;
        JsonNode meta = request.params().path("_meta");
        this.trace = observation.trace(meta, record.trace());
        record.traced(trace.traceId());
        JsonNode token = meta.path("progressToken");
        this.progressToken = RequestId.isValid(token) ? token : null;
    }

    final RequestId id() {
        return request.id();
    }

    final String method() {
        return request.method();
    }

    final ObjectNode params() {
        return request.params();
    }

    final ObjectNode clientCapabilities() {
        return clientCapabilities;
    }

    @Override
    public final Principal principal() {
        return principal;
    }

    @Override
    public final ToolNarrowing narrowing() {
        return narrowing;
    }

    @Override
    public final ProtocolVersion protocolVersion() {
        return version;
    }

    @Override
    public final CallOrigin origin() {
        return new CallOrigin(record.address(), record.sessionLabel(), trace.traceId());
    }

    @Override
    public final GitLabCalls gitlabCalls() {
        return gitlabCalls;
    }

    @Override
    public final void finished(FinishedCall call) {
        if (tool == null) {
            tool = call;
        }
    }

    /** Tells of the request as one that was served, with this outcome and an answer of so many bytes. */
    final void served(String outcome, long bytes) {
        FinishedRequest served = new FinishedRequest(
                version.era(),
                version,
                method(),
                outcome,
                Duration.ofNanos(System.nanoTime() - startedAt),
                bytes,
                tool,
                gitlabCalls.seen());
        if (tool == null && method().equals(Methods.CALL_TOOL)) {
            record.unknownTool(params().path("name").asText());
        }
        record.served(served);
        observer.finished(served);
        if (trace.isRecording()) {
            trace.end(Spans.finished(this, served, record.sessionLabel()));
        }
    }

    /** Does what belongs to the call, under its trace. */
    final void run(Runnable body) {
        CurrentTrace.run(trace, body);
    }

    /** Tells of a request that failed with this error. */
    final void failed(ProtocolException error, long bytes) {
        served(Integer.toString(error.code()), bytes);
    }

    @Override
    public final Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public final boolean wantsProgress() {
        return progressToken != null;
    }

    @Override
    public final void progress(double progress, @Nullable Double total, @Nullable String message) {
        if (progressToken == null || progress <= lastProgress || cancellation.isCancelled()) {
            return;
        }
        lastProgress = progress;
        ObjectNode params = Json.object();
        params.set("progressToken", progressToken);
        putNumber(params, "progress", progress);
        if (total != null) {
            putNumber(params, "total", total);
        }
        if (message != null && version.isAtLeast(ProtocolVersion.V2025_03_26)) {
            params.put("message", message);
        }
        emit(Messages.notification("notifications/progress", params));
    }

    @Override
    public final void log(LoggingLevel level, String logger, JsonNode data) {
        LoggingLevel least = logLevel();
        if (least == null || level.compareTo(least) < 0 || cancellation.isCancelled()) {
            return;
        }
        ObjectNode params = Json.object().put("level", level.wireName()).put("logger", logger);
        params.set("data", data);
        emit(Messages.notification("notifications/message", params));
    }

    @Override
    public final boolean clientSupports(InputRequest input) {
        return ClientCapability.of(input).isDeclaredIn(clientCapabilities);
    }

    /** Least severe level of log messages the client wants; null for none at all. */
    abstract @Nullable LoggingLevel logLevel();

    /** Sends a message that belongs to this call ahead of its answer. */
    abstract void emit(byte[] message);

    /** Whole numbers without a fraction, as clients like to print them. */
    private static void putNumber(ObjectNode node, String name, double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
            node.put(name, (long) value);
        } else {
            node.put(name, value);
        }
    }
}
