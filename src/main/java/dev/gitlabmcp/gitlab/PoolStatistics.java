package dev.gitlabmcp.gitlab;

import java.util.List;

/**
 * The pool of all instances.
 *
 * @param max instances at most
 * @param opened instances that came into the pool since the start
 * @param evictedIdle instances that went since nobody used them
 * @param evictedLru instances that went to make room
 * @param refused calls refused since all instances were in use
 * @param connectionsOpen connections open at this moment, over all instances
 * @param connectionsTotal connections at most, over all instances
 * @param traffic what was counted since the start, over all instances, those that went included
 * @param instances those in the pool at this moment
 */
public record PoolStatistics(
        int max,
        long opened,
        long evictedIdle,
        long evictedLru,
        long refused,
        int connectionsOpen,
        int connectionsTotal,
        TrafficStatistics traffic,
        List<InstanceStatistics> instances) {

    public PoolStatistics {
        instances = List.copyOf(instances);
    }

    /** Instances in the pool at this moment. */
    public int entries() {
        return instances.size();
    }

    /** Connections in use at this moment, over all instances. */
    public int leased() {
        return instances.stream().mapToInt(InstanceStatistics::leased).sum();
    }

    /** Calls that wait for a connection at this moment, over all instances. */
    public int pending() {
        return instances.stream().mapToInt(InstanceStatistics::pending).sum();
    }
}
