package dev.gitlabmcp.gitlab;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What was counted since the start, by instance, for as long as the process lives: an instance that leaves the pool and comes
 * back goes on counting. Callers can name instances without end, so only those that the operator named or that accepted a
 * credential count by themselves, up to a bound; all others count together. Every event counts in one place, and numbers never
 * go down: what was counted of an instance before it had a place of its own stays with the others. Thread-safe.
 */
public final class TrafficByInstance {
    private final int max;
    private final ConcurrentMap<GitLabInstance, Traffic> own = new ConcurrentHashMap<>();
    private final Traffic others = new Traffic();

    /**
     * Nothing yet.
     *
     * @param max instances that ever count by themselves, 0 or more
     */
    public TrafficByInstance(int max) {
        this.max = max;
    }

    /** Has this instance count by itself from now on, when there is a place left. */
    public void separate(GitLabInstance instance) {
        Traffic unused = separated(instance);
    }

    /** Where it counts from now on, having been separated if there is a place left. */
    synchronized Traffic separated(GitLabInstance instance) {
        if (own.size() < max) {
            return own.computeIfAbsent(instance, i -> new Traffic());
        }
        return of(instance);
    }

    /** Where an instance counts at the moment. */
    Traffic of(GitLabInstance instance) {
        return own.getOrDefault(instance, others);
    }

    /** Whether an instance counts by itself. */
    public boolean isSeparate(GitLabInstance instance) {
        return own.containsKey(instance);
    }

    /** What was counted of each instance that counts by itself. */
    public Map<GitLabInstance, TrafficStatistics> instances() {
        Map<GitLabInstance, TrafficStatistics> all = new HashMap<>();
        own.forEach((instance, traffic) -> all.put(instance, traffic.statistics()));
        return all;
    }

    /** What was counted of all others. */
    public TrafficStatistics others() {
        return others.statistics();
    }
}
