package dev.gitlabmcp.gitlab;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.io.CloseMode;

/** Keeps count of the connections to one instance, and of what they do to the budget of all. Thread-safe. */
final class ConnectionLedger {
    private final ConnectionBudget budget;
    private final boolean vouchedFor;
    private final Traffic traffic;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger idle = new AtomicInteger();

    /** What each thread has begun to open and not used yet. */
    private final ConcurrentMap<Thread, UnloggedConnection> opening = new ConcurrentHashMap<>(4);

    /**
     * A ledger without connections.
     *
     * @param vouchedFor whether the operator has named the instance
     */
    ConnectionLedger(ConnectionBudget budget, boolean vouchedFor, Traffic traffic) {
        this.budget = budget;
        this.vouchedFor = vouchedFor;
        this.traffic = traffic;
    }

    /**
     * The calling thread is about to open a connection.
     *
     * @throws NoRoomException when it must not
     */
    void open(UnloggedConnection connection) throws NoRoomException {
        budget.take(vouchedFor);
        open.incrementAndGet();
        opening.put(Thread.currentThread(), connection);
    }

    /**
     * To be called by a thread whose request has been answered, or never will be. When a request is cancelled just before
     * its connection is opened, HttpClient's pool has given it up already and forgets to close what is opened then.
     */
    void attemptIsOver() {
        if (!opening.isEmpty()) {
            UnloggedConnection unused = opening.remove(Thread.currentThread());
            if (unused != null) {
                unused.close(CloseMode.IMMEDIATE);
            }
        }
        budget.dropReservation();
    }

    /** A connection was closed, idle or in use. */
    void closed(boolean wasIdle) {
        if (wasIdle) {
            idle.decrementAndGet();
            traffic.evicted();
        }
        open.decrementAndGet();
        budget.giveBack(vouchedFor);
    }

    /** A connection is no longer in use, and kept. */
    void idle() {
        idle.incrementAndGet();
    }

    /** An idle connection is in use again. */
    void busy() {
        idle.decrementAndGet();
    }

    /** The calling thread sends its first request on a connection, to the instance or to a proxy. */
    void inUse() {
        opening.remove(Thread.currentThread());
    }

    /** A request goes out. */
    void sent(boolean reused) {
        if (reused) {
            traffic.reused();
        } else {
            traffic.created();
        }
    }

    /** Connections open at this moment. */
    int openConnections() {
        return open.get();
    }

    /** Connections open but not in use at this moment. */
    int idleConnections() {
        return idle.get();
    }
}
