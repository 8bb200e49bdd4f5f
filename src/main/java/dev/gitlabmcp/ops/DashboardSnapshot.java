package dev.gitlabmcp.ops;

import dev.gitlabmcp.gitlab.InstanceStatistics;
import dev.gitlabmcp.gitlab.PoolStatistics;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the dashboard shows of one moment. Addresses of instances are in it, but nothing of callers. Counts begin with the start.
 *
 * @param at milliseconds since 1970
 * @param state {@code starting}, {@code ready}, {@code draining} or {@code stopping}
 * @param uptime seconds since the start
 * @param limits how often each limit was reached
 */
public record DashboardSnapshot(
        long at,
        String state,
        String version,
        String java,
        double uptime,
        Load load,
        MemoryUsage memory,
        Tools tools,
        Pool pool,
        Map<String, Long> limits) {

    /** Tools shown by one measure at most; GitLab has more than a page could show. */
    private static final int MOST_TOOLS = 100;

    /** Instances shown at most. */
    private static final int MOST_INSTANCES = 100;

    /**
     * How busy the server is.
     *
     * @param sessions alive
     * @param calls calls of tools that have ended
     * @param errors those of them that failed
     * @param inFlight calls of tools running
     * @param streams event streams open, subscriptions included
     */
    public record Load(
            long sessions, int maxSessions, long calls, long errors, long inFlight, long streams, long subscriptions) {}

    /**
     * The tools that were called most, are slowest or failed most, by name.
     *
     * @param called tools that were called, those that are not shown included
     */
    public record Tools(int called, List<Tool> shown) {

        /** Those of these that are to be shown. */
        static Tools of(List<ToolMetrics.Seen> all) {
            Set<ToolMetrics.Seen> chosen = new LinkedHashSet<>();
            Stream.of(
                            Comparator.comparingLong(ToolMetrics.Seen::calls),
                            Comparator.comparingDouble(ToolMetrics.Seen::p99),
                            Comparator.comparingLong(ToolMetrics.Seen::failed))
                    .forEach(measure -> all.stream()
                            .sorted(measure.reversed())
                            .limit(MOST_TOOLS)
                            .forEach(chosen::add));
            return new Tools(
                    all.size(),
                    chosen.stream()
                            .sorted(Comparator.comparing(ToolMetrics.Seen::tool))
                            .map(Tool::of)
                            .toList());
        }
    }

    /**
     * One tool.
     *
     * @param errors how many calls failed, by outcome
     * @param p50 seconds
     * @param p99 seconds
     */
    public record Tool(String name, long calls, long failed, Map<String, Long> errors, double p50, double p99) {
        private static Tool of(ToolMetrics.Seen seen) {
            return new Tool(seen.tool(), seen.calls(), seen.failed(), seen.errors(), seen.p50(), seen.p99());
        }
    }

    /**
     * The connection pool.
     *
     * @param entries instances in it
     * @param shown those that are used most
     */
    public record Pool(
            int entries,
            int max,
            long evictedIdle,
            long evictedLru,
            int connectionsOpen,
            int connectionsTotal,
            List<Instance> shown) {

        /** As these statistics have it. */
        static Pool of(PoolStatistics counted) {
            return new Pool(
                    counted.entries(),
                    counted.max(),
                    counted.evictedIdle(),
                    counted.evictedLru(),
                    counted.connectionsOpen(),
                    counted.connectionsTotal(),
                    busiest(counted.instances()).stream().map(Instance::of).toList());
        }

        private static Collection<InstanceStatistics> busiest(List<InstanceStatistics> all) {
            return all.stream()
                    .sorted(Comparator.comparingInt(InstanceStatistics::leases)
                            .thenComparingLong(one -> one.traffic().calls())
                            .reversed()
                            .thenComparing(one -> one.instance().toString()))
                    .limit(MOST_INSTANCES)
                    .toList();
        }
    }

    /**
     * One instance.
     *
     * @param url its API URL
     * @param calls calls begun since it came into the pool
     * @param failures those of them that failed
     * @param evicted connections closed while nobody used them
     * @param breaker {@code CLOSED}, {@code OPEN} or {@code HALF_OPEN}
     * @param p99 seconds
     * @param rateLimitRemaining what GitLab said last; null where it says nothing
     */
    public record Instance(
            String url,
            long calls,
            long failures,
            int leased,
            int pending,
            int available,
            int max,
            long evicted,
            String breaker,
            double p99,
            @Nullable Long rateLimitRemaining) {

        private static Instance of(InstanceStatistics counted) {
            var traffic = counted.traffic();
            return new Instance(
                    counted.instance().toString(),
                    traffic.calls(),
                    traffic.failures().values().stream()
                            .mapToLong(Long::longValue)
                            .sum(),
                    counted.leased(),
                    counted.pending(),
                    counted.available(),
                    counted.max(),
                    traffic.evicted(),
                    counted.breaker().name(),
                    traffic.latency().p99(),
                    traffic.rateLimitRemaining());
        }
    }

    /** The numbers of this moment that are kept for an hour. */
    DashboardHistory.Sample sample() {
        return new DashboardHistory.Sample(at, load.sessions(), load.calls(), load.errors(), load.inFlight());
    }
}
