package dev.gitlabmcp.ops;

import dev.gitlabmcp.gitlab.InstanceStatistics;
import dev.gitlabmcp.gitlab.PoolStatistics;
import dev.gitlabmcp.gitlab.TrafficStatistics;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The connection pool as the admin port shows it. Counts begin with the start of the server, those of an instance with its
 * coming into the pool.
 *
 * @param entries instances in the pool
 * @param max instances at most
 * @param opened instances that ever came into the pool
 * @param evictedIdle instances that went since nobody used them
 * @param evictedLru instances that went to make room
 * @param refused calls refused since all instances were in use
 * @param connectionsOpen connections open, over all instances
 * @param connectionsTotal connections at most, over all instances
 * @param traffic over all instances, those that went included
 */
public record PoolReport(
        int entries,
        int max,
        long opened,
        long evictedIdle,
        long evictedLru,
        long refused,
        int connectionsOpen,
        int connectionsTotal,
        Traffic traffic,
        List<Instance> instances) {

    /**
     * Calls, and the connections they used.
     *
     * @param failures calls that failed, by kind
     * @param created connections opened
     * @param reused requests sent on a connection that had served before
     * @param evicted connections closed while nobody used them
     * @param latency seconds that calls took
     */
    public record Traffic(
            long calls, Map<String, Long> failures, long created, long reused, long evicted, Latency latency) {

        private static Traffic of(TrafficStatistics counted) {
            var latency = counted.latency();
            return new Traffic(
                    counted.calls(),
                    counted.failures(),
                    counted.created(),
                    counted.reused(),
                    counted.evicted(),
                    new Latency(
                            latency.count(),
                            latency.sumSeconds(),
                            latency.quantile(0.5),
                            latency.quantile(0.95),
                            latency.quantile(0.99)));
        }
    }

    /** Seconds: their number, their sum, and estimates of three quantiles. */
    public record Latency(long count, double sum, double p50, double p95, double p99) {}

    /**
     * One instance.
     *
     * @param url its API URL
     * @param calls calls that use it now
     * @param lastUse in ISO 8601
     * @param breaker whether calls go through: {@code CLOSED}, {@code OPEN} or {@code HALF_OPEN}
     * @param proven whether a credential was accepted there
     */
    public record Instance(
            String url,
            int calls,
            int leased,
            int pending,
            int available,
            int max,
            String lastUse,
            String breaker,
            boolean proven,
            Traffic traffic) {

        private static Instance of(InstanceStatistics counted) {
            return new Instance(
                    counted.instance().toString(),
                    counted.leases(),
                    counted.leased(),
                    counted.pending(),
                    counted.available(),
                    counted.max(),
                    counted.lastUse().toString(),
                    counted.breaker().name(),
                    counted.proven(),
                    Traffic.of(counted.traffic()));
        }
    }

    /** The same with these instances. */
    PoolReport withInstances(List<Instance> shown) {
        return new PoolReport(
                entries,
                max,
                opened,
                evictedIdle,
                evictedLru,
                refused,
                connectionsOpen,
                connectionsTotal,
                traffic,
                List.copyOf(shown));
    }

    /** The report of these statistics. */
    public static PoolReport of(PoolStatistics counted) {
        return new PoolReport(
                counted.entries(),
                counted.max(),
                counted.opened(),
                counted.evictedIdle(),
                counted.evictedLru(),
                counted.refused(),
                counted.connectionsOpen(),
                counted.connectionsTotal(),
                Traffic.of(counted.traffic()),
                counted.instances().stream()
                        .map(Instance::of)
                        .sorted(Comparator.comparing(Instance::url))
                        .toList());
    }
}
