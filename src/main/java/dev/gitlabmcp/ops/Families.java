package dev.gitlabmcp.ops;

import dev.gitlabmcp.gitlab.LatencyHistogram;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one scrape, as they are put together from what features count. Names are given without the prefix
 * {@code gitlab_mcp_} and without {@code _total}; one that ends in {@code _seconds} or {@code _bytes} has that unit. For one
 * thread.
 */
final class Families {
    private static final String PREFIX = "gitlab_mcp_";
    private static final double[] BOUNDS = Stream.concat(
                    LatencyHistogram.BOUNDS.stream(), Stream.of(Double.POSITIVE_INFINITY))
            .mapToDouble(Double::doubleValue)
            .toArray();

    private final List<MetricSnapshot> families = new ArrayList<>();
    private final List<Runnable> unfinished = new ArrayList<>();

    /** Takes the values of one metric; those of its labels are given in the order of their names. */
    @FunctionalInterface
    interface Values {
        void add(long value, String... labels);
    }

    /** Takes the times of one metric. */
    @FunctionalInterface
    interface Times {
        void add(LatencyHistogram.Snapshot times, String... labels);
    }

    /** What has no labels and only goes up. */
    void counter(String name, String help, long value) {
        counters(name, help).add(value);
    }

    /** What only goes up. */
    Values counters(String name, String help, String... labels) {
        List<CounterDataPointSnapshot> points = new ArrayList<>();
        unfinished.add(() -> families.add(new CounterSnapshot(metadata(name, help), points)));
        return (value, values) ->
                points.add(new CounterDataPointSnapshot((double) value, Labels.of(labels, values), null, 0));
    }

    /** What has no labels and goes up and down. */
    void gauge(String name, String help, long value) {
        gauges(name, help).add(value);
    }

    /** What goes up and down. */
    Values gauges(String name, String help, String... labels) {
        List<GaugeDataPointSnapshot> points = new ArrayList<>();
        unfinished.add(() -> families.add(new GaugeSnapshot(metadata(name, help), points)));
        return (value, values) ->
                points.add(new GaugeDataPointSnapshot((double) value, Labels.of(labels, values), null));
    }

    /** How long something took. */
    Times times(String name, String help, String... labels) {
        List<HistogramDataPointSnapshot> points = new ArrayList<>();
        unfinished.add(() -> families.add(new HistogramSnapshot(metadata(name, help), points)));
        return (times, values) -> points.add(HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(ClassicHistogramBuckets.of(BOUNDS, perBucket(times.cumulative())))
                .sum(times.sumSeconds())
                .labels(Labels.of(labels, values))
                .build());
    }

    /** What never changes: pairs of a label's name and value. */
    void info(String name, String help, String... labels) {
        families.add(InfoSnapshot.builder()
                .name(PREFIX + name)
                .help(help)
                .dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                        .labels(Labels.of(labels))
                        .build())
                .build());
    }

    /** All of them; those without any value are left out. */
    MetricSnapshots snapshots() {
        unfinished.forEach(Runnable::run);
        unfinished.clear();
        return new MetricSnapshots(families.stream()
                .filter(family -> !family.getDataPoints().isEmpty())
                .toList());
    }

    private static long[] perBucket(List<Long> cumulative) {
        long[] counts = new long[cumulative.size()];
        long below = 0;
        for (int i = 0; i < counts.length; i++) {
            long upTo = cumulative.get(i);
            counts[i] = upTo - below;
            below = upTo;
        }
        return counts;
    }

    private static MetricMetadata metadata(String name, String help) {
        return new MetricMetadata(PREFIX + name, help, unit(name));
    }

    private static @Nullable Unit unit(String name) {
        if (name.endsWith("_seconds")) {
            return Unit.SECONDS;
        }
        return name.endsWith("_bytes") ? Unit.BYTES : null;
    }
}
