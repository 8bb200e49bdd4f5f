package dev.gitlabmcp.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.ops.KnownTraffic;
import dev.gitlabmcp.sandbox.Fault;
import dev.gitlabmcp.testkit.MetricsPage;
import dev.gitlabmcp.testkit.OpenSsl;
import dev.gitlabmcp.testkit.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds rules and dashboard to the metrics that servers show. */
class MonitoringMetricsIT {
    /** What Prometheus has by itself. */
    private static final Map<String, Set<String>> BUILT_IN =
            Map.of("up", Set.of(), "ALERTS", Set.of("alertname", "alertstate"));

    private static final Set<String> OF_TARGETS = Set.of("job", "instance");
    private static final Set<String> OF_LABELS_WITH_FEW_VALUES =
            Set.of("outcome", "kind", "reason", "status", "state", "area", "proven");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

    /** The labels of each metric as Prometheus has them, and the values seen. */
    private static final Map<String, Map<String, Set<String>>> SHOWN = new HashMap<>();

    @TempDir
    Path temporary;

    @BeforeAll
    static void show(@TempDir Path directory) {
        OpenSsl openssl = new OpenSsl(directory).authority("root").certificate("server", "root", 60);
        try (RunningServer server = RunningServer.start(Map.of(
                "SSL_CERT_PATH", openssl.file("server.pem").toString(),
                "SSL_KEY_PATH", openssl.file("server.key").toString()))) {
            add(MetricsPage.of(server.adminUrl()));
        }
        try (RunningServer server = RunningServer.start()) {
            server.gitlab()
                    .faults()
                    .add(Fault.on("GET", "/api/v4/user")
                            .status(503, "{}", Map.of("RateLimit-Remaining", "600"))
                            .once());
            KnownTraffic.send(server);
            add(MetricsPage.of(server.adminUrl()));
        }
        BUILT_IN.forEach((metric, labels) ->
                SHOWN.put(metric, labels.stream().collect(Collectors.toMap(label -> label, label -> Set.of()))));
    }

    private static void add(MetricsPage page) {
        page.families().values().stream()
                .flatMap(family -> family.samples().stream())
                .forEach(sample -> {
                    Map<String, Set<String>> labels = SHOWN.computeIfAbsent(sample.name(), n -> new HashMap<>());
                    sample.labels()
                            .forEach((label, value) -> labels.computeIfAbsent(
                                            label.equals("instance") ? "exported_instance" : label,
                                            l -> new HashSet<>())
                                    .add(value));
                });
    }

