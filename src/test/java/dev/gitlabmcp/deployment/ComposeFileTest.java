package dev.gitlabmcp.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The compose file by the Compose Specification, by Compose itself, and what this server needs of it. */
class ComposeFileTest {
    private static final Path FILE = Path.of("docker-compose.yml");
    private static final Map<String, String> FLOORS =
            Map.of("nginx", "1.30.4", "envoy", "1.39.3", "caddy", "2.11.8", "traefik", "3.7.13");
    private static final Set<String> SERVERS = ComposeFiles.SERVERS;

    @TempDir
    Path directory;

    private static JsonNode services() {
        return StrictYaml.read(FILE).path("services");
    }

    /** What Compose says about a file, with one profile. */
    private Programs.Outcome config(String text, String profile, Map<String, String> environment) {
        return ComposeFiles.config(directory, List.of(text), profile, environment);
    }

    @Test
    void file_isOfTheSpecification() {
        assertThat(ComposeFiles.offences(StrictYaml.text(FILE))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "envoy", "caddy", "traefik"})
    void profile_isTheTwoServersAndItsProxy(String profile) {
        Programs.Outcome outcome = config(StrictYaml.text(FILE), profile, ComposeFiles.ENVIRONMENT);

        assertThat(outcome.status()).as(outcome.output()).isZero();
        Set<String> expected = new TreeSet<>(SERVERS);
        expected.add(profile);
        assertThat(StrictYaml.parse(outcome.output()).path("services").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "read_only: true, readonly: true",
        "'profiles: [envoy]', 'profiles: envoy'",
        "depends_on:, depends_upon:",
        "retries: 3, tries: 3"
    })
    void brokenCopy_isNotOfTheSpecification(String right, String wrong) {
        String broken = StrictYaml.text(FILE).replace(right, wrong);

        assertThat(broken).isNotEqualTo(StrictYaml.text(FILE));
        assertThat(ComposeFiles.offences(broken)).isNotEmpty();
        assertThat(config(broken, "nginx", ComposeFiles.ENVIRONMENT).status()).isNotZero();
    }

    @ParameterizedTest
    @CsvSource({
        "gitlab-mcp-2: { condition, gitlab-mcp-3: { condition",
        "'networks: [edge, backend]', 'networks: [edge, back]'",
        "condition: service_healthy, condition: service_well"
    })
    void brokenCopy_isRefusedByCompose(String right, String wrong) {
        String broken = StrictYaml.text(FILE).replace(right, wrong);

        assertThat(broken).isNotEqualTo(StrictYaml.text(FILE));
        assertThat(config(broken, "nginx", ComposeFiles.ENVIRONMENT).status()).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MCP_HOST", "MCP_STATE_SECRET"})
    void variableThatIsMissing_isAskedFor(String variable) {
        Map<String, String> environment = new HashMap<>(ComposeFiles.ENVIRONMENT);
        environment.put(variable, "");

        Programs.Outcome outcome = config(StrictYaml.text(FILE), "nginx", environment);

        assertThat(outcome.status()).isNotZero();
        assertThat(outcome.output()).contains("set " + variable);
    }

    @Test
    void trustedProxies_areTheBackendNetwork() {
        Map<String, String> environment = new HashMap<>(ComposeFiles.ENVIRONMENT);
        environment.put("BACKEND_SUBNET", "10.99.0.0/24");

        JsonNode file = StrictYaml.parse(
                config(StrictYaml.text(FILE), "caddy", environment).output());

        assertThat(file.at("/networks/backend/ipam/config/0/subnet").asText()).isEqualTo("10.99.0.0/24");
        assertThat(file.at("/networks/backend").path("internal").asBoolean(false))
                .as("the servers reach GitLab through it")
                .isFalse();
        for (String name : SERVERS) {
            JsonNode environmentOfServer = file.path("services").path(name).path("environment");
            assertThat(environmentOfServer.path("TRUST_PROXY").asText()).isEqualTo("10.99.0.0/24");
            assertThat(environmentOfServer.path("MCP_ALLOWED_HOSTS").asText()).isEqualTo("mcp.example.com");
            assertThat(environmentOfServer.path("REMOTE_AUTHORIZATION").asText())
                    .isEqualTo("true");
        }
    }

    @Test
    void servers_areConfinedAndDifferInTheirTagAlone() {
        List<JsonNode> shapes = new ArrayList<>();
        SERVERS.stream().sorted().forEach(name -> {
            JsonNode server = services().path(name);
            assertThat(server.has("ports")).isFalse();
            assertThat(server.path("read_only").asBoolean()).isTrue();
            assertThat(server.path("init").asBoolean()).isTrue();
            assertThat(server.at("/cap_drop/0").asText()).isEqualTo("ALL");
            assertThat(server.at("/security_opt/0").asText()).isEqualTo("no-new-privileges:true");
            assertThat(server.path("networks").toString()).isEqualTo("[\"backend\"]");
            assertThat(server.at("/environment").has("ADMIN_HOST")).isFalse();
            assertThat(server.at("/environment/REPLICA").asText()).isEqualTo("r" + name.charAt(name.length() - 1));
            shapes.add(StrictYaml.parse(server.toString().replaceAll("\"r[12]\"", "\"\"")));
        });
        assertThat(shapes.get(0)).isEqualTo(shapes.get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "envoy", "caddy", "traefik"})
    void proxy_isPinnedConfinedAndWaitsForTheServers(String name) {
        JsonNode proxy = services().path(name);

        Matcher tag = Pattern.compile(".*:v?(\\d+\\.\\d+\\.\\d+)(-alpine)?")
                .matcher(proxy.path("image").asText());
        assertThat(tag.matches()).as(proxy.path("image").asText()).isTrue();
        assertThat(Runtime.Version.parse(tag.group(1))).isGreaterThanOrEqualTo(Runtime.Version.parse(FLOORS.get(name)));
        assertThat(proxy.path("profiles").toString()).isEqualTo("[\"" + name + "\"]");
        assertThat(proxy.path("read_only").asBoolean()).isTrue();
        assertThat(proxy.at("/cap_drop/0").asText()).isEqualTo("ALL");
        assertThat(proxy.path("depends_on").fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(SERVERS);
        assertThat(proxy.has("healthcheck")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "envoy", "caddy", "traefik"})
    void proxy_publishesNothingButHttpAndHttps(String name) {
        services()
                .path(name)
                .path("ports")
                .forEach(port -> assertThat(port.asText()).matches("(80|443):(80|443|8080|8443)(/tcp|/udp)?"));
    }

    @Test
    void dockerSocket_isNotMounted() {
        assertThat(StrictYaml.text(FILE)).doesNotContain("docker.sock");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "envoy", "caddy", "traefik"})
    void mountedFiles_areThere(String name) {
        services().path(name).path("volumes").forEach(volume -> {
            String source = volume.asText().split(":", -1)[0];
            if (source.startsWith("./") && !source.matches(".*/(certs|acme)")) {
                assertThat(Path.of(source)).exists();
            }
        });
    }
}
