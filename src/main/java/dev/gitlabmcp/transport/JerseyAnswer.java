package dev.gitlabmcp.transport;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.glassfish.jersey.media.sse.SseFeature;
import org.glassfish.jersey.server.ChunkedOutput;

/** An answer to a request that a Jersey resource serves. */
final class JerseyAnswer implements Answer {
    /**
     * Jetty keeps a stream's buffer as long as the stream is open; its default is 32 KiB. Longer events go out in chunks of this
     * size.
     */
    private static final int STREAM_BUFFER = 1024;

    private final AsyncResponse async;
    private final AsyncContext servletAsync;
    private final HttpServletResponse response;

    JerseyAnswer(AsyncResponse async, HttpServletRequest request, HttpServletResponse response) {
        this.async = async;
        this.servletAsync = request.getAsyncContext();
        this.response = response;
    }

    @Override
    public void send(HttpAnswer answer) {
        async.resume(answer.onJersey());
        complete();
    }

    @Override
    public void stream(List<String> headers, ChunkedOutput<byte[]> events) {
        response.setBufferSize(STREAM_BUFFER);
        Response.ResponseBuilder stream = Response.ok(events, SseFeature.SERVER_SENT_EVENTS_TYPE)
                .header("Cache-Control", "no-cache, no-transform")
                .header("X-Accel-Buffering", "no");
        async.resume(HttpAnswer.with(headers, stream).build());
    }

    /**
     * Jersey completes the request too, but not after a write has failed, and a request that is never completed would keep the
     * server from stopping.
     */
    @Override
    public void complete() {
        try {
            servletAsync.complete();
        } catch (IllegalStateException e) {
            // It is complete.
        }
    }
}
