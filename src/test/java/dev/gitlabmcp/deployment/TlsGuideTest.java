package dev.gitlabmcp.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitlabmcp.net.TlsFiles;
import dev.gitlabmcp.net.TlsMaterial;
import dev.gitlabmcp.net.TrustedProxies;
import dev.gitlabmcp.testkit.Requires;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds docs/tls-and-proxies.md and the proxies' READMEs to the code and to the files beside them. */
class TlsGuideTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)?(?:#([\\w-]+))?\\)");

    @TempDir
    Path directory;

    private String run(String commands) {
        Requires.program("bash");
        Requires.program("openssl");
        Programs.Outcome outcome = Programs.run(directory, Map.of(), List.of("bash", "-euc", commands));
        assertThat(outcome.status()).as(outcome.output()).isZero();
        return outcome.output();
    }

    private TlsFiles files(String certificate, String key) {
        return new TlsFiles(directory.resolve(certificate), directory.resolve(key), Optional.empty(), Optional.empty());
    }

    @Test
    void selfSignedCommands_makeWhatTheServerTakes() throws Exception {
        run(GuideText.commands("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30"));

        TlsFiles files = files("cert.pem", "key.pem");
        assertThat(TlsMaterial.read(files, Instant.now()).names())
                .contains("localhost", "mcp.example.com", "127.0.0.1");
        assertThat(files.isKeyReadableByAll()).isFalse();
    }

    @Test
    void authorityCommands_makeAChainThatVerifies() throws Exception {
        run(GuideText.commands("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 365"));

        assertThat(TlsMaterial.read(files("server.pem", "server.key"), Instant.now())
                        .names())
                .contains("localhost", "mcp.example.com", "127.0.0.1");
        assertThat(run("openssl verify -x509_strict -CAfile ca.pem -verify_hostname mcp.example.com server.pem"))
                .contains("OK");
    }

    static Stream<String> trustValues() {
        return GuideText.table(GuideText.FILE, "| value | who is believed |").stream()
                .flatMap(row -> GuideText.code(row.get(0)).stream());
    }

    @ParameterizedTest
    @MethodSource("trustValues")
    void trustValue_isTaken(String value) {
        TrustedProxies trusted = TrustedProxies.of(value);

        assertThat(trusted.isOff()).isEqualTo(List.of("false", "0").contains(value));
        assertThat(trusted.isEverybody()).isEqualTo(List.of("true", "1").contains(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example.com", "0.0.0.0/0", "10.0.0.1,"})
    void trustValueOfTheRefusedKinds_isRefused(String value) {
        assertThatThrownBy(() -> TrustedProxies.of(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void variables_haveTheDefaultsOfTheReference() {
        Map<String, String> reference =
                GuideText.table(Path.of("docs/configuration.md"), "| key | variable | default | range | meaning |")
                        .stream()
                        .flatMap(row -> GuideText.code(row.get(1)).stream().map(name -> Map.entry(name, row.get(2))))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

        assertThat(GuideText.table(GuideText.FILE, "| variable | default | meaning |"))
                .hasSizeGreaterThan(10)
                .allSatisfy(row -> assertThat(GuideText.code(row.get(0)))
                        .isNotEmpty()
                        .allSatisfy(name -> assertThat(row.get(1)).as(name).isEqualTo(reference.get(name))));
    }

    @Test
    void variablesOfTheComposeFile_areThoseOfThePage() {
        Function<String, List<String>> used = text -> Pattern.compile("\\$\\{([A-Z_]+)")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
        List<String> documented = GuideText.table(GuideText.FILE, "| variable | what for |").stream()
                .flatMap(row -> GuideText.code(row.get(0)).stream())
                .toList();

        assertThat(used.apply(StrictYaml.text(Path.of("docker-compose.yml"))))
                .filteredOn(name -> !List.of("MCP_IMAGE", "LOG_LEVEL", "SHUTDOWN_DRAIN_DELAY")
                        .contains(name))
                .containsExactlyInAnyOrderElementsOf(documented.stream()
                        .filter(name -> !name.startsWith("172"))
                        .toList());
    }

    static Stream<Path> pages() {
        return Stream.of(
                GuideText.FILE,
                Path.of("docs/operations.md"),
                Path.of("README.md"),
                Path.of("nginx/README.md"),
                Path.of("envoy/README.md"),
                Path.of("caddy/README.md"),
                Path.of("traefik/README.md"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void links_leadSomewhere(Path page) {
        LINK.matcher(StrictYaml.text(page)).results().forEach(link -> {
            Path target = link.group(1) == null
                    ? page
                    : page.toAbsolutePath().getParent().resolve(link.group(1)).normalize();
            assertThat(target).exists();
            if (link.group(2) != null) {
                assertThat(anchors(target)).contains(link.group(2));
            }
        });
    }

    private static List<String> anchors(Path page) {
        return StrictYaml.text(page)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(java.util.Locale.ROOT))
                .map(line -> line.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "envoy", "caddy", "traefik"})
    void readme_saysAllThatItMust(String proxy) {
        assertThat(StrictYaml.text(Path.of(proxy, "README.md")))
                .contains(
                        "docker compose --profile " + proxy + " up -d",
                        "## What it does",
                        "## Certificates",
                        "## HTTP/3",
                        "## Behind a load balancer",
                        "## What it cannot do",
                        "## Another host name");
    }

    @Test
    void guide_isLinked() {
        assertThat(StrictYaml.text(Path.of("README.md"))).contains("docs/tls-and-proxies.md");
        assertThat(StrictYaml.text(Path.of("docs/operations.md"))).contains("tls-and-proxies.md");
    }
}
