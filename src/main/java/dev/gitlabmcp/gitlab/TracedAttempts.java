package dev.gitlabmcp.gitlab;

import dev.gitlabmcp.trace.CallTrace;
import dev.gitlabmcp.trace.CurrentTrace;
import dev.gitlabmcp.trace.OutgoingRequest;
import dev.gitlabmcp.trace.RequestTrace;
import dev.gitlabmcp.trace.TraceContext;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/** Makes the attempts of one call known to the trace that the caller belongs to, if any. For one thread and one use. */
final class TracedAttempts {
    private final CallTrace trace = CurrentTrace.get();
    private RequestTrace current = RequestTrace.NONE;
    private int before;

    /** An attempt is about to be sent there; it tells GitLab of the trace, and nobody else. */
    void begin(HttpUriRequestBase attempt, Hop hop, boolean atInstance) {
        if (trace == CallTrace.NONE) {
            return;
        }
        int query = hop.target().indexOf('?');
        current = trace.request(new OutgoingRequest(
                attempt.getMethod(),
                hop.host().getSchemeName(),
                hop.host().getHostName(),
                portOf(hop),
                query < 0 ? hop.target() : hop.target().substring(0, query),
                before++));
        TraceContext context = current.context();
        if (context != null && atInstance) {
            attempt.addHeader("traceparent", context.traceparent());
            if (context.state() != null) {
                attempt.addHeader("tracestate", context.state());
            }
        }
    }

    private static int portOf(Hop hop) {
        int port = hop.host().getPort();
        return port > 0 ? port : hop.host().getSchemeName().equals("https") ? 443 : 80;
    }

    /** It never left, for want of a connection. */
    void notSent() {
        failed("no_connection");
        before = Math.max(0, before - 1);
        end();
    }

    void answered(int status) {
        current.answered(status);
    }

    void failed(String kind) {
        current.failed(kind);
    }

    void end() {
        current.end();
        current = RequestTrace.NONE;
    }
}
