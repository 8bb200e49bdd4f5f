package dev.gitlabmcp.gitlab;

import dev.gitlabmcp.limit.FairGate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Bounds the connections that are open over all instances, in use or idle. When all are taken, idle ones are closed to make
 * room; when there are none, calls wait for their turn. Anybody can bring instances that nobody knows and that never answer,
 * so those may have half of the connections among them, and make room only at each other's cost. Thread-safe.
 */
final class ConnectionBudget {
    private final FairGate gate;

    /** Passed before {@link #gate} by connections to instances that the operator has not named. */
    private final FairGate strangers;

    private final IdleConnections idle;
    private final AtomicInteger wanting = new AtomicInteger();
    private final AtomicInteger strangersWanting = new AtomicInteger();

    /** Threads that have waited for a connection and have not opened it yet, and whether the operator vouches for it. */
    private final Map<Thread, Boolean> reserved = new ConcurrentHashMap<>();

    /** The connections that nobody uses at this moment. */
    @FunctionalInterface
    interface IdleConnections {
        /**
         * Closes some of them; false when there are none.
         *
         * @param strangersOnly whether to leave those to instances that the operator has named
         */
        boolean closeSome(boolean strangersOnly);
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
        this.strangers = new FairGate(Math.max(1, connections / 2), maxWaiting);
        this.idle = idle;
    }

    /**
     * Takes the right to open one connection, without waiting, for HttpClient is about to connect.
     *
     * @param vouchedFor whether the operator has named the instance
     * @throws NoRoomException when the calling thread should {@link #await} its turn
     */
    void take(boolean vouchedFor) throws NoRoomException {
        if (!reserved.isEmpty() && reserved.remove(Thread.currentThread()) != null) {
            return;
        }
        if (vouchedFor) {
            if (!tryPass(gate, false)) {
                throw new NoRoomException();
            }
        } else if (!tryPass(strangers, true)) {
            throw new NoRoomException();
        } else if (!tryPass(gate, true)) {
            strangers.release();
            throw new NoRoomException();
        }
    }

    private boolean tryPass(FairGate through, boolean strangersOnly) {
        return through.tryAcquire() || (idle.closeSome(strangersOnly) && through.tryAcquire());
    }

    /** A connection has been closed, to an instance that the operator has named or not. */
    void giveBack(boolean vouchedFor) {
        gate.release();
        if (!vouchedFor) {
            strangers.release();
        }
    }

    /**
     * Waits until the calling thread may open a connection, and keeps that right for it.
     *
     * @param vouchedFor whether the operator has named the instance
     * @param key who waits, for fairness
     * @param nanos how long at most
     */
    FairGate.Outcome await(boolean vouchedFor, Object key, long nanos, BooleanSupplier stopped) {
        // A connection that becomes idle from here on is closed by whoever used it; the others are closed here.
        AtomicInteger counted = vouchedFor ? wanting : strangersWanting;
        counted.incrementAndGet();
        try {
            idle.closeSome(!vouchedFor);
            FairGate.Outcome outcome = vouchedFor
                    ? gate.acquire(key, nanos, stopped)
                    : acquireBoth(key, System.nanoTime() + nanos, stopped);
            if (outcome == FairGate.Outcome.ADMITTED) {
                reserved.put(Thread.currentThread(), vouchedFor);
            }
            return outcome;
        } finally {
            counted.decrementAndGet();
        }
    }

    private FairGate.Outcome acquireBoth(Object key, long deadline, BooleanSupplier stopped) {
        FairGate.Outcome outcome = strangers.acquire(key, deadline - System.nanoTime(), stopped);
        if (outcome == FairGate.Outcome.ADMITTED) {
            outcome = gate.acquire(key, deadline - System.nanoTime(), stopped);
            if (outcome != FairGate.Outcome.ADMITTED) {
                strangers.release();
            }
        }
        return outcome;
    }

    /** Gives up the right that the calling thread has waited for, if it has not used it. */
    void dropReservation() {
        if (!reserved.isEmpty()) {
            Boolean vouchedFor = reserved.remove(Thread.currentThread());
            if (vouchedFor != null) {
                giveBack(vouchedFor);
            }
        }
    }

    /** To be called when a connection may have become idle: it makes room for those who wait. */
    void connectionIsIdle() {
        if (wanting.get() > 0 && isFull(gate)) {
            idle.closeSome(false);
        }
        if (strangersWanting.get() > 0 && (isFull(gate) || isFull(strangers))) {
            idle.closeSome(true);
        }
    }

    private static boolean isFull(FairGate gate) {
        return gate.inUse() == gate.permits();
    }

    /** What a call to an instance has waited for in vain, with its bound. */
    String scarcity(boolean vouchedFor) {
        return vouchedFor
                ? "connections in total (" + gate.permits() + ")"
                : "connections to instances that callers brought (" + strangers.permits() + " of " + gate.permits()
                        + ")";
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
