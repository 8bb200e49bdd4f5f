package dev.gitlabmcp.ops;

import dev.gitlabmcp.gitlab.LatencyHistogram;
import dev.gitlabmcp.tool.Catalogue;
import dev.gitlabmcp.tool.FinishedCall;
import dev.gitlabmcp.tool.ToolObserver;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/**
 * Counts the calls of each tool. Names are those of the catalogue and of the tools that find and call others; GitLab's many
 * operations without a tool of their own count together. Thread-safe; a call takes no lock once its tool and outcome are known.
 */
public final class ToolMetrics implements ToolObserver, MultiCollector {
    /** Stands for every operation of GitLab's API without a tool of its own. */
    public static final String OPERATION = "operation";

    private final Catalogue catalogue;
    private final ConcurrentMap<String, Series> byTool = new ConcurrentHashMap<>();
    private final Series operations = new Series();
    private final LongAdder running = new LongAdder();

    /**
     * What became of the calls of one tool since the start.
     *
     * @param tool its name, or {@link #OPERATION}
     * @param calls how many there were
     * @param passedOn how many of these gave what another tool did, whose call counts, too
     * @param errors how many of them failed, by outcome
     * @param p50 estimated median of the time they took, in seconds
     * @param p99 estimated 99th percentile
     * @param resultBytes the answers to requests for it, together
     */
    public record Seen(
            String tool,
            long calls,
            long passedOn,
            Map<String, Long> errors,
            double p50,
            double p99,
            long resultBytes) {
        public Seen {
            errors = Map.copyOf(errors);
        }

        /** How many failed. */
        public long failed() {
            return errors.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private static final class Series {
        final Outcomes outcomes = new Outcomes();
        final LongAdder bytes = new LongAdder();
    }

    /** Nothing was called yet; only names of this catalogue become labels. */
    public ToolMetrics(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public void begun(boolean meta) {
        // What a tool that calls another does meanwhile is the other one's call.
        if (!meta) {
            running.increment();
        }
    }

    @Override
    public void finished(FinishedCall call) {
        if (!call.meta()) {
            running.decrement();
        }
        series(call).outcomes.finished(call.outcome(), call.took().toNanos());
    }

    /** A request that called this tool last was answered with so many bytes. */
    void answered(FinishedCall call, long bytes) {
        series(call).bytes.add(bytes);
    }

    private Series series(FinishedCall call) {
        String name = call.tool().name();
        Series known = byTool.get(name);
        if (known != null) {
            return known;
        }
        return call.meta() || isOfCatalogue(name) ? byTool.computeIfAbsent(name, n -> new Series()) : operations;
    }

    private boolean isOfCatalogue(String name) {
        return catalogue.find(name).filter(tool -> tool.name().equals(name)).isPresent();
    }

    /** Calls that have begun and not ended yet; one that another tool passed on is one. */
    public long running() {
        return Math.max(0, running.sum());
    }

    /** Every tool that was called, by name. */
    public List<Seen> snapshot() {
        List<Seen> all = new ArrayList<>();
        each((tool, series) -> all.add(seen(tool, series)));
        all.sort(Comparator.comparing(Seen::tool));
        return all;
    }

    private static Seen seen(String tool, Series series) {
        LatencyHistogram.Snapshot times = series.outcomes.times();
        Map<String, Long> errors = series.outcomes.counts();
        long passedOn = errors.getOrDefault(FinishedCall.PASSED_ON, 0L);
        FinishedCall.SUCCESSES.forEach(errors::remove);
        return new Seen(tool, times.count(), passedOn, errors, times.p50(), times.p99(), series.bytes.sum());
    }

    private void each(BiConsumer<String, Series> action) {
        byTool.forEach(action);
        if (!operations.outcomes.isEmpty()) {
            action.accept(OPERATION, operations);
        }
    }

    @Override
    public MetricSnapshots collect() {
        Families families = new Families();
        Families.Values calls = families.counters(
                "tool_calls",
                "Calls of tools that have ended. A tool that calls another counts beside it; operations without a tool of"
                        + " their own are together in one.",
                "tool",
                "outcome");
        Families.Times times = families.times("tool_call_duration_seconds", "Time that calls of tools took.", "tool");
        Families.Values bytes = families.counters(
                "tool_result_bytes",
                "Size of the JSON-RPC answers to requests that called the tool; of the inner tool where one called another.",
                "tool");
        each((tool, series) -> {
            series.outcomes.counts().forEach((outcome, count) -> calls.add(count, tool, outcome));
            times.add(series.outcomes.times(), tool);
            bytes.add(series.bytes.sum(), tool);
        });
        return families.snapshots();
    }
}
