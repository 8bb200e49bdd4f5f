package dev.gitlabmcp.ops;

import dev.gitlabmcp.gitlab.LatencyHistogram;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** How often something ended in each way, and how long it took. Thread-safe, and without a lock for known outcomes. */
final class Outcomes {
    private final ConcurrentMap<String, LongAdder> byOutcome = new ConcurrentHashMap<>(4);
    private final LatencyHistogram times = new LatencyHistogram();

    /** It ended so; outcomes must be few. */
    void finished(String outcome, long nanos) {
        LongAdder count = byOutcome.get(outcome);
        if (count == null) {
            count = byOutcome.computeIfAbsent(outcome, o -> new LongAdder());
        }
        count.increment();
        times.record(nanos);
    }

    /** Whether it never ended. */
    boolean isEmpty() {
        return byOutcome.isEmpty();
    }

    /** How often it ended in each way so far. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        byOutcome.forEach((outcome, count) -> counts.put(outcome, count.sum()));
        return counts;
    }

    /** How long it took so far. */
    LatencyHistogram.Snapshot times() {
        return times.snapshot();
    }
}
