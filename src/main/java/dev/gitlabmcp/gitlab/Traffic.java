package dev.gitlabmcp.gitlab;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the calls to one instance, or to all that have gone, and the connections they used. Thread-safe. */
final class Traffic {
    private final LongAdder calls = new LongAdder();
    private final ConcurrentMap<String, LongAdder> failures = new ConcurrentHashMap<>(4);
    private final LatencyHistogram latency = new LatencyHistogram();
    private final LongAdder created = new LongAdder();
    private final LongAdder reused = new LongAdder();
    private final LongAdder evicted = new LongAdder();

    /** A call begins. */
    void begun() {
        calls.increment();
    }

    /** A call that was sent is over. */
    void took(long nanos) {
        latency.record(nanos);
    }

    /** A call has failed. */
    void failed(GitLabProblem problem) {
        failures.computeIfAbsent(problem.kind(), kind -> new LongAdder()).increment();
    }

    /** A request went out on a new connection. */
    void created() {
        created.increment();
    }

    /** A request went out on a connection that had served before. */
    void reused() {
        reused.increment();
    }

    /** A connection was closed while nobody used it. */
    void evicted() {
        evicted.increment();
    }

    /** Adds what another one has counted. */
    void add(Traffic other) {
        calls.add(other.calls.sum());
        other.failures.forEach((kind, count) ->
                failures.computeIfAbsent(kind, k -> new LongAdder()).add(count.sum()));
        latency.add(other.latency);
        created.add(other.created.sum());
        reused.add(other.reused.sum());
        evicted.add(other.evicted.sum());
    }

    /** What was counted so far. */
    TrafficStatistics statistics() {
        Map<String, Long> byKind = new TreeMap<>();
        failures.forEach((kind, count) -> byKind.put(kind, count.sum()));
        return new TrafficStatistics(
                calls.sum(), byKind, latency.snapshot(), created.sum(), reused.sum(), evicted.sum());
    }
}
