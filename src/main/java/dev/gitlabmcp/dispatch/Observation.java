package dev.gitlabmcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.trace.CallTrace;
import dev.gitlabmcp.trace.TraceContext;
import dev.gitlabmcp.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * Who looks on while requests are served. Thread-safe.
 *
 * @param observer hears of every request served
 * @param tracing makes the trace of each
 */
public record Observation(RequestObserver observer, Tracing tracing) {
    /** Nobody; traces that callers send are passed on all the same. */
    public static final Observation NONE = new Observation(RequestObserver.NONE, Tracing.PASSING_ON);

    /**
     * The trace of a request that begins. Its own {@code _meta} counts before the headers of HTTP, which may bring several
     * messages and pass hops that know nothing of MCP.
     *
     * @see <a href="https://opentelemetry.io/docs/specs/semconv/gen-ai/mcp/">Semantic conventions for MCP, Context
     *     propagation</a>
     */
    CallTrace trace(JsonNode meta, @Nullable TraceContext carrier) {
        JsonNode given = meta.path("traceparent");
        TraceContext own = given.isTextual()
                ? TraceContext.of(given.textValue(), meta.path("tracestate").textValue())
                : null;
        return own == null ? tracing.begin(carrier, null) : tracing.begin(own, carrier);
    }
}
