package dev.gitlabmcp.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.acceptance.ProcessOutcome;
import dev.gitlabmcp.sandbox.Sandbox;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.Requires;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The {@code doctor} command of the jar, asked about a proxy. */
final class DoctorRun {
    private DoctorRun() {}

    /** What it found: an array of checks. */
    static JsonNode of(ProxyProcess proxy, Sandbox gitlab) {
        ProcessOutcome outcome = ProcessOutcome.of(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        Requires.productJar().toString(),
                        "doctor",
                        "--json",
                        "--url",
                        proxy.uri("").toString(),
                        "--ca",
                        proxy.openssl().file("root.pem").toString()),
                Map.of(
                        "GITLAB_API_URL",
                        gitlab.apiUrl().toString(),
                        "GITLAB_TOKEN",
                        SandboxTokens.DEVELOPER,
                        "REMOTE_AUTHORIZATION",
                        "true",
                        "TRUST_PROXY",
                        "loopback"),
                Duration.ofSeconds(60));
        assertThat(outcome.out()).as(outcome.err()).startsWith("{");
        return McpClient.json(outcome.out()).path("checks");
    }
}
