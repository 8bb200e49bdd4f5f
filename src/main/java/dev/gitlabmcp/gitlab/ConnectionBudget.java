package dev.gitlabmcp.gitlab;

import dev.gitlabmcp.limit.FairGate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Bounds the connections that are open over all instances, in use or idle. When all are taken, idle ones are closed to make
 * room; when there are none, calls wait for their turn. Thread-safe.
 */
final class ConnectionBudget {
    private final FairGate gate;
    private final IdleConnections idle;
    private final AtomicInteger wanting = new AtomicInteger();

    /** Threads that have waited for a connection and have not opened it yet. */
    private final Set<Thread> reserved = ConcurrentHashMap.newKeySet();

    /** The connections that nobody uses at this moment. */
    @FunctionalInterface
    interface IdleConnections {
        /** Closes some of them; false when there are none. */
        boolean closeSome();
    }

    /**
     * A budget of which nothing is used.
     *
     * @param connections how many may be open
     * @param maxWaiting how many calls may wait
     * @param idle what can make room
     */
    ConnectionBudget(int connections, int maxWaiting, IdleConnections idle) {
        this.gate = new FairGate(connections, maxWaiting);
        this.idle = idle;
    }

    /**
     * Takes the right to open one connection, without waiting, for HttpClient is about to connect.
     *
     * @throws NoRoomException when the calling thread should {@link #await} its turn
     */
    void take() throws NoRoomException {
        boolean granted = (!reserved.isEmpty() && reserved.remove(Thread.currentThread()))
                || gate.tryAcquire()
                || (idle.closeSome() && gate.tryAcquire());
        if (!granted) {
            throw new NoRoomException();
        }
    }

    /** A connection has been closed. */
    void giveBack() {
        gate.release();
    }

    /**
     * Waits until the calling thread may open a connection, and keeps that right for it.
     *
     * @param key who waits, for fairness
     * @param nanos how long at most
     */
    FairGate.Outcome await(Object key, long nanos, BooleanSupplier stopped) {
        // A connection that becomes idle from here on is closed by whoever used it; the others are closed here.
        wanting.incrementAndGet();
        try {
            idle.closeSome();
            FairGate.Outcome outcome = gate.acquire(key, nanos, stopped);
            if (outcome == FairGate.Outcome.ADMITTED) {
                reserved.add(Thread.currentThread());
            }
            return outcome;
        } finally {
            wanting.decrementAndGet();
        }
    }

    /** Gives up the right that the calling thread has waited for, if it has not used it. */
    void dropReservation() {
        if (!reserved.isEmpty() && reserved.remove(Thread.currentThread())) {
            gate.release();
        }
    }

    /** To be called when a connection may have become idle: it makes room for those who wait. */
    void connectionIsIdle() {
        if (wanting.get() > 0 && gate.inUse() == gate.permits()) {
            idle.closeSome();
        }
    }

    /** Connections open now, or about to be. */
    int open() {
        return gate.inUse();
    }

    /** Connections open at most. */
    int max() {
        return gate.permits();
    }
}
