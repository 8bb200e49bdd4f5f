package dev.gitlabmcp.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.error.YAMLException;

/** Traefik's configuration by its schemas, its references, its rules, and what this server needs of it. */
class TraefikConfigTest {
    private static final Path SCHEMAS =
            Path.of(System.getProperty("reference.dir", "../shared"), "reference", "schemas");
    private static final Path FIXED = Path.of("traefik/traefik.yaml");
    private static final String HOST = "mcp.example.com";

    private static List<String> dynamicFiles() {
        try (Stream<Path> files = Files.list(Path.of("traefik/dynamic"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(StrictYaml::text)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode dynamic() {
        return TraefikCheck.dynamic(dynamicFiles(), HOST);
    }

    private static Path schema(String name) {
        Path file = SCHEMAS.resolve(name);
        assumeTrue(Files.isRegularFile(file), "no schema in " + file.toAbsolutePath());
        return file;
    }

    private static List<String> problems(String fixedText, List<String> dynamicTexts) {
        JsonNode fixed;
        JsonNode dynamic;
        try {
            fixed = StrictYaml.parse(fixedText);
            dynamic = TraefikCheck.dynamic(dynamicTexts, HOST);
        } catch (IllegalArgumentException | YAMLException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
        List<String> problems = new ArrayList<>(TraefikCheck.danglingNames(fixed, dynamic));
        problems.addAll(
                TraefikCheck.offences(fixed, schema("traefik-v3.json"), schema("traefik-reference-static.yaml")));
        problems.addAll(TraefikCheck.offences(
                dynamic, schema("traefik-v3-file-provider.json"), schema("traefik-reference-file.yaml")));
        return problems;
    }

    @Test
    void configuration_isValid() {
        assertThat(problems(StrictYaml.text(FIXED), dynamicFiles())).isEmpty();
    }

    @Test
    void names_areDefined() {
        assertThat(TraefikCheck.danglingNames(StrictYaml.read(FIXED), dynamic()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "websecure:, 'websecure:\n    adress: :8443'",
        "writeTimeout: 0s, writeTimout: 0s",
        "certResolver: acme, certResolver: le",
        "options: modern@file, options: moderner@file",
        "'middlewares: [\"edge@file\"]', 'middlewares: [\"edges@file\"]'",
        "ping: { entryPoint: internal }, ping: { entryPoint: intern }",
        "maxConcurrentStreams: 256, maxConcurrentStreams: many",
        "queryParameters, queryParameter"
    })
    void brokenCopyOfTheFixedPart_isRefused(String right, String wrong) {
        String broken = StrictYaml.text(FIXED).replace(right, wrong);

        assertThat(broken).isNotEqualTo(StrictYaml.text(FIXED));
        assertThat(problems(broken, dynamicFiles())).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "service: r1-or-any, service: r1-or-all",
        "fallback: any, fallback: all",
        "serversTransport: server, serversTransport: servers",
        "passHostHeader: true, passHostHeaders: true",
        "'chain: { middlewares: [headers,', 'chain: { middlewares: [header,'",
        "retry: { attempts: 2, 'retry: { attempts: two'",
        "HeaderRegexp, HeadersRegexp",
        "') || (Path', ') | (Path'",
        "'{{ env \"MCP_HOST\" }}', '{{ env \"HOST\" }}'",
        "sniStrict, strictSni",
        "minVersion: VersionTLS12, minVersion: [TLS12]"
    })
    void brokenCopyOfTheDynamicPart_isRefused(String right, String wrong) {
        List<String> broken =
                dynamicFiles().stream().map(file -> file.replace(right, wrong)).toList();

        assertThat(broken).isNotEqualTo(dynamicFiles());
        assertThat(problems(StrictYaml.text(FIXED), broken)).isNotEmpty();
    }

    private static String router(TraefikRule.Request request) {
        return dynamic().at("/http/routers").properties().stream()
                .filter(router -> new TraefikRule(router.getValue().path("rule").asText()).fits(request))
                .max(Comparator.comparingInt(
                        router -> router.getValue().path("priority").asInt()))
                .map(Map.Entry::getKey)
                .orElse("none");
    }

    @ParameterizedTest
    @CsvSource({
        "/mcp, 2f5b.r1, , r1",
        "/mcp, 2f5b.r2, , r2",
        "/mcp/readonly, 2f5b.r2, , r2",
        "/messages, , 2f5b.r1, r1",
        "/messages, , 2f5b.r2, r2",
        "/mcp, , 2f5b.r1, any",
        "/mcp, , , any",
        "/mcp, 2f5b, , any",
        "/mcp, 2f5b.r3, , any",
        "/mcp, 2f5b.r1x, , any",
        "/mcp, 2f5bxr1, , any",
        "/sse, , , any",
        "/health, , , any"
    })
    void request_goesWhereItsSessionIs(String path, String header, String parameter, String router) {
        TraefikRule.Request request = new TraefikRule.Request(
                HOST,
                path,
                header == null ? Map.of() : Map.of("mcp-session-id", header),
                parameter == null ? Map.of() : Map.of("sessionId", parameter));

        assertThat(router(request)).isEqualTo(router);
    }

    @Test
    void otherHosts_areNotServed() {
        assertThat(router(new TraefikRule.Request("other.example.com", "/mcp", Map.of(), Map.of())))
                .isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host(`a`) &&",
                "Host(a)",
                "(Host(`a`)",
                "Host(`a`) Path(`/`)",
                "HeaderRegexp(`a`)",
                "QueryRegexp(`a`, `(`)"
            })
    void ruleThatIsNone_isRefused(String text) {
        assertThatThrownBy(() -> new TraefikRule(text)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void services_areTheServersOfTheComposeFileAndAreProbed() {
        JsonNode services = dynamic().at("/http/services");

        assertThat(urls(services.path("r1"))).containsExactly("http://gitlab-mcp-1:3002");
        assertThat(urls(services.path("r2"))).containsExactly("http://gitlab-mcp-2:3002");
        assertThat(urls(services.path("any"))).containsExactly("http://gitlab-mcp-1:3002", "http://gitlab-mcp-2:3002");
        for (String name : List.of("r1", "r2", "any")) {
            assertThat(services.path(name).at("/loadBalancer/healthCheck/path").asText())
                    .isEqualTo("/health");
        }
        assertThat(dynamic()
                        .at("/http/serversTransports/server/forwardingTimeouts/idleConnTimeout")
                        .asText())
                .isEqualTo("25s");
    }

    private static List<String> urls(JsonNode service) {
        List<String> urls = new ArrayList<>();
        service.at("/loadBalancer/servers")
                .forEach(server -> urls.add(server.path("url").asText()));
        return urls;
    }

    @Test
    void streams_areNeitherHeldNorCut() {
        JsonNode middlewares = dynamic().at("/http/middlewares");

        assertThat(middlewares.findValues("buffering")).isEmpty();
        assertThat(middlewares.findValues("compress")).isEmpty();
        assertThat(middlewares.findValues("errors")).isEmpty();
        assertThat(StrictYaml.read(FIXED)
                        .at("/entryPoints/websecure/transport/respondingTimeouts/writeTimeout")
                        .asText())
                .isEqualTo("0s");
    }

    @Test
    void headers_areOutermostAndStrictTransportIsSet() {
        JsonNode middlewares = dynamic().at("/http/middlewares");

        assertThat(middlewares.at("/edge/chain/middlewares/0").asText()).isEqualTo("headers");
        assertThat(middlewares
                        .at("/headers/headers/customResponseHeaders/Strict-Transport-Security")
                        .asText())
                .isEqualTo("max-age=31536000");
    }

    @Test
    void retries_areOnlyOfWhatWasNotSent() {
        // With a status Traefik would send what was answered already once more.
        assertThat(((ObjectNode) dynamic().at("/http/middlewares/again/retry")).fieldNames())
                .toIterable()
                .containsExactly("attempts", "initialInterval");
    }

    @Test
    void onlyTheTwoPublicEntryPoints_listenBeyondLoopback() {
        StrictYaml.read(FIXED)
                .path("entryPoints")
                .properties()
                .forEach(entry -> assertThat(entry.getValue().path("address").asText())
                        .startsWith(entry.getKey().startsWith("web") ? ":" : "127.0.0.1:"));
    }
}
