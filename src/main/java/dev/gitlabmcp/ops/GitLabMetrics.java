package dev.gitlabmcp.ops;

import dev.gitlabmcp.gitlab.BreakerState;
import dev.gitlabmcp.gitlab.GitLabClientPool;
import dev.gitlabmcp.gitlab.InstanceStatistics;
import dev.gitlabmcp.gitlab.PoolStatistics;
import dev.gitlabmcp.gitlab.TrafficByInstance;
import dev.gitlabmcp.gitlab.TrafficStatistics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Metrics of the way to GitLab: the pool, and each instance that {@linkplain TrafficByInstance counts by itself} under its API
 * URL; all others are together in {@code other}. Thread-safe.
 */
public final class GitLabMetrics implements MultiCollector {
    private static final String INSTANCE = "instance";
    private static final String OTHER = "other";

    private final GitLabClientPool pool;
    private final TrafficByInstance traffic;

    /** Those of this pool, and of what was counted for it here. */
    public GitLabMetrics(GitLabClientPool pool, TrafficByInstance traffic) {
        this.pool = pool;
        this.traffic = traffic;
    }

    @Override
    public MetricSnapshots collect() {
        Families families = new Families();
        PoolStatistics present = pool.statistics();
        pool(families, present);
        Map<String, TrafficStatistics> counted = counted();
        calls(families, counted);
        connections(families, counted);
        presentInstances(families, counted, present.instances());
        return families.snapshots();
    }

    private Map<String, TrafficStatistics> counted() {
        Map<String, TrafficStatistics> counted = new TreeMap<>();
        traffic.instances().forEach((instance, statistics) -> counted.put(instance.toString(), statistics));
        counted.put(OTHER, traffic.others());
        return counted;
    }

    private static void pool(Families families, PoolStatistics present) {
        families.gauge("pool_instances", "GitLab instances in the pool.", present.entries());
        families.gauge("pool_instances_limit", "GitLab instances in the pool at most.", present.max());
        families.counter("pool_instances_opened", "GitLab instances that came into the pool.", present.opened());
        Families.Values evicted = families.counters(
                "pool_instances_evicted",
                "GitLab instances that left the pool: idle, since nobody used them, or lru, to make room.",
                "reason");
        evicted.add(present.evictedIdle(), "idle");
        evicted.add(present.evictedLru(), "lru");
        families.gauge("pool_connections", "Connections open to all instances together.", present.connectionsOpen());
        families.gauge(
                "pool_connections_limit",
                "Connections open to all instances together at most.",
                present.connectionsTotal());
    }

    private static void calls(Families families, Map<String, TrafficStatistics> counted) {
        Families.Values calls =
                families.counters("gitlab_calls", "Calls to GitLab begun, retries not counted.", INSTANCE);
        Families.Times times = families.times(
                "gitlab_call_duration_seconds",
                "Time that calls to GitLab took which were sent, waiting for a connection and retries included.",
                INSTANCE);
        Families.Values failures = families.counters(
                "gitlab_call_failures", "Calls to GitLab that failed, by kind of failure.", INSTANCE, "kind");
        Families.Values answers = families.counters(
                "gitlab_responses",
                "HTTP answers of GitLab by class of status, those that were retried included.",
                INSTANCE,
                "status");
        Families.Values retries = families.counters("gitlab_retries", "Requests sent to GitLab again.", INSTANCE);
        Families.Values remaining = families.gauges(
                "gitlab_rate_limit_remaining",
                "The last RateLimit-Remaining that GitLab sent, which may be of any caller.",
                INSTANCE);
        counted.forEach((instance, traffic) -> {
            calls.add(traffic.calls(), instance);
            times.add(traffic.latency(), instance);
            traffic.failures().forEach((kind, count) -> failures.add(count, instance, kind));
            traffic.answers().forEach((status, count) -> answers.add(count, instance, status));
            retries.add(traffic.retries(), instance);
            Long left = traffic.rateLimitRemaining();
            if (left != null && !instance.equals(OTHER)) {
                remaining.add(left, instance);
            }
        });
    }

    private static void connections(Families families, Map<String, TrafficStatistics> counted) {
        Families.Values created =
                families.counters("gitlab_connections_opened", "Connections to GitLab opened and used.", INSTANCE);
        Families.Values reused = families.counters(
                "gitlab_connections_reused", "Requests on connections that had served before.", INSTANCE);
        Families.Values evicted = families.counters(
                "gitlab_connections_evicted", "Connections to GitLab closed while nobody used them.", INSTANCE);
        counted.forEach((instance, traffic) -> {
            created.add(traffic.created(), instance);
            reused.add(traffic.reused(), instance);
            evicted.add(traffic.evicted(), instance);
        });
    }

    /** Of what is in the pool now; an instance that is not has zeros, and its circuit counts as none. */
    private void presentInstances(
            Families families, Map<String, TrafficStatistics> counted, List<InstanceStatistics> instances) {
        Map<String, List<InstanceStatistics>> byLabel = instances.stream()
                .collect(Collectors.groupingBy(present -> traffic.isSeparate(present.instance())
                        ? present.instance().toString()
                        : OTHER));
        Families.Values leased =
                families.gauges("gitlab_connections_leased", "Connections to GitLab in use.", INSTANCE);
        Families.Values pending =
                families.gauges("gitlab_connections_pending", "Calls that wait for a connection.", INSTANCE);
        Families.Values available =
                families.gauges("gitlab_connections_available", "Idle connections to GitLab.", INSTANCE);
        Families.Values max = families.gauges(
                "gitlab_connections_limit", "Connections at most, of the instances in the pool.", INSTANCE);
        Families.Values breaker = families.gauges(
                "gitlab_breaker_state",
                "Instances in the pool whose circuit breaker is closed, open or half_open; 1 for the state it is in.",
                INSTANCE,
                "state");
        for (String label : counted.keySet()) {
            List<InstanceStatistics> group = byLabel.getOrDefault(label, List.of());
            leased.add(group.stream().mapToInt(InstanceStatistics::leased).sum(), label);
            pending.add(group.stream().mapToInt(InstanceStatistics::pending).sum(), label);
            available.add(group.stream().mapToInt(InstanceStatistics::available).sum(), label);
            max.add(group.stream().mapToInt(InstanceStatistics::max).sum(), label);
            for (BreakerState state : BreakerState.values()) {
                long count =
                        group.stream().filter(one -> one.breaker() == state).count();
                breaker.add(count, label, state.name().toLowerCase(Locale.ROOT));
            }
        }
    }
}
