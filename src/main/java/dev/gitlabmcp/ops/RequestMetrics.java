package dev.gitlabmcp.ops;

import dev.gitlabmcp.dispatch.FinishedRequest;
import dev.gitlabmcp.dispatch.Methods;
import dev.gitlabmcp.dispatch.RequestObserver;
import dev.gitlabmcp.protocol.Era;
import dev.gitlabmcp.tool.FinishedCall;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Counts the JSON-RPC requests that were served, by era and method; methods that this server does not have count together.
 * Thread-safe; a request takes no lock once its outcome is known.
 */
public final class RequestMetrics implements RequestObserver, MultiCollector {
    private static final String OTHER = "other";

    private final Map<Era, Map<String, Outcomes>> series = new EnumMap<>(Era.class);
    private final ToolMetrics tools;

    /** Nothing was served yet; these hear how large the answers to calls of tools were. */
    public RequestMetrics(ToolMetrics tools) {
        this.tools = tools;
        for (Era era : Era.values()) {
            Map<String, Outcomes> methods = new HashMap<>();
            Methods.NAMES.forEach(method -> methods.put(method, new Outcomes()));
            methods.put(OTHER, new Outcomes());
            series.put(era, methods);
        }
    }

    @Override
    public void finished(FinishedRequest request) {
        outcomesOf(request.era(), request.method())
                .finished(request.outcome(), request.took().toNanos());
        FinishedCall tool = request.tool();
        if (tool != null) {
            tools.answered(tool, request.bytes());
        }
    }

    private Outcomes outcomesOf(Era era, String method) {
        Map<String, Outcomes> methods = series.getOrDefault(era, Map.of());
        Outcomes known = methods.get(method);
        return known == null ? Objects.requireNonNull(methods.get(OTHER)) : known;
    }

    @Override
    public MetricSnapshots collect() {
        Families families = new Families();
        Families.Values requests = families.counters(
                "requests",
                "JSON-RPC requests served; the outcome is ok, input_required or the code of the error. A"
                        + " subscription counts when its stream begins; what was refused before is not among them.",
                "era",
                "method",
                "outcome");
        Families.Times times = families.times(
                "request_duration_seconds", "Time that JSON-RPC requests took to be served.", "era", "method");
        series.forEach((era, methods) -> methods.forEach((method, counted) -> {
            if (!counted.isEmpty()) {
                String name = era.name().toLowerCase(Locale.ROOT);
                counted.counts().forEach((outcome, count) -> requests.add(count, name, method, outcome));
                times.add(counted.times(), name, method);
            }
        }));
        return families.snapshots();
    }
}
