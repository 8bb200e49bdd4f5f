package dev.gitlabmcp.transport;

import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * The replies under way. Looks whether the clients of those that take a while are still there, and keeps slow ones alive: a
 * comment on a silent stream, and a reply that has not begun becomes a stream. The clock only ticks here; each write is handed
 * to the executor, so that one slow reader holds up nobody else.
 */
public final class OpenReplies {
    private static final Duration MIN_TICK = Duration.ofMillis(50);
    /** Watching a connection costs about as much as serving a small request, and most are served sooner. */
    private static final Duration WATCH_AFTER = Duration.ofMillis(50);

    private final Set<HttpReplyChannel> replies = ConcurrentHashMap.newKeySet();
    private final Queue<HttpReplyChannel> young = new ConcurrentLinkedQueue<>();
    private final Executor executor;
    private final long intervalNanos;

    /** Replies are kept alive at this interval; writes happen on the executor. */
    public OpenReplies(Duration interval, Executor executor) {
        this.intervalNanos = interval.toNanos();
        this.executor = executor;
    }

    /** How often {@link #tick} wants to be called. */
    public Duration tickInterval() {
        return Duration.ofNanos(Math.max(MIN_TICK.toNanos(), intervalNanos / 2));
    }

    /** Replies under way at the moment, streams and calls. */
    public int count() {
        return replies.size();
    }

    /** Event streams open at the moment. */
    public long openStreams() {
        return replies.stream().filter(HttpReplyChannel::isStream).count();
    }

    void add(HttpReplyChannel reply) {
        replies.add(reply);
    }

    void remove(HttpReplyChannel reply) {
        replies.remove(reply);
    }

    void execute(Runnable task) {
        executor.execute(task);
    }

    /** How often {@link #watch} wants to be called. */
    public Duration watchInterval() {
        return WATCH_AFTER;
    }

    /** Watches the connections of replies that have come of age. */
    public void watch() {
        long now = System.nanoTime();
        for (HttpReplyChannel eldest = young.peek();
                eldest != null && eldest.isOlderThan(now, WATCH_AFTER.toNanos());
                eldest = young.peek()) {
            young.remove();
            eldest.watch();
        }
    }

    /** Has the connection of that reply watched, unless it is over soon. */
    void watchLater(HttpReplyChannel reply) {
        young.add(reply);
    }

    /** Keeps alive what has been silent for too long. */
    public void tick() {
        long now = System.nanoTime();
        for (HttpReplyChannel reply : replies) {
            if (reply.needsKeepAlive(now, intervalNanos)) {
                executor.execute(reply::keepAlive);
            }
        }
    }
}
