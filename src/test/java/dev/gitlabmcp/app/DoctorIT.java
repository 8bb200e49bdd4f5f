package dev.gitlabmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.OpenSsl;
import dev.gitlabmcp.testkit.RunningServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor} as a process of its own, beside a server that runs. */
class DoctorIT {
    @TempDir
    Path directory;

    private OpenSsl openssl;
    private RunningServer server;

    @BeforeEach
    void start() {
        openssl = new OpenSsl(directory).authority("root").certificate("server", "root", 60);
        server = RunningServer.start(tls());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Map<String, String> tls() {
        return Map.of(
                "SSL_CERT_PATH", openssl.file("server.pem").toString(),
                "SSL_KEY_PATH", openssl.file("server.key").toString());
    }

    private record Said(int status, String output, String errors) {
        Map<String, String> levels() throws Exception {
            Map<String, String> levels = new HashMap<>();
            for (JsonNode check : new ObjectMapper().readTree(output).get("checks")) {
                levels.put(check.get("check").asText(), check.get("level").asText());
            }
            return levels;
        }
    }

    private Said doctor(Map<String, String> settings, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                GitLabMcpApplication.class.getName(),
                "doctor"));
        command.addAll(List.of(arguments));
        Path output = directory.resolve("output");
        Path errors = directory.resolve("errors");
        ProcessBuilder java =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        java.environment().clear();
        java.environment().put("GITLAB_API_URL", server.gitlab().apiUrl().toString());
        java.environment().putAll(settings);
        Process process = java.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Said(process.exitValue(), Files.readString(output), Files.readString(errors));
    }

    @Test
    void serverThatIsWell_passesAllChecks() throws Exception {
        Map<String, String> settings = new HashMap<>(tls());
        settings.put("GITLAB_TOKEN", SandboxTokens.DEVELOPER);
        settings.put("REMOTE_AUTHORIZATION", "true");
        settings.put("HOST", "0.0.0.0");
        settings.put("TRUST_PROXY", "172.28.0.0/24");
        Said said = doctor(
                settings,
                "--url",
                "https://localhost:" + server.port(),
                "--ca",
                openssl.file("root.pem").toString(),
                "--json");

        assertThat(said.status()).as(said.output() + said.errors()).isZero();
        assertThat(said.levels())
                .containsEntry("redirect", "skipped")
                .hasSize(15)
                .allSatisfy((check, level) -> assertThat(level).as(check).isIn("ok", "skipped"));
        assertThat(said.levels())
                .extractingByKeys("stream over HTTP/1.1", "stream over HTTP/2", "HTTP/2", "GitLab")
                .containsOnly("ok");
        assertThat(said.output()).doesNotContain(SandboxTokens.DEVELOPER);
    }

    @Test
    void whatIsWrong_isNamedWithItsCure() throws Exception {
        Files.setPosixFilePermissions(openssl.file("server.key"), PosixFilePermissions.fromString("rw-r--r--"));
        openssl.certificate("other", "root", 60);
        Map<String, String> settings = new HashMap<>(tls());
        settings.put("SSL_CERT_PATH", openssl.file("other.pem").toString());
        settings.put("GITLAB_API_URL", "http://127.0.0.1:1");
        settings.put("TRUST_PROXY", "true");
        Said said = doctor(settings, "--url", "https://localhost:" + server.port());

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.output())
                .contains("FAILED   certificate files", "does not belong to the first certificate")
                .contains("FAILED   key permissions", "chmod 600")
                .contains("WARNING  trusted proxies", "believes everybody")
                .contains("FAILED   GitLab", "cannot be reached")
                .contains("FAILED   public address", "certificate is not trusted here");
        assertThat(said.errors()).contains("4 of 6 checks failed.").doesNotContain("\tat ");
    }

    @Test
    void configurationThatCannotBeUsed_isOneSentence() throws Exception {
        Said said = doctor(Map.of("TRUST_PROXY", "nonsense"));
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.errors().strip()).contains("TRUST_PROXY", "nonsense").doesNotContain("\n");
    }
}
