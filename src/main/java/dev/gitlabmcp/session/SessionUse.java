package dev.gitlabmcp.session;

import dev.gitlabmcp.protocol.Cancellation;
import dev.gitlabmcp.protocol.RequestId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who uses a session at the moment: calls in flight and open connections. Beginning, ending and giving up an unused session
 * exclude each other, so that none is ended under a call. Thread-safe; nothing foreign runs under its lock.
 */
final class SessionUse {
    private final int maxCalls;
    private final Map<RequestId, Cancellation> calls = new HashMap<>(2);
    private int connections;
    private boolean awaited;
    private volatile boolean closed;

    SessionUse(int maxCalls) {
        this.maxCalls = maxCalls;
    }

    synchronized Session.Begin begin(RequestId request, Cancellation cancellation) {
        if (closed) {
            return Session.Begin.ENDED;
        }
        if (calls.size() >= maxCalls) {
            return Session.Begin.TOO_MANY;
        }
        return calls.putIfAbsent(request, cancellation) == null ? Session.Begin.STARTED : Session.Begin.DUPLICATE_ID;
    }

    /** Returns whether somebody waits for the session to be unused, and it now is. */
    synchronized boolean finished(RequestId request) {
        calls.remove(request);
        return isAwaitedNoMore();
    }

    synchronized void connectionOpened() {
        connections++;
    }

    /** Returns whether somebody waits for the session to be unused, and it now is. */
    synchronized boolean connectionClosed() {
        connections--;
        return isAwaitedNoMore();
    }

    private boolean isAwaitedNoMore() {
        boolean over = awaited && !isBusy();
        if (over) {
            awaited = false;
        }
        return over;
    }

    synchronized boolean isBusy() {
        return !calls.isEmpty() || connections > 0;
    }

    /** Closes an unused session; of a used one, has the end of its use reported. */
    synchronized boolean closeOrAwait() {
        if (isBusy()) {
            awaited = true;
            return false;
        }
        closed = true;
        return true;
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
        return List.copyOf(calls.values());
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

    synchronized @Nullable Cancellation call(RequestId request) {
        return calls.get(request);
    }
}
