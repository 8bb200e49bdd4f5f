package dev.gitlabmcp.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/** The span of a request that a call makes. */
record SpanOfRequest(Span span, TraceContext context) implements RequestTrace {
    private static final int FIRST_ERROR = 400;

    @Override
    public void answered(int status) {
        span.setAttribute(SpanAttributes.HTTP_STATUS, (long) status);
        if (status >= FIRST_ERROR) {
            failed(Integer.toString(status));
        }
    }

    @Override
    public void failed(String kind) {
        span.setAttribute(SpanAttributes.ERROR, kind);
        span.setStatus(StatusCode.ERROR);
    }

    @Override
    public void end() {
        span.end();
    }
}
