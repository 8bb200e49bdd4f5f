package dev.gitlabmcp.transport;

import dev.gitlabmcp.dispatch.ReplyChannel;
import dev.gitlabmcp.session.EventSink;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.glassfish.jersey.media.sse.SseFeature;
import org.jspecify.annotations.Nullable;

/** The reply to one HTTP request on Jersey: one JSON document, or an event stream. Thread-safe. */
final class HttpReplyChannel implements ReplyChannel {
    /** Jetty keeps a stream's buffer as long as the stream is open; its default is 32 KiB. */
    private static final int STREAM_BUFFER = 1024;

    private final AsyncResponse async;
    private final AsyncContext servletAsync;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Accept accept;
    private final OpenReplies open;
    private final List<String> headers = new ArrayList<>(0);
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean delayed = new AtomicBoolean();
    private final long createdNanos = System.nanoTime();
    private volatile @Nullable SseStream stream;
    private volatile @Nullable Runnable onDelay;
    private volatile @Nullable Runnable onGone;
    private @Nullable DisconnectProbe probe;
    private @Nullable Runnable onEnd;
    private boolean over;

    HttpReplyChannel(
            AsyncResponse async,
            HttpServletRequest request,
            HttpServletResponse response,
            Accept accept,
            OpenReplies open) {
        this.async = async;
        this.servletAsync = request.getAsyncContext();
        this.request = request;
        this.response = response;
        this.accept = accept;
        this.open = open;
        open.add(this);
    }

    @Override
    public boolean acceptsJson() {
        return accept.json();
    }

    @Override
    public boolean acceptsEvents() {
        return accept.events();
    }

    @Override
    public boolean prefersEvents() {
        return accept.events() && (accept.eventsFirst() || !accept.json());
    }

    @Override
    public void header(String name, String value) {
        headers.add(name);
        headers.add(value);
    }

    @Override
    public void finish(int status, byte[] json) {
        respond(Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(json));
    }

    @Override
    public void accepted() {
        empty(202);
    }

    @Override
    public void empty(int status) {
        respond(Response.status(status));
    }

    private void respond(Response.ResponseBuilder answer) {
        begin();
        over();
        async.resume(withHeaders(answer).build());
        completeRequest();
    }

    /**
     * Completes the servlet request. Jersey does so too, but not after a write has failed, and a request that is never
     * completed would keep the server from stopping. Harmless a second time while the request is still dispatched, or when
     * its connection is gone.
     */
    private void completeRequest() {
        try {
            servletAsync.complete();
        } catch (IllegalStateException e) {
            // It is complete.
        }
    }

    @Override
    public EventSink openStream() {
        return open(null, null);
    }

    @Override
    public EventSink openStream(String event, byte[] data) {
        return open(event, data);
    }

    private SseStream open(@Nullable String event, byte @Nullable [] data) {
        begin();
        SseStream opened = new SseStream(this::over, this::completeRequest);
        if (event != null && data != null) {
            opened.named(event, data);
        }
        response.setBufferSize(STREAM_BUFFER);
        stream = opened;
        async.resume(withHeaders(Response.ok(opened.output(), SseFeature.SERVER_SENT_EVENTS_TYPE))
                .header("Cache-Control", "no-cache, no-transform")
                .header("X-Accel-Buffering", "no")
                .build());
        return opened;
    }

    private void begin() {
        if (!begun.compareAndSet(false, true)) {
            throw new IllegalStateException("The answer has begun already.");
        }
    }

    private Response.ResponseBuilder withHeaders(Response.ResponseBuilder answer) {
        for (int i = 0; i < headers.size(); i += 2) {
            answer.header(headers.get(i), headers.get(i + 1));
        }
        return answer;
    }

    @Override
    public void onDisconnect(Runnable action) {
        onGone = action;
        open.watchLater(this);
    }

    /** Looks at the connection from now on; answers that are quick are over before it would be worth it. */
    void watch() {
        Runnable action = onGone;
        synchronized (this) {
            if (!over && probe == null && action != null) {
                probe = DisconnectProbe.arm(request, () -> gone(action));
            }
        }
    }

    boolean isOlderThan(long now, long nanos) {
        return now - createdNanos >= nanos;
    }

    @Override
    public void onEnd(Runnable action) {
        boolean tooLate;
        synchronized (this) {
            tooLate = over;
            onEnd = tooLate ? null : action;
        }
        if (tooLate) {
            action.run();
        } else {
            if (onGone == null) {
                onGone = () -> {};
            }
            watch();
        }
    }

    @Override
    public void onDelay(Runnable action) {
        onDelay = action;
    }

    private void gone(Runnable action) {
        open.remove(this);
        action.run();
        SseStream opened = stream;
        if (opened != null) {
            open.execute(opened::end);
        }
    }

    /** The answer is complete, or is about to be: the connection must be free for the next request. */
    private void over() {
        open.remove(this);
        DisconnectProbe armed;
        Runnable atEnd;
        synchronized (this) {
            over = true;
            armed = probe;
            atEnd = onEnd;
            onEnd = null;
        }
        if (armed != null) {
            armed.disarm();
        }
        if (atEnd != null) {
            atEnd.run();
        }
    }

    boolean isStream() {
        return stream != null;
    }

    boolean needsKeepAlive(long now, long intervalNanos) {
        SseStream opened = stream;
        return opened != null
                ? opened.isSilent(now, intervalNanos)
                : now - createdNanos >= intervalNanos && onDelay != null && !delayed.get();
    }

    void keepAlive() {
        SseStream opened = stream;
        Runnable action = onDelay;
        if (opened != null) {
            opened.keepAlive();
        } else if (action != null && delayed.compareAndSet(false, true)) {
            action.run();
        }
    }
}
