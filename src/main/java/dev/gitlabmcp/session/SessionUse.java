package dev.gitlabmcp.session;

import dev.gitlabmcp.protocol.Cancellation;
import dev.gitlabmcp.protocol.RequestId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who uses a session at the moment: calls in flight and open connections. Beginning, ending and giving up an unused session
 * exclude each other, so that none is ended under a call. Thread-safe; nothing foreign runs under its lock.
 */
final class SessionUse {
    /** Stands for the ids of calls whose answer is on its way; no client can name it. */
    private static final RequestId ANSWERED = RequestId.ofText(UUID.randomUUID().toString());

    /** How a session is used at the moment, least first. */
    enum Level {
        UNUSED,
        /** Connections are open, but no call is in flight. */
        CONNECTED,
        CALLED
    }

    private final int maxCalls;
    private final boolean implicit;
    /** By what is unique even where request ids are not. */
    private final Map<Cancellation, RequestId> calls = new HashMap<>(2);

    private int connections;
    private boolean awaited;
    private volatile boolean closed;

    /**
     * The use of one session.
     *
     * @param implicit whether its callers know nothing of each other, so that they may use the same request id at once
     */
    SessionUse(int maxCalls, boolean implicit) {
        this.maxCalls = maxCalls;
        this.implicit = implicit;
    }

    boolean isImplicit() {
        return implicit;
    }

    synchronized Session.Begin begin(RequestId request, Cancellation cancellation) {
        if (closed) {
            return Session.Begin.ENDED;
        }
        // Whoever waits for each answer must never be one call too many; whoever reads none may hold twice as many.
        if (running() >= maxCalls || calls.size() >= 2L * maxCalls) {
            return Session.Begin.TOO_MANY;
        }
        if (!implicit && calls.containsValue(request)) {
            return Session.Begin.DUPLICATE_ID;
        }
        calls.put(cancellation, request);
        return Session.Begin.STARTED;
    }

    private long running() {
        return calls.size() < maxCalls
                ? calls.size()
                : calls.values().stream().filter(id -> !id.equals(ANSWERED)).count();
    }

    /** The call goes on until it is finished, but its id and place are free: its client may have the answer sooner than that. */
    synchronized void answering(Cancellation call) {
        calls.computeIfPresent(call, (running, id) -> ANSWERED);
    }

    /** Returns whether somebody waits for the session to be used less, and it now is. */
    synchronized boolean finished(Cancellation call) {
        calls.remove(call);
        return isAwaitedNoMore();
    }

    synchronized void connectionOpened() {
        connections++;
    }

    /** Returns whether somebody waits for the session to be used less, and it now is. */
    synchronized boolean connectionClosed() {
        connections--;
        return connections == 0 && isAwaitedNoMore();
    }

    private boolean isAwaitedNoMore() {
        boolean over = awaited && calls.isEmpty();
        if (over) {
            awaited = false;
        }
        return over;
    }

    synchronized boolean isBusy() {
        return !calls.isEmpty() || connections > 0;
    }

    /**
     * Closes a session that is used this much at most; of another, has the end of its use reported.
     *
     * @return how it is used; it was closed unless that is more
     */
    synchronized Level closeOrAwait(Level most) {
        Level level = level();
        if (level.compareTo(most) > 0) {
            awaited = true;
        } else {
            closed = true;
        }
        return level;
    }

    private Level level() {
        if (!calls.isEmpty()) {
            return Level.CALLED;
        }
        return connections > 0 ? Level.CONNECTED : Level.UNUSED;
    }

    /** Closes the session unless it is in use; returns whether it is closed. */
    synchronized boolean closeUnlessBusy() {
        closed |= !isBusy();
        return closed;
    }

    /** Closes the session unless calls are in flight, whatever connections are open; returns whether it is closed. */
    synchronized boolean closeUnlessCalled() {
        closed |= calls.isEmpty();
        return closed;
    }

    /** Lets no further call begin, and returns those running. */
    synchronized List<Cancellation> close() {
        closed = true;
        return List.copyOf(calls.keySet());
    }

    boolean isClosed() {
        return closed;
    }

    synchronized int calls() {
        return calls.size();
    }

    synchronized int connections() {
        return connections;
    }

    /** The running call of that id; null when there is none, or when several have it and it may be any of them. */
    synchronized @Nullable Cancellation call(RequestId request) {
        Cancellation found = null;
        for (Map.Entry<Cancellation, RequestId> call : calls.entrySet()) {
            if (call.getValue().equals(request)) {
                if (found != null) {
                    return null;
                }
                found = call.getKey();
            }
        }
        return found;
    }
}
