package dev.gitlabmcp.limit;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of permits with a bounded queue that is fair between keys: each key has its own queue, and the keys take
 * turns, so that one with hundreds of waiting calls does not starve another's only one. A full queue is shared alike: who
 * has fewer waiting takes the place of the last one of who has most. Within a key, first come, first served. A permit belongs to no thread: any may give it back. Costs one compare-and-set while nobody waits. Thread-safe,
 * for platform and virtual threads.
 */
public final class FairGate {
    private final int permits;
    private final int maxWaiting;
    private final AtomicInteger free;
    private final ReentrantLock lock = new ReentrantLock();

    /** Those who wait, by key, in the order of the keys' turns; guarded by {@link #lock}. */
    private final Map<Object, ArrayDeque<Waiter>> queues = new LinkedHashMap<>();

    /** Changed under {@link #lock} only, read anywhere. */
    private final AtomicInteger waiting = new AtomicInteger();

    /** How an attempt to get a permit ended. */
    public enum Outcome {
        /** The caller has a permit, and must give it back. */
        ADMITTED,
        /** As many wait as may, and the caller's key has its share of them. */
        FULL,
        /** No permit came in time. */
        TIMED_OUT,
        /** The caller was interrupted, or is no longer interested. */
        STOPPED
    }

    private static final class Waiter {
        final Thread thread = Thread.currentThread();
        volatile boolean admitted;
        volatile boolean displaced;
    }

    /**
     * A gate with all its permits free.
     *
     * @param permits how many may be inside at once, at least 1
     * @param maxWaiting how many may wait at once, all keys together; 0 for none
     */
    public FairGate(int permits, int maxWaiting) {
        if (permits < 1 || maxWaiting < 0) {
            throw new IllegalArgumentException("permits must be at least 1, and maxWaiting at least 0");
        }
        this.permits = permits;
        this.maxWaiting = maxWaiting;
        this.free = new AtomicInteger(permits);
    }

    /** Takes a permit if one is free and nobody waits for it. */
    public boolean tryAcquire() {
        return waiting.get() == 0 && take();
    }

    /**
     * Takes a permit, waiting for its turn where that is needed.
     *
     * @param key whose turn it is; any value with {@code equals} and {@code hashCode}
     * @param nanos how long to wait at most
     * @param stopped asked before and while waiting whether to give up; whoever makes it true must then unpark the thread
     */
    public Outcome acquire(Object key, long nanos, BooleanSupplier stopped) {
        if (tryAcquire()) {
            return Outcome.ADMITTED;
        }
        long deadline = System.nanoTime() + nanos;
        Waiter waiter = enqueue(key);
        return waiter == null ? Outcome.FULL : await(key, waiter, deadline, stopped);
    }

    /** Gives a permit back, to whoever's turn it is. */
    public void release() {
        // First free, then waiting; enqueue() does it the other way round, so that one of the two sees the other.
        free.incrementAndGet();
        if (waiting.get() > 0) {
            lock.lock();
            try {
                admitNext();
            } finally {
                lock.unlock();
            }
        }
    }

    /** How many permits there are. */
    public int permits() {
        return permits;
    }

    /** How many permits are taken at this moment. */
    public int inUse() {
        return permits - free.get();
    }

    /** How many wait at this moment. */
    public int waiting() {
        return waiting.get();
    }

    private boolean take() {
        int before;
        do {
            before = free.get();
            if (before <= 0) {
                return false;
            }
        } while (!free.compareAndSet(before, before - 1));
        return true;
    }

    private @Nullable Waiter enqueue(Object key) {
        lock.lock();
        try {
            Waiter waiter = new Waiter();
            if (waiting.get() >= maxWaiting) {
                // Those who wait come first, but a permit may have become free meanwhile.
                admitNext();
                if (tryAcquire()) {
                    waiter.admitted = true;
                    return waiter;
                }
                if (waiting.get() >= maxWaiting && !displaceFor(key)) {
                    return null;
                }
            }
            queues.computeIfAbsent(key, k -> new ArrayDeque<>(4)).addLast(waiter);
            waiting.incrementAndGet();
            admitNext();
            return waiter;
        } finally {
            lock.unlock();
        }
    }

    /** Refuses the last waiter of the key that has most, if this one has at least two fewer; under {@link #lock}. */
    private boolean displaceFor(Object key) {
        ArrayDeque<Waiter> own = queues.get(key);
        ArrayDeque<Waiter> longest = null;
        for (ArrayDeque<Waiter> queue : queues.values()) {
            longest = longest == null || queue.size() > longest.size() ? queue : longest;
        }
        if (longest == null || longest.size() < (own == null ? 0 : own.size()) + 2) {
            return false;
        }
        Waiter last = longest.removeLast();
        waiting.decrementAndGet();
        last.displaced = true;
        LockSupport.unpark(last.thread);
        return true;
    }

    private Outcome await(Object key, Waiter waiter, long deadline, BooleanSupplier stopped) {
        while (!waiter.admitted) {
            if (waiter.displaced) {
                return Outcome.FULL;
            }
            boolean giveUp = stopped.getAsBoolean() || waiter.thread.isInterrupted();
            long left = deadline - System.nanoTime();
            if (!giveUp && left > 0) {
                LockSupport.parkNanos(this, left);
            } else if (leave(key, waiter)) {
                return giveUp ? Outcome.STOPPED : Outcome.TIMED_OUT;
            }
        }
        return Outcome.ADMITTED;
    }

    /** False when the waiter has been admitted at the last moment. */
    private boolean leave(Object key, Waiter waiter) {
        lock.lock();
        try {
            if (waiter.admitted) {
                return false;
            }
            ArrayDeque<Waiter> queue = queues.get(key);
            if (queue != null && queue.remove(waiter)) {
                waiting.decrementAndGet();
                if (queue.isEmpty()) {
                    queues.remove(key);
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Hands free permits to those whose turn it is; under {@link #lock}. */
    private void admitNext() {
        while (waiting.get() > 0 && take()) {
            Iterator<Map.Entry<Object, ArrayDeque<Waiter>>> turns =
                    queues.entrySet().iterator();
            Map.Entry<Object, ArrayDeque<Waiter>> turn = turns.next();
            Object key = turn.getKey();
            ArrayDeque<Waiter> queue = turn.getValue();
            turns.remove();
            Waiter next = queue.removeFirst();
            waiting.decrementAndGet();
            if (!queue.isEmpty()) {
                queues.put(key, queue);
            }
            next.admitted = true;
            LockSupport.unpark(next.thread);
        }
    }
}
