package dev.gitlabmcp.gitlab;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls to one instance, or to several together, and the connections they used. What it counts it passes on to its
 * series, if it has one, which lives longer than it. Thread-safe.
 */
final class Traffic {
    private static final long UNKNOWN = -1;
    private static final int CLASSES = 6;

    private final LongAdder calls = new LongAdder();
    private final ConcurrentMap<String, LongAdder> failures = new ConcurrentHashMap<>(4);
    private final LatencyHistogram latency = new LatencyHistogram();
    /** By the first digit of the status; 0 for what has none that there is. */
    private final LongAdder[] answers = new LongAdder[CLASSES];

    private final LongAdder retries = new LongAdder();
    private final LongAdder created = new LongAdder();
    private final LongAdder reused = new LongAdder();
    private final LongAdder evicted = new LongAdder();
    private volatile long rateLimitRemaining = UNKNOWN;
    private volatile @Nullable Traffic series;

    /** Nothing yet. */
    Traffic() {
        this(null);
    }

    /** Nothing yet; all that comes counts there, too. */
    Traffic(@Nullable Traffic series) {
        this.series = series;
        for (int i = 0; i < CLASSES; i++) {
            answers[i] = new LongAdder();
        }
    }

    /** From now on, all that comes counts there, and no longer where it did. */
    void countAlsoIn(Traffic another) {
        series = another;
    }

    /** A call begins. */
    void begun() {
        calls.increment();
        if (series != null) {
            series.begun();
        }
    }

    /** A call that was sent is over. */
    void took(long nanos) {
        latency.record(nanos);
        if (series != null) {
            series.took(nanos);
        }
    }

    /** A call has failed. */
    void failed(GitLabProblem problem) {
        countFailures(problem.kind(), 1);
        if (series != null) {
            series.failed(problem);
        }
    }

    /**
     * The head of an answer has come.
     *
     * @param remaining its header {@code RateLimit-Remaining}
     */
    void answered(int status, @Nullable String remaining) {
        int first = status / 100;
        answers[first < CLASSES ? first : 0].increment();
        if (remaining != null) {
            noteRemaining(remaining);
        }
        if (series != null) {
            series.answered(status, remaining);
        }
    }

    private void noteRemaining(String remaining) {
        try {
            long number = Long.parseLong(remaining.strip());
            rateLimitRemaining = number < 0 ? rateLimitRemaining : number;
        } catch (NumberFormatException e) {
            // Not GitLab's own: what was known before is nearer to the truth.
        }
    }

    /** A request is sent again. */
    void retried() {
        retries.increment();
        if (series != null) {
            series.retried();
        }
    }

    /** A request went out on a new connection. */
    void created() {
        created.increment();
        if (series != null) {
            series.created();
        }
    }

    /** A request went out on a connection that had served before. */
    void reused() {
        reused.increment();
        if (series != null) {
            series.reused();
        }
    }

    /** A connection was closed while nobody used it. */
    void evicted() {
        evicted.increment();
        if (series != null) {
            series.evicted();
        }
    }

    /** Adds what another one has counted. */
    void add(Traffic other) {
        calls.add(other.calls.sum());
        other.failures.forEach((kind, count) -> countFailures(kind, count.sum()));
        latency.add(other.latency);
        for (int i = 0; i < CLASSES; i++) {
            answers[i].add(other.answers[i].sum());
        }
        retries.add(other.retries.sum());
        created.add(other.created.sum());
        reused.add(other.reused.sum());
        evicted.add(other.evicted.sum());
    }

    private void countFailures(String kind, long count) {
        LongAdder known = failures.get(kind);
        if (known == null) {
            known = failures.computeIfAbsent(kind, k -> new LongAdder());
        }
        known.add(count);
    }

    /** What was counted so far. */
    TrafficStatistics statistics() {
        Map<String, Long> byKind = new TreeMap<>();
        failures.forEach((kind, count) -> byKind.put(kind, count.sum()));
        Map<String, Long> byClass = new TreeMap<>();
        for (int i = 0; i < CLASSES; i++) {
            long count = answers[i].sum();
            if (count > 0) {
                byClass.put(i == 0 ? "none" : i + "xx", count);
            }
        }
        long remaining = rateLimitRemaining;
        return new TrafficStatistics(
                calls.sum(),
                byKind,
                latency.snapshot(),
                byClass,
                retries.sum(),
                remaining == UNKNOWN ? null : remaining,
                created.sum(),
                reused.sum(),
                evicted.sum());
    }
}
