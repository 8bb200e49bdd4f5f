package dev.gitlabmcp.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.testkit.Requires;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The files for Prometheus and Grafana, read and handed to promtool. */
final class MonitoringFiles {
    static final Path PROMETHEUS = Path.of("ops/prometheus/prometheus.yml");
    static final Path RULES = Path.of("ops/prometheus/rules/gitlab-mcp.yml");
    static final Path CASES = Path.of("ops/prometheus/tests");
    static final Path DASHBOARD = Path.of("ops/grafana/dashboards/gitlab-mcp.json");

    private MonitoringFiles() {}

    /** All rules, those that record before those that alert. */
    static List<JsonNode> rules() {
        return elements(StrictYaml.read(RULES).path("groups"))
                .flatMap(group -> elements(group.path("rules")))
                .toList();
    }

    /** The rules that alert. */
    static List<JsonNode> alerts() {
        return rules().stream().filter(rule -> rule.has("alert")).toList();
    }

    /** The panels of the dashboard that show something. */
    static List<JsonNode> panels() {
        return elements(StrictYaml.read(DASHBOARD).path("panels"))
                .filter(panel -> !panel.path("type").asText().equals("row"))
                .toList();
    }

    /** What the panels of the dashboard ask, with Grafana's variables filled in. */
    static List<String> questions() {
        return panels().stream()
                .flatMap(panel -> elements(panel.path("targets")))
                .map(target -> filled(target.path("expr").asText()))
                .toList();
    }

    /** An expression of the dashboard as Grafana sends it where all servers and instances are chosen. */
    static String filled(String expression) {
        return expression
                .replace("$__rate_interval", "1m")
                .replace("$server", ".*")
                .replace("$gitlab", ".*");
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** Runs promtool. */
    static Programs.Outcome promtool(Path directory, String... arguments) {
        Requires.program("promtool");
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        return Programs.run(directory, Map.of(), command);
    }

    /**
     * Copies the files of Prometheus to where they can be changed.
     *
     * @return the copy of {@link #PROMETHEUS}, with that file for the password
     */
    static Path copyTo(Path directory, Path password) {
        try {
            for (Path folder : List.of(RULES.getParent(), CASES)) {
                Path copies = Files.createDirectories(directory.resolve(folder.getFileName()));
                try (Stream<Path> files = Files.list(folder)) {
                    for (Path file : files.toList()) {
                        Files.copy(file, copies.resolve(file.getFileName()));
                    }
                }
            }
            return Files.writeString(
                    directory.resolve("prometheus.yml"),
                    Files.readString(PROMETHEUS).replace("/run/secrets/admin-password", password.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
