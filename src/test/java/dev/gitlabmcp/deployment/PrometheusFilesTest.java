package dev.gitlabmcp.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Prometheus' configuration, rules and their cases by promtool, and each alert's runbook. */
class PrometheusFilesTest {
    private static final Path RUNBOOKS = Path.of("docs/operations.md");
    private static final List<String> TESTS = List.of("callers", "calls", "gitlab", "process", "servers");

    @TempDir
    Path directory;

    private Path rules;

    @BeforeEach
    void copy() throws IOException {
        Path password = Files.writeString(directory.resolve("password"), "secret\n");
        MonitoringFiles.copyTo(directory, password);
        rules = directory.resolve("rules/gitlab-mcp.yml");
    }

    @Test
    void configuration_isRight() {
        Programs.Outcome outcome = MonitoringFiles.promtool(directory, "check", "config", "prometheus.yml");

        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(outcome.output())
                .contains(MonitoringFiles.rules().size() + " rules found")
                .doesNotContain("FAILED");
    }

    @ParameterizedTest
    @FieldSource("TESTS")
    void cases_hold(String name) {
        Programs.Outcome outcome = cases(name);

        assertThat(outcome.status()).as(outcome.output()).isZero();
    }

    private Programs.Outcome cases(String name) {
        return MonitoringFiles.promtool(directory, "test", "rules", "tests/" + name + ".yml");
    }

    @Test
    void casesThatAreRun_areAll() throws IOException {
        try (Stream<Path> files = Files.list(MonitoringFiles.CASES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            TESTS.stream().map(name -> name + ".yml").toList());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "calls; rate5m > 0.2; rate5m > 0.6",
                "calls; rate5m > 0.2; rate5m > 0.01",
                "calls; wait_for_.*|call_tool; call_tool",
                "calls; or 0 * up{job=\"gitlab-mcp\"}; ",
                "servers; up{job=\"gitlab-mcp\"} == 0; up{job=\"gitlab-mcp\"} == 1",
                "gitlab; max_over_time(gitlab_mcp_gitlab_breaker_state{state=\"open\"}[2m]); "
                        + "gitlab_mcp_gitlab_breaker_state{state=\"open\"}",
                "callers; sum by (job, instance) (gitlab_mcp_sessions); gitlab_mcp_sessions",
                "process; 21 * 86400; 30 * 86400",
                "process; min_over_time; max_over_time",
                "process; {{ $labels.instance }} expires; {{ $labels.job }} expires"
            })
    void cases_noticeChangedRules(String name, String right, String wrong) throws IOException {
        String text = Files.readString(rules);
        String broken = text.replace(right, wrong == null ? "" : wrong);
        assertThat(broken).isNotEqualTo(text);
        Files.writeString(rules, broken);

        assertThat(cases(name).status()).isNotZero();
    }

    @Test
    void everyAlert_hasACaseInWhichItFiresAndOneInWhichItDoesNot() {
        Map<String, Set<Boolean>> seen = new HashMap<>();
        for (String file : TESTS) {
            MonitoringFiles.elements(StrictYaml.read(MonitoringFiles.CASES.resolve(file + ".yml"))
                            .path("tests"))
                    .flatMap(test -> MonitoringFiles.elements(test.path("alert_rule_test")))
                    .forEach(test -> seen.computeIfAbsent(test.path("alertname").asText(), n -> new HashSet<>())
                            .add(test.path("exp_alerts").isEmpty()));
        }

        assertThat(seen.keySet())
                .containsExactlyInAnyOrderElementsOf(MonitoringFiles.alerts().stream()
                        .map(alert -> alert.path("alert").asText())
                        .toList());
        assertThat(seen)
                .allSatisfy((alert, cases) -> assertThat(cases).as(alert).containsExactlyInAnyOrder(true, false));
    }

    static List<JsonNode> alerts() {
        return MonitoringFiles.alerts();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void alert_saysWhatIsWrongAndHasARunbook(JsonNode alert) {
        assertThat(alert.at("/labels/severity").asText()).isIn("warning", "critical");
        assertThat(alert.at("/annotations/summary").asText()).isNotBlank();
        assertThat(alert.at("/annotations/description").asText()).endsWith(".");
        String address = alert.at("/annotations/runbook_url").asText();
        assertThat(address).startsWith(RUNBOOKS + "#");

        assertThat(section(address.substring(address.indexOf('#') + 1)))
                .contains("`" + alert.path("alert").asText() + "`", "**Look:**", "**Do:**");
    }

    private static String section(String anchor) {
        List<String> sections = Stream.of(StrictYaml.text(RUNBOOKS).split("\n#{2,3} ", -1))
                .filter(section -> section.lines()
                        .findFirst()
                        .orElse("")
                        .toLowerCase(java.util.Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-')
                        .equals(anchor))
                .toList();
        assertThat(sections).as("sections " + anchor).hasSize(1);
        return sections.get(0);
    }

    @Test
    void runbooks_nameNoOtherAlerts() {
        List<String> known = MonitoringFiles.alerts().stream()
                .map(alert -> alert.path("alert").asText())
                .toList();

        assertThat(Pattern.compile("`(GitLabMcp\\w+)`")
                        .matcher(StrictYaml.text(RUNBOOKS))
                        .results()
                        .map(found -> found.group(1))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(known);
    }
}
