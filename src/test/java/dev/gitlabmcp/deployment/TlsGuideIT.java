package dev.gitlabmcp.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.testkit.FreePorts;
import dev.gitlabmcp.testkit.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's way to a server with TLS, as it stands there but for the places of files and the ports. */
class TlsGuideIT {
    @TempDir
    Path directory;

    @Test
    void selfSignedServer_isReachedWithItsCertificate() throws IOException {
        Requires.program("bash");
        Requires.program("openssl");
        Requires.program("curl");
        Files.createDirectories(directory.resolve("target"));
        Files.copy(Requires.productJar(), directory.resolve("target/gitlab-mcp.jar"));
        Files.copy(Path.of("config.yml"), directory.resolve("config.yml"));
        int port = FreePorts.next();
        Map<String, String> environment = Map.of(
                "PATH",
                Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"),
                "PORT",
                Integer.toString(port),
                "ADMIN_PORT",
                Integer.toString(FreePorts.next()));
        Programs.Outcome made = bash(
                GuideText.commands("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30"),
                environment);
        assertThat(made.status()).as(made.output()).isZero();
        String curl = GuideText.commands("curl --cacert").replace("3002", Integer.toString(port));

        Process server = Programs.builder(
                        directory,
                        environment,
                        List.of("bash", "-c", "exec env " + GuideText.commands("SSL_CERT_PATH=cert.pem")))
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(60))
                    .failFast(() -> assertThat(server.isAlive())
                            .as(Files.readString(directory.resolve("log")))
                            .isTrue())
                    .untilAsserted(
                            () -> assertThat(bash(curl, environment).output()).endsWith("{\"status\":\"ok\"}"));
        } finally {
            server.destroyForcibly();
        }
    }

    private Programs.Outcome bash(String commands, Map<String, String> environment) {
        return Programs.run(directory, environment, List.of("bash", "-euc", commands));
    }
}
