package dev.gitlabmcp.transport;

import dev.gitlabmcp.dispatch.JsonMessage;
import dev.gitlabmcp.dispatch.ReplyChannel;
import dev.gitlabmcp.session.EventSink;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The reply to one HTTP request: one JSON document, or an event stream. Thread-safe. */
final class HttpReplyChannel implements ReplyChannel {
    private static final byte[] NOTHING = {};

    private final Answer answer;
    private final HttpServletRequest request;
    private final Accept accept;
    private final Compression compression;
    private final OpenReplies open;
    private final List<String> headers = new ArrayList<>(0);
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean delayed = new AtomicBoolean();
    private final long createdNanos = System.nanoTime();
    private volatile @Nullable SseStream stream;
    private volatile boolean abandoned;
    private volatile @Nullable Runnable onDelay;
    private volatile @Nullable Runnable onGone;
    private @Nullable DisconnectProbe probe;
    private @Nullable Runnable onEnd;
    private boolean over;

    HttpReplyChannel(
            Answer answer, HttpServletRequest request, Accept accept, Compression compression, OpenReplies open) {
        this.answer = answer;
        this.request = request;
        this.accept = accept;
        this.compression = compression;
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
    public void finish(int status, JsonMessage message) {
        byte[] gzip = compression.suits(request, message.length()) ? message.gzip() : null;
        if (gzip != null) {
            header("Content-Encoding", "gzip");
        }
        send(status, gzip == null ? message.json() : gzip);
    }

    private void send(int status, byte[] body) {
        begin();
        over();
        answer.send(new HttpAnswer(status, headers, body));
    }

    @Override
    public void accepted() {
        empty(202);
    }

    @Override
    public void empty(int status) {
        send(status, NOTHING);
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
        SseStream opened = new SseStream(this::over, answer::complete);
        if (event != null && data != null) {
            opened.named(event, data);
        }
        stream = opened;
        try {
            answer.stream(headers, opened.output());
        } catch (RuntimeException e) {
            opened.end();
            throw e;
        }
        if (abandoned) {
            opened.end();
        }
        return opened;
    }

    /**
     * Lets this reply be given. Where that fails nobody will answer any more, so the reply is given up: a stream that has begun
     * ends, and the failure is logged; it is thrown where no answer has begun, so that it is answered instead.
     */
    void givenBy(Consumer<ReplyChannel> dispatch) {
        try {
            dispatch.accept(this);
        } catch (RuntimeException | Error e) {
            if (abandon()) {
                throw e;
            }
            HttpAnswer.bug(e);
        }
    }

    /** Gives up, and says whether no answer had begun. */
    private boolean abandon() {
        abandoned = true;
        if (begun.compareAndSet(false, true)) {
            over();
            return true;
        }
        SseStream opened = stream;
        if (opened != null) {
            opened.end();
        }
        return false;
    }

    private void begin() {
        if (!begun.compareAndSet(false, true)) {
            throw new IllegalStateException("The answer has begun already.");
        }
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