    static Stream<String> expressions() {
        return Stream.concat(
                MonitoringFiles.rules().stream().map(rule -> rule.path("expr").asText()),
                MonitoringFiles.questions().stream());
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void expression_namesMetricsLabelsAndValuesThatThereAre(String expression) {
        assertThat(offences(expression)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gitlab_mcp_no_such_total",
                "gitlab_mcp_sessions{instance_id=\"a\"}",
                "sum by (tool) (gitlab_mcp_sessions)",
                "gitlab_mcp_limits_rejected_total{reason=~\"instances|conections\"}",
                "gitlab_mcp_gitlab_calls_total{gitlab=\"x\"}"
            })
    void expressionThatNamesOthers_isNoticed(String expression) {
        assertThat(offences(expression)).isNotEmpty();
    }

    private static List<String> offences(String expression) {
        PromQl parsed = PromQl.parse(expression);
        Set<String> available = new HashSet<>(OF_TARGETS);
        parsed.selectors().forEach(selector -> available.addAll(labels(selector.metric())));
        return Stream.concat(
                        parsed.selectors().stream().flatMap(MonitoringMetricsIT::offences),
                        parsed.grouping().stream()
                                .filter(label -> !available.contains(label))
                                .map(label -> "groups by " + label))
                .toList();
    }

    private static Stream<String> offences(PromQl.Selector selector) {
        String metric = selector.metric();
        if (!SHOWN.containsKey(metric) && !recorded().containsKey(metric)) {
            return Stream.of("no metric " + metric);
        }
        return selector.conditions().stream().flatMap(condition -> {
            String label = condition.label();
            if (!OF_TARGETS.contains(label) && !labels(metric).contains(label)) {
                return Stream.of(metric + " has no label " + label);
            }
            return OF_LABELS_WITH_FEW_VALUES.contains(label)
                    ? condition.named().stream()
                            .filter(value -> !values(metric, label).contains(value))
                            .map(value -> metric + " has no " + label + " " + value)
                    : Stream.empty();
        });
    }

    private static Set<String> labels(String metric) {
        PromQl rule = recorded().get(metric);
        return rule == null ? SHOWN.getOrDefault(metric, Map.of()).keySet() : rule.grouping();
    }

    private static Map<String, PromQl> recorded() {
        return MonitoringFiles.rules().stream()
                .filter(rule -> rule.has("record"))
                .collect(Collectors.toMap(
                        rule -> rule.path("record").asText(),
                        rule -> PromQl.parse(rule.path("expr").asText())));
    }

    /** Those seen, and those that the table of metrics names, since not everything goes wrong here. */
    private static Set<String> values(String metric, String label) {
        Set<String> values = new HashSet<>(SHOWN.getOrDefault(metric, Map.of()).getOrDefault(label, Set.of()));
        List<String> named = named(metric);
        values.addAll(named);
        named.stream()
                .filter(name -> !name.equals(metric) && SHOWN.containsKey(name))
                .forEach(other -> values.addAll(named(other)));
        return values;
    }

    private static List<String> named(String metric) {
        return StrictYaml.text(Path.of("docs/operations.md"))
                .lines()
                .filter(line -> line.startsWith("| `" + metric + "`"))
                .flatMap(line -> GuideText.code(line).stream())
                .toList();
    }

    @Test
    void dashboard_isOfGrafanasSchema() {
        JsonNode dashboard = StrictYaml.read(MonitoringFiles.DASHBOARD);

        assertThat(dashboard.path("uid").asText()).isEqualTo("gitlab-mcp");
        assertThat(dashboard.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(41);
        assertThat(MonitoringFiles.elements(dashboard.at("/templating/list"))
                        .map(variable -> variable.path("name").asText()))
                .containsExactly("datasource", "server", "gitlab");
        assertThat(MonitoringFiles.elements(dashboard.path("panels"))
                        .map(panel -> panel.path("id").asInt()))
                .doesNotHaveDuplicates();
        assertThat(MonitoringFiles.elements(dashboard.path("panels"))
                        .filter(panel -> panel.path("type").asText().equals("row"))
                        .map(panel -> panel.path("title").asText()))
                .allSatisfy(row -> assertThat(StrictYaml.text(Path.of("docs/operations.md")))
                        .contains("| " + row + " |"));
    }

    static List<JsonNode> panels() {
        return MonitoringFiles.panels();
    }

    @ParameterizedTest
    @MethodSource("panels")
    void panel_hasUnitDescriptionPlaceAndLegend(JsonNode panel) {
        assertThat(panel.path("title").asText()).isNotBlank();
        assertThat(panel.path("description").asText()).endsWith(".");
        assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotBlank();
        assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
        assertThat(panel.at("/gridPos/x").asInt() + panel.at("/gridPos/w").asInt())
                .isBetween(1, 24);
        assertThat(panel.path("targets")).isNotEmpty().allSatisfy(target -> {
            PromQl parsed =
                    PromQl.parse(MonitoringFiles.filled(target.path("expr").asText()));
            Set<String> available = new HashSet<>(OF_TARGETS);
            parsed.selectors().forEach(selector -> available.addAll(labels(selector.metric())));
            assertThat(PLACEHOLDER
                            .matcher(target.path("legendFormat").asText())
                            .results()
                            .map(found -> found.group(1)))
                    .allSatisfy(label -> assertThat(parsed.grouping().isEmpty() ? available : parsed.grouping())
                            .contains(label));
        });
    }

    @Test
    void panels_doNotOverlap() {
        List<JsonNode> places = MonitoringFiles.elements(
                        StrictYaml.read(MonitoringFiles.DASHBOARD).path("panels"))
                .map(panel -> panel.path("gridPos"))
                .toList();
        Set<String> taken = new HashSet<>();
        for (JsonNode place : places) {
            for (int x = place.path("x").asInt();
                    x < place.path("x").asInt() + place.path("w").asInt();
                    x++) {
                for (int y = place.path("y").asInt();
                        y < place.path("y").asInt() + place.path("h").asInt();
                        y++) {
                    assertThat(taken.add(x + "," + y)).as("at " + x + "," + y).isTrue();
                }
            }
        }
    }

    /** promtool parses rules, so the expressions become some. */
    @Test
    void expressionsOfTheDashboard_areParsedByPrometheus() throws IOException {
        StringBuilder file = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
        List<String> questions = MonitoringFiles.questions();
        for (int i = 0; i < questions.size(); i++) {
            file.append("      - record: question:%d\n        expr: '%s'\n"
                    .formatted(i, questions.get(i).replace("'", "''")));
        }
        Files.writeString(temporary.resolve("dashboard.yml"), file);

        Programs.Outcome outcome = MonitoringFiles.promtool(temporary, "check", "rules", "dashboard.yml");

        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains(questions.size() + " rules found");
    }

    @Test
    void sourceOfTheDashboards_isPrometheusOfTheComposeFile() {
        JsonNode source = StrictYaml.read(Path.of("ops/grafana/provisioning/datasources/prometheus.yml"));
        JsonNode provider = StrictYaml.read(Path.of("ops/grafana/provisioning/dashboards/gitlab-mcp.yml"));

        assertThat(source.at("/datasources/0/type").asText()).isEqualTo("prometheus");
        assertThat(source.at("/datasources/0/url").asText()).isEqualTo("http://prometheus:9090");
        assertThat(source.at("/datasources/0/jsonData/timeInterval").asText())
                .isEqualTo(StrictYaml.read(MonitoringFiles.PROMETHEUS)
                        .at("/global/scrape_interval")
                        .asText());
        assertThat(StrictYaml.text(Path.of("docker-compose.monitoring.yml")))
                .contains("./ops/grafana/dashboards:"
                        + provider.at("/providers/0/options/path").asText() + ":ro");
    }
}
