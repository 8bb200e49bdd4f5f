package dev.gitlabmcp.gitlab;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** Counts how long calls of any kind took, in buckets with fixed bounds as Prometheus wants them. Thread-safe. */
public final class LatencyHistogram {
    /** The upper bounds of the buckets in seconds; a last one without bound follows. */
    public static final List<Double> BOUNDS =
            List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0);

    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long[] BOUNDS_NANOS =
            BOUNDS.stream().mapToLong(seconds -> Math.round(seconds * NANOS)).toArray();

    private final AtomicLongArray buckets = new AtomicLongArray(BOUNDS_NANOS.length + 1);
    private final LongAdder sum = new LongAdder();

    /**
     * What was counted up to a moment.
     *
     * @param cumulative how many took at most as long as each of {@link #BOUNDS}, and last how many there were
     * @param sumSeconds how long all took together
     */
    public record Snapshot(List<Long> cumulative, double sumSeconds) {
        public Snapshot {
            cumulative = List.copyOf(cumulative);
        }

        /** How many were counted. */
        public long count() {
            return cumulative.get(cumulative.size() - 1);
        }

        /**
         * An estimate of the time in seconds that this part of the calls did not exceed: evenly spread within a bucket, and
         * at most the last bound. 0 when there were none.
         *
         * @param part between 0 and 1, such as 0.95
         */
        public double quantile(double part) {
            double rank = part * count();
            long below = 0;
            for (int i = 0; i < BOUNDS.size(); i++) {
                long upTo = cumulative.get(i);
                if (upTo > 0 && upTo >= rank) {
                    double from = i == 0 ? 0 : BOUNDS.get(i - 1);
                    double share = upTo == below ? 1 : (rank - below) / (upTo - below);
                    return from + (BOUNDS.get(i) - from) * share;
                }
                below = upTo;
            }
            return count() == 0 ? 0 : BOUNDS.get(BOUNDS.size() - 1);
        }

        /** The estimated median in seconds. */
        public double p50() {
            return quantile(0.5);
        }

        /** The estimated 95th percentile in seconds. */
        public double p95() {
            return quantile(0.95);
        }

        /** The estimated 99th percentile in seconds. */
        public double p99() {
            return quantile(0.99);
        }
    }

    /** Counts one call that took this long, in nanoseconds. */
    public void record(long nanos) {
        int bucket = 0;
        while (bucket < BOUNDS_NANOS.length && nanos > BOUNDS_NANOS[bucket]) {
            bucket++;
        }
        buckets.getAndIncrement(bucket);
        sum.add(nanos);
    }

    /** Adds what another one has counted. */
    void add(LatencyHistogram other) {
        for (int i = 0; i < buckets.length(); i++) {
            buckets.getAndAdd(i, other.buckets.get(i));
        }
        sum.add(other.sum.sum());
    }

    /** What was counted so far. */
    public Snapshot snapshot() {
        List<Long> cumulative = new ArrayList<>(buckets.length());
        long total = 0;
        for (int i = 0; i < buckets.length(); i++) {
            total += buckets.get(i);
            cumulative.add(total);
        }
        return new Snapshot(cumulative, sum.sum() / NANOS);
    }
}
