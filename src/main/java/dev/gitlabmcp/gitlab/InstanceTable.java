package dev.gitlabmcp.gitlab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instances of a pool: which are in it, which go when it is full, and which when nobody uses them. Finding one that is
 * there takes no lock; only what adds or removes one does. Thread-safe.
 */
final class InstanceTable {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceTable.class);

    private final int max;
    private final ConcurrentMap<GitLabInstance, PooledInstance> instances = new ConcurrentHashMap<>();

    /** Guards additions and removals, so that there are never more than {@link #max}, not even for a moment. */
    private final ReentrantLock structure = new ReentrantLock();

    private final Traffic gone = new Traffic();
    private final LongAdder opened = new LongAdder();
    private final LongAdder evictedIdle = new LongAdder();
    private final LongAdder evictedLru = new LongAdder();
    private final LongAdder refused = new LongAdder();

    /** Those that have left while calls used them; guarded by {@link #structure}. */
    private final List<PooledInstance> leaving = new ArrayList<>();

    /** Guarded by {@link #structure}. */
    private boolean closed;

    /**
     * An empty table.
     *
     * @param max instances at most
     */
    InstanceTable(int max) {
        this.max = max;
    }

    /**
     * The instance, leased, when it is there.
     *
     * @return null when it has to be {@linkplain #open opened} first
     */
    @Nullable
    PooledInstance lease(GitLabInstance instance) {
        PooledInstance pooled = instances.get(instance);
        return pooled != null && pooled.tryLease() ? pooled : null;
    }

    /**
     * The instance, leased; made when it is not there, in the place of another where that is needed.
     *
     * @throws GitLabException when all places are taken, or the table is closed
     */
    PooledInstance open(GitLabInstance instance, Newcomer newcomer) {
        structure.lock();
        try {
            if (closed) {
                throw new GitLabException(new GitLabProblem.Cancelled());
            }
            PooledInstance there = lease(instance);
            if (there != null) {
                return there;
            }
            makeRoom(newcomer);
            PooledInstance pooled = newcomer.make().apply(instance);
            if (newcomer.proven()) {
                pooled.prove();
            }
            pooled.tryLease();
            instances.put(instance, pooled);
            opened.increment();
            LOG.debug("{} came into the pool, {} of {}", instance.label(), instances.size(), max);
            return pooled;
        } finally {
            structure.unlock();
        }
    }

    /**
     * How an instance is made that is not there yet.
     *
     * @param trusted whether the operator has named it
     * @param proven whether it is known to have accepted the caller's credential before
     */
    record Newcomer(boolean trusted, boolean proven, Function<GitLabInstance, PooledInstance> make) {}

    boolean contains(GitLabInstance instance) {
        return instances.containsKey(instance);
    }

    /** Removes an instance, which closes at once or with the last of its calls. */
    Eviction evict(GitLabInstance instance) {
        structure.lock();
        try {
            PooledInstance pooled = instances.get(instance);
            if (pooled == null) {
                return Eviction.UNKNOWN;
            }
            if (remove(pooled, "as an operator asked")) {
                return Eviction.CLOSED;
            }
            pooled.retire();
            instances.remove(instance, pooled);
            leaving.add(pooled);
            return Eviction.AFTER_CALLS;
        } finally {
            structure.unlock();
        }
    }

    /** Under {@link #structure}. */
    private void settle() {
        leaving.removeIf(pooled -> {
            boolean over = pooled.isClosed();
            if (over) {
                gone.add(pooled.traffic());
            }
            return over;
        });
    }

    /** Removes instances that nobody has used since this moment, and closes idle connections of the others. */
    void sweep(long now, Duration idleTimeout, Duration connectionIdleTimeout) {
        for (PooledInstance pooled : instances.values()) {
            boolean expired = now - pooled.lastUsed() >= idleTimeout.toNanos();
            if (expired && !pooled.isInUse() && removeIdle(pooled)) {
                evictedIdle.increment();
            } else {
                pooled.closeIdle(connectionIdleTimeout);
            }
        }
    }

    /**
     * Closes the idle connections of the least recently used instance that has any; false when there are none.
     *
     * @param strangersOnly whether to leave those of instances that the operator has named
     */
    boolean closeIdleConnections(boolean strangersOnly) {
        PooledInstance oldest =
                leastRecentlyUsed(pooled -> pooled.idleConnections() > 0 && !(strangersOnly && pooled.isVouchedFor()));
        if (oldest == null) {
            return false;
        }
        oldest.closeIdle(Duration.ZERO);
        return true;
    }

    /** Retires all, and lets none come any more. */
    void close() {
        structure.lock();
        try {
            closed = true;
            for (PooledInstance pooled : instances.values()) {
                pooled.retire();
                gone.add(pooled.traffic());
            }
            instances.clear();
        } finally {
            structure.unlock();
        }
    }

    /** Everything at one moment, as far as coming and going is concerned. */
    PoolStatistics statistics(ConnectionBudget budget) {
        Traffic all = new Traffic();
        List<InstanceStatistics> present = new ArrayList<>();
        structure.lock();
        try {
            settle();
            all.add(gone);
            leaving.forEach(pooled -> all.add(pooled.traffic()));
            for (PooledInstance pooled : instances.values()) {
                all.add(pooled.traffic());
                present.add(pooled.statistics());
            }
        } finally {
            structure.unlock();
        }
        return new PoolStatistics(
                max,
                opened.sum(),
                evictedIdle.sum(),
                evictedLru.sum(),
                refused.sum(),
                budget.open(),
                budget.max(),
                all.statistics(),
                present);
    }

    private boolean removeIdle(PooledInstance pooled) {
        structure.lock();
        try {
            return remove(pooled, "unused for too long");
        } finally {
            structure.unlock();
        }
    }

    /** Anybody can name instances that nobody knows, so those share half of the pool and displace only each other. */
    private void makeRoom(Newcomer newcomer) {
        Predicate<PooledInstance> unknown = pooled -> !pooled.isProven() && !pooled.isVouchedFor();
        if (!newcomer.trusted() && count(unknown) >= Math.max(1, max / 2)) {
            evict(unknown);
        } else if (instances.size() >= max) {
            evict(pooled -> true);
        }
    }

    private void evict(Predicate<PooledInstance> eligible) {
        while (true) {
            Predicate<PooledInstance> idle = eligible.and(pooled -> !pooled.isInUse());
            PooledInstance victim = leastRecentlyUsed(idle.and(pooled -> !pooled.isProven()));
            if (victim == null) {
                victim = leastRecentlyUsed(idle);
            }
            if (victim == null) {
                refused.increment();
                LOG.debug("No place in the pool: all {} are in use", max);
                throw new GitLabException(new GitLabProblem.CapacityReached(
                        "instances (this server keeps " + max + " at most, and all that could go are in use)"));
            }
            // Fails when a call has come meanwhile.
            if (remove(victim, "least recently used, to make room")) {
                evictedLru.increment();
                return;
            }
        }
    }

    /** Closes before it removes, so that no more are open than are counted; under {@link #structure}. */
    private boolean remove(PooledInstance pooled, String why) {
        if (!pooled.tryRetire()) {
            return false;
        }
        gone.add(pooled.traffic());
        instances.remove(pooled.instance(), pooled);
        LOG.debug("{} went from the pool: {}", pooled.instance().label(), why);
        return true;
    }

    private int count(Predicate<PooledInstance> which) {
        int count = 0;
        for (PooledInstance pooled : instances.values()) {
            if (which.test(pooled)) {
                count++;
            }
        }
        return count;
    }

    private @Nullable PooledInstance leastRecentlyUsed(Predicate<PooledInstance> eligible) {
        PooledInstance oldest = null;
        long oldestUse = 0;
        for (PooledInstance pooled : instances.values()) {
            long use = pooled.lastUsed();
            if ((oldest == null || use - oldestUse < 0) && eligible.test(pooled)) {
                oldest = pooled;
                oldestUse = use;
            }
        }
        return oldest;
    }
}
