package dev.gitlabmcp.testkit;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The metrics of a server as a scrape sees them, read by a strict parser: what Prometheus would only tolerate fails here.
 *
 * @param families by name, in the order of the page
 */
public record MetricsPage(Map<String, Family> families) {
    /** The header by which Prometheus asks for OpenMetrics. */
    public static final String OPEN_METRICS =
            "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.3,*/*;q=0.2";

    /** A metric; the unit is in OpenMetrics alone. */
    public record Family(String name, String type, String help, Optional<String> unit, List<Sample> samples) {}

    /** A value with its labels. */
    public record Sample(String name, Map<String, String> labels, double value) {}

    /** Scrapes the text format of a server with that admin address; of these metrics alone where some are named. */
    public static MetricsPage of(URI admin, String... names) {
        StringBuilder path = new StringBuilder("/metrics");
        for (String name : names) {
            path.append(path.indexOf("?") < 0 ? '?' : '&').append("name[]=").append(name);
        }
        return MetricsParser.text(get(admin, path.toString(), "text/plain"));
    }

    /** Scrapes OpenMetrics. */
    public static MetricsPage openMetrics(URI admin) {
        return MetricsParser.openMetrics(get(admin, "/metrics", OPEN_METRICS));
    }

    /** The body of the page as a client gets it that wants this type. */
    public static String get(URI admin, String path, String accept) {
        try (RawHttp http = new RawHttp(admin)) {
            RawHttp.Answer answer = http.send("GET", path, List.of("Accept: " + accept), new byte[0])
                    .answer();
            if (answer.status() != 200) {
                throw new AssertionError(answer.toString());
            }
            return answer.body();
        }
    }

    /** All samples of this name together; the name is that of the sample, such as {@code …_total}. */
    public long sum(String name) {
        List<Sample> found = samples(name);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("There is no metric " + name);
        }
        return (long) found.stream().mapToDouble(Sample::value).sum();
    }

    /** The value of the one sample with this name and exactly these labels, given as names and values; 0 where it is missing. */
    public double value(String name, String... labels) {
        Map<String, String> wanted = new HashMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            wanted.put(labels[i], labels[i + 1]);
        }
        return samples(name).stream()
                .filter(sample -> sample.labels().equals(wanted))
                .mapToDouble(Sample::value)
                .sum();
    }

    /** All samples of this name. */
    public List<Sample> samples(String name) {
        return families.values().stream()
                .flatMap(family -> family.samples().stream())
                .filter(sample -> sample.name().equals(name))
                .toList();
    }
}
