package dev.gitlabmcp.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * The span of a call.
 *
 * @param state what tracing systems pass along
 */
record SpanOfCall(Tracer tracer, Span span, @Nullable String state) implements CallTrace {
    /** What the conventions say in place of the kinds of errors that tools have. */
    private static final String TOOL_ERROR = "tool_error";

    private static final String CALL_TOOL = "tools/call";

    @Override
    public String traceId() {
        return span.getSpanContext().getTraceId();
    }

    @Override
    public boolean isRecording() {
        return span.isRecording();
    }

    @Override
    public RequestTrace request(OutgoingRequest request) {
        if (!span.isRecording()) {
            TraceContext own = contextOf(span, state);
            return () -> own;
        }
        Span child = tracer.spanBuilder(request.method())
                .setSpanKind(SpanKind.CLIENT)
                .setParent(Context.root().with(span))
                .setAttribute(SpanAttributes.HTTP_METHOD, request.method())
                .setAttribute(SpanAttributes.SCHEME, request.scheme())
                .setAttribute(SpanAttributes.HOST, request.host())
                .setAttribute(SpanAttributes.PORT, (long) request.port())
                .setAttribute(SpanAttributes.PATH, request.path())
                .startSpan();
        if (request.resend() > 0) {
            child.setAttribute(SpanAttributes.RESEND_COUNT, (long) request.resend());
        }
        return new SpanOfRequest(child, contextOf(child, state));
    }

    @Override
    public void end(FinishedSpan finished) {
        span.updateName(finished.target() == null ? finished.method() : finished.method() + " " + finished.target());
        span.setAttribute(SpanAttributes.METHOD, finished.method());
        span.setAttribute(SpanAttributes.VERSION, finished.version());
        span.setAttribute(SpanAttributes.REQUEST_ID, finished.requestId());
        span.setAttribute(SpanAttributes.TRANSPORT, "tcp");
        if (finished.session() != null) {
            span.setAttribute(SpanAttributes.SESSION, finished.session());
        }
        target(finished);
        if (finished.error() != null) {
            boolean inResult = finished.errorCode() == null;
            span.setAttribute(SpanAttributes.ERROR, inResult ? TOOL_ERROR : finished.error());
            span.setAttribute(SpanAttributes.OUTCOME, finished.error());
            span.setStatus(StatusCode.ERROR);
        }
        if (finished.errorCode() != null) {
            span.setAttribute(SpanAttributes.RPC_STATUS, finished.errorCode());
        }
        span.end();
    }

    private void target(FinishedSpan finished) {
        if (finished.target() == null) {
            return;
        }
        boolean tool = finished.method().equals(CALL_TOOL);
        span.setAttribute(tool ? SpanAttributes.TOOL : SpanAttributes.PROMPT, finished.target());
        if (tool) {
            span.setAttribute(SpanAttributes.GEN_AI_OPERATION, "execute_tool");
        }
    }

    private static TraceContext contextOf(Span span, @Nullable String state) {
        SpanContext own = span.getSpanContext();
        return new TraceContext(
                own.getTraceId(), own.getSpanId(), own.getTraceFlags().asByte() & 0x03, state);
    }
}
