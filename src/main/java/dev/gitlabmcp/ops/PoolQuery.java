package dev.gitlabmcp.ops;

import dev.gitlabmcp.ops.PoolReport.Instance;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which instances of the pool are shown, and in which order.
 *
 * @param order how they are sorted
 * @param part what of the URL must be there, in lower case; empty for all
 */
public record PoolQuery(Comparator<Instance> order, String part) {
    private static final String URL = "url";
    private static final Set<String> PARAMETERS = Set.of("sort", "order", "instance");
    private static final Map<String, Comparator<Instance>> SORTS = sorts();

    private static Map<String, Comparator<Instance>> sorts() {
        Map<String, Comparator<Instance>> sorts = new LinkedHashMap<>();
        sorts.put(URL, Comparator.comparing(Instance::url));
        sorts.put("calls", Comparator.comparingInt(Instance::calls));
        sorts.put("leased", Comparator.comparingInt(Instance::leased));
        sorts.put("pending", Comparator.comparingInt(Instance::pending));
        sorts.put("available", Comparator.comparingInt(Instance::available));
        sorts.put("lastUse", Comparator.comparing(instance -> java.time.Instant.parse(instance.lastUse())));
        sorts.put("breaker", Comparator.comparingInt(instance -> severity(instance.breaker())));
        sorts.put(
                "totalCalls",
                Comparator.comparingLong(instance -> instance.traffic().calls()));
        sorts.put("failures", Comparator.comparingLong(PoolQuery::failures));
        sorts.put(
                "p50",
                Comparator.comparingDouble(
                        instance -> instance.traffic().latency().p50()));
        sorts.put(
                "p95",
                Comparator.comparingDouble(
                        instance -> instance.traffic().latency().p95()));
        sorts.put(
                "p99",
                Comparator.comparingDouble(
                        instance -> instance.traffic().latency().p99()));
        return sorts;
    }

    private static int severity(String breaker) {
        return List.of("CLOSED", "HALF_OPEN", "OPEN").indexOf(breaker);
    }

    private static long failures(Instance instance) {
        return instance.traffic().failures().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /**
     * Reads the parameters {@code sort}, {@code order} and {@code instance}. Without an order URLs are sorted upwards and
     * everything else downwards, so that what stands out comes first.
     *
     * @throws IllegalArgumentException with a sentence that lists the names there are
     */
    public static PoolQuery of(Map<String, String> query) {
        for (String name : query.keySet()) {
            require(PARAMETERS.contains(name), name, "parameter", List.of("sort", "order", "instance"));
        }
        String sort = query.getOrDefault("sort", URL);
        Comparator<Instance> upwards = SORTS.get(sort);
        if (upwards == null) {
            throw unknown(sort, "order to sort by", List.copyOf(SORTS.keySet()));
        }
        String order = query.getOrDefault("order", sort.equals(URL) ? "asc" : "desc");
        require(Set.of("asc", "desc").contains(order), order, "order", List.of("asc", "desc"));
        return new PoolQuery(
                (order.equals("asc") ? upwards : upwards.reversed()).thenComparing(Instance::url),
                query.getOrDefault("instance", "").toLowerCase(Locale.ROOT));
    }

    private static void require(boolean condition, String name, String kind, List<String> known) {
        if (!condition) {
            throw unknown(name, kind, known);
        }
    }

    private static IllegalArgumentException unknown(String name, String kind, List<String> known) {
        String shown = name.length() > 40 ? name.substring(0, 40) + "…" : name;
        return new IllegalArgumentException(
                "\"" + shown + "\" is no " + kind + "; there are: " + String.join(", ", known) + ".");
    }

    /** The report with these instances alone, in this order; its sums are still those of all. */
    public PoolReport apply(PoolReport report) {
        return report.withInstances(report.instances().stream()
                .filter(instance -> instance.url().toLowerCase(Locale.ROOT).contains(part))
                .sorted(order)
                .toList());
    }
}
