package dev.gitlabmcp.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Prometheus' text format 0.0.4 and OpenMetrics 1.0 and takes nothing that is not quite right: every metric has HELP and
 * TYPE before its values, stands in one place, has each set of labels once, and histograms add up.
 */
final class MetricsParser {
    private static final Pattern META = Pattern.compile("# (HELP|TYPE|UNIT) ([a-z][a-z0-9_]*) (.+)");
    private static final Pattern SAMPLE = Pattern.compile("([a-z][a-z0-9_]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\\"n])*)\"(,|$)");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary", "info", "unknown");

    private final boolean open;
    private final Map<String, MetricsPage.Family> families = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();
    private String name = "";
    private String type = "";
    private String help = "";
    private Optional<String> unit = Optional.empty();
    private List<MetricsPage.Sample> samples = new ArrayList<>();

    private MetricsParser(boolean open) {
        this.open = open;
    }

    /** A page in the text format 0.0.4. */
    static MetricsPage text(String page) {
        return new MetricsParser(false).parse(page);
    }

    /** A page in OpenMetrics 1.0. */
    static MetricsPage openMetrics(String page) {
        return new MetricsParser(true).parse(page);
    }

    private MetricsPage parse(String page) {
        require(page.endsWith(open ? "\n# EOF\n" : "\n"), "the end of the page");
        String body = open ? page.substring(0, page.length() - "# EOF\n".length()) : page;
        for (String line : body.substring(0, body.length() - 1).split("\n", -1)) {
            Matcher meta = META.matcher(line);
            if (meta.matches()) {
                meta(meta.group(1), meta.group(2), meta.group(3));
            } else {
                sample(line);
            }
        }
        finish();
        return new MetricsPage(families);
    }

    private void meta(String kind, String of, String value) {
        if (!of.equals(name)) {
            finish();
            require(seen.add(of), of + " stands in one place");
            name = of;
        }
        require(samples.isEmpty(), kind + " of " + of + " comes before its values");
        switch (kind) {
            case "HELP" -> {
                require(help.isEmpty(), "one HELP of " + of);
                help = value;
            }
            case "TYPE" -> {
                require(type.isEmpty() && TYPES.contains(value), "TYPE of " + of);
                require(open || !value.equals("info"), "no info in text");
                type = value;
            }
            default -> {
                require(open && unit.isEmpty() && of.endsWith("_" + value), "UNIT of " + of);
                unit = Optional.of(value);
            }
        }
    }

    private void sample(String line) {
        Matcher found = SAMPLE.matcher(line);
        require(found.matches(), "\"" + line + "\"");
        String sample = found.group(1);
        require(
                sample.startsWith(name) && suffixes().contains(sample.substring(name.length())),
                sample + " of " + name);
        Map<String, String> labels = labels(found.group(2) == null ? "" : found.group(2));
        String number = found.group(3);
        require(NUMBER.matcher(number).matches() || number.equals("NaN") || number.equals("+Inf"), "number " + number);
        MetricsPage.Sample value = new MetricsPage.Sample(
                sample, labels, number.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(number));
        require(
                samples.stream()
                        .noneMatch(s -> s.name().equals(sample) && s.labels().equals(labels)),
                "labels once: " + line);
        samples.add(value);
    }

    private Set<String> suffixes() {
        return switch (type) {
            case "counter" -> Set.of(open ? "_total" : "");
            case "histogram" -> Set.of("_bucket", "_sum", "_count");
            case "summary" -> Set.of("", "_sum", "_count");
            case "info" -> Set.of("_info");
            default -> Set.of("");
        };
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        Matcher next = LABEL.matcher(text);
        int at = 0;
        while (at < text.length()) {
            require(next.find(at) && next.start() == at, "labels " + text);
            String value =
                    next.group(2).replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
            require(labels.put(next.group(1), value) == null, "label once in " + text);
            at = next.end();
        }
        return labels;
    }

    private void finish() {
        if (!name.isEmpty()) {
            require(!help.isBlank() && !type.isEmpty() && !samples.isEmpty(), name + " is whole");
            require(open || !type.equals("counter") || name.endsWith("_total"), name + " ends in _total");
            if (type.equals("counter")) {
                samples.forEach(sample -> require(sample.value() >= 0, sample + " is no count"));
            }
            if (type.equals("histogram")) {
                checkHistogram();
            }
            families.put(name, new MetricsPage.Family(name, type, help, unit, List.copyOf(samples)));
        }
        name = "";
        type = "";
        help = "";
        unit = Optional.empty();
        samples = new ArrayList<>();
    }

    private void checkHistogram() {
        Map<Map<String, String>, TreeMap<Double, Double>> buckets = new HashMap<>();
        for (MetricsPage.Sample sample : samples) {
            if (sample.name().endsWith("_bucket")) {
                Map<String, String> labels = new HashMap<>(sample.labels());
                String bound = String.valueOf(labels.remove("le"));
                double le = bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
                TreeMap<Double, Double> of = buckets.computeIfAbsent(labels, l -> new TreeMap<>());
                require(of.isEmpty() || of.lastKey() < le && of.lastEntry().getValue() <= sample.value(), "" + sample);
                of.put(le, sample.value());
            }
        }
        buckets.forEach((labels, of) -> {
            require(of.lastKey().isInfinite(), name + " has a last bucket");
            require(part("_count", labels) == of.lastEntry().getValue(), name + labels + " adds up");
            require(part("_sum", labels) >= 0, name + labels + " has a sum");
        });
        require(samples.size() == buckets.values().stream().mapToInt(Map::size).sum() + 2 * buckets.size(), name);
    }

    private double part(String suffix, Map<String, String> labels) {
        return samples.stream()
                .filter(sample ->
                        sample.name().equals(name + suffix) && sample.labels().equals(labels))
                .mapToDouble(MetricsPage.Sample::value)
                .findFirst()
                .orElse(-1);
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError("The page of metrics is wrong: " + what);
        }
    }
}
