package dev.gitlabmcp.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The compose file that adds Prometheus and Grafana: who reaches what, and that nothing is looser than without it. */
class MonitoringComposeTest {
    private static final Path BASE = Path.of("docker-compose.yml");
    private static final Path FILE = Path.of("docker-compose.monitoring.yml");
    private static final Set<String> ADDED = Set.of("prometheus", "grafana");
    private static final Map<String, String> FLOORS = Map.of("prometheus", "3.13.3", "grafana", "13.2.3");

    @TempDir
    Path directory;

    private Programs.Outcome config(String text, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(ComposeFiles.ENVIRONMENT);
        environment.putAll(more);
        return ComposeFiles.config(directory, List.of(StrictYaml.text(BASE), text), "caddy", environment);
    }

    private JsonNode merged(Map<String, String> environment) {
        Programs.Outcome outcome = config(StrictYaml.text(FILE), environment);
        assertThat(outcome.status()).as(outcome.output()).isZero();
        return StrictYaml.parse(outcome.output());
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Which services are in a network. */
    private static Set<String> members(JsonNode file, String network) {
        Set<String> members = names(file.path("services"));
        members.removeIf(
                name -> !file.path("services").path(name).path("networks").has(network));
        return members;
    }

    @Test
    void file_isOfTheSpecification() {
        assertThat(ComposeFiles.offences(StrictYaml.text(FILE))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "envoy", "caddy", "traefik"})
    void file_addsTwoServicesToEachProfile(String profile) {
        Programs.Outcome outcome = ComposeFiles.config(
                directory, List.of(StrictYaml.text(BASE), StrictYaml.text(FILE)), profile, ComposeFiles.ENVIRONMENT);

        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(names(StrictYaml.parse(outcome.output()).path("services")))
                .containsExactlyInAnyOrder("gitlab-mcp-1", "gitlab-mcp-2", profile, "prometheus", "grafana");
    }

    @Test
    void networks_leadFromGrafanaToPrometheusToTheServersAndNoFurther() {
        JsonNode file = merged(Map.of());

        assertThat(members(file, "monitoring")).containsExactlyInAnyOrder("gitlab-mcp-1", "gitlab-mcp-2", "prometheus");
        assertThat(members(file, "dashboards")).containsExactlyInAnyOrder("prometheus", "grafana");
        assertThat(members(file, "grafana")).containsExactly("grafana");
        assertThat(members(file, "backend")).containsExactlyInAnyOrder("gitlab-mcp-1", "gitlab-mcp-2", "caddy");
        assertThat(file.at("/networks/monitoring/internal").asBoolean()).isTrue();
        assertThat(file.at("/networks/dashboards/internal").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"172.28.1", "10.9.8"})
    void adminPorts_listenInTheNetworkOfPrometheusWithAPassword(String prefix) {
        JsonNode file = merged(Map.of("MONITORING_PREFIX", prefix));

        assertThat(file.at("/networks/monitoring/ipam/config/0/subnet").asText())
                .isEqualTo(prefix + ".0/24");
        for (String name : ComposeFiles.SERVERS) {
            JsonNode server = file.path("services").path(name);
            String address = server.at("/networks/monitoring/ipv4_address").asText();
            assertThat(address).startsWith(prefix + ".");
            assertThat(server.at("/environment/ADMIN_HOST").asText()).isEqualTo(address);
            assertThat(server.at("/environment/ADMIN_PASSWORD_FILE").asText())
                    .isEqualTo(server.at("/secrets/0/target").asText());
            assertThat(server.at("/environment/ADMIN_ALLOWED_HOSTS").asText().split(",", -1))
                    .contains(name);
            assertThat(names(server.path("environment")))
                    .doesNotContain("ADMIN_PASSWORD", "ADMIN_ALLOW_UNAUTHENTICATED");
            assertThat(server.has("ports")).isFalse();
        }
    }

    @Test
    void prometheus_scrapesTheAdminPortsAsTheyAreSet() {
        JsonNode file = merged(Map.of());
        JsonNode job = StrictYaml.read(MonitoringFiles.PROMETHEUS).at("/scrape_configs/0");

        assertThat(job.at("/basic_auth/username").asText())
                .isEqualTo(file.at("/services/gitlab-mcp-1/environment/ADMIN_USERNAME")
                        .asText());
        assertThat(job.at("/basic_auth/password_file").asText())
                .isEqualTo(file.at("/services/prometheus/secrets/0/target").asText());
        assertThat(job.at("/static_configs/0/targets"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrderElementsOf(ComposeFiles.SERVERS.stream()
                        .map(name -> name + ":3003")
                        .toList());
    }

    @Test
    void nothingIsPublished_butGrafanaToThisMachine() {
        JsonNode file = merged(Map.of());

        assertThat(file.path("services").path("prometheus").has("ports")).isFalse();
        assertThat(file.at("/services/grafana/ports")).singleElement().satisfies(port -> {
            assertThat(port.path("host_ip").asText()).isEqualTo("127.0.0.1");
            assertThat(port.path("target").asInt()).isEqualTo(3000);
        });
    }

    @Test
    void addedServices_arePinnedAndConfined() {
        JsonNode file = merged(Map.of());

        for (String name : ADDED) {
            JsonNode service = file.path("services").path(name);
            Matcher tag = Pattern.compile(".*:v?(\\d+\\.\\d+\\.\\d+)")
                    .matcher(service.path("image").asText());
            assertThat(tag.matches()).as(service.path("image").asText()).isTrue();
            assertThat(Runtime.Version.parse(tag.group(1)))
                    .isGreaterThanOrEqualTo(Runtime.Version.parse(FLOORS.getOrDefault(name, "")));
            assertThat(service.path("read_only").asBoolean()).isTrue();
            assertThat(service.at("/cap_drop/0").asText()).isEqualTo("ALL");
            assertThat(service.at("/security_opt/0").asText()).isEqualTo("no-new-privileges:true");
            assertThat(service.path("user").asText()).matches("[1-9]\\d*:\\d+");
            assertThat(service.has("mem_limit")).isTrue();
            assertThat(service.has("pids_limit")).isTrue();
            assertThat(service.at("/healthcheck/test").isEmpty()).isFalse();
            assertThat(service.path("restart").asText()).isEqualTo("unless-stopped");
        }
    }

    @Test
    void grafana_hasAPasswordFromASecretAndCallsNobody() {
        JsonNode grafana = merged(Map.of()).at("/services/grafana");

        assertThat(grafana.at("/environment/GF_SECURITY_ADMIN_PASSWORD__FILE").asText())
                .isEqualTo(grafana.at("/secrets/0/target").asText());
        assertThat(grafana.at("/environment/GF_AUTH_ANONYMOUS_ENABLED").asText())
                .isEqualTo("false");
        assertThat(grafana.at("/environment/GF_ANALYTICS_REPORTING_ENABLED").asText())
                .isEqualTo("false");
        assertThat(names(grafana.path("environment"))).doesNotContain("GF_SECURITY_ADMIN_PASSWORD");
    }

    @Test
    void secrets_areFilesThatGitIgnores() {
        assertThat(StrictYaml.read(FILE).path("secrets"))
                .isNotEmpty()
                .allSatisfy(secret -> assertThat(secret.path("file").asText()).startsWith("./ops/secrets/"));
        assertThat(StrictYaml.text(Path.of(".gitignore")).lines()).contains("/ops/secrets/");
    }

    @Test
    void mountedFiles_areThereAndReadOnly() {
        Stream<String> mounts = ADDED.stream()
                .flatMap(name -> StreamSupport.stream(
                                StrictYaml.read(FILE)
                                        .path("services")
                                        .path(name)
                                        .path("volumes")
                                        .spliterator(),
                                false)
                        .map(JsonNode::asText)
                        .filter(volume -> volume.startsWith("./")));

        assertThat(mounts).hasSize(5).allSatisfy(volume -> {
            assertThat(volume).endsWith(":ro");
            assertThat(Files.exists(Path.of(volume.split(":", -1)[0])))
                    .as(volume)
                    .isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "read_only: true; readonly: true",
                "start_period: 60s; started_period: 60s",
                "ipv4_address; ip4_address",
                "mem_limit: 1g; memory_limit: 1g"
            })
    void brokenCopy_isNotOfTheSpecification(String right, String wrong) {
        String broken = StrictYaml.text(FILE).replace(right, wrong);

        assertThat(broken).isNotEqualTo(StrictYaml.text(FILE));
        assertThat(ComposeFiles.offences(broken)).isNotEmpty();
        assertThat(config(broken, Map.of()).status()).isNotZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "networks: [monitoring, dashboards]; networks: [monitor, dashboards]",
                "secrets: [grafana-password]; secrets: [grafana-pass]",
                "- grafana-data:/var; - grafana:/var",
                "prometheus: { condition: service_healthy }; prometheus-1: { condition: service_healthy }"
            })
    void brokenCopy_isRefusedByCompose(String right, String wrong) {
        String broken = StrictYaml.text(FILE).replace(right, wrong);

        assertThat(broken).isNotEqualTo(StrictYaml.text(FILE));
        assertThat(config(broken, Map.of()).status()).isNotZero();
    }
}
