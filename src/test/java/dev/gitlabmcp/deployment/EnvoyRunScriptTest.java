package dev.gitlabmcp.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.gitlabmcp.testkit.JdkServers;
import dev.gitlabmcp.testkit.Requires;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How envoy/run.sh ends Envoy, with a process in Envoy's place and its admin interface here. */
class EnvoyRunScriptTest {
    private static final Path SCRIPT = Path.of("envoy/run.sh").toAbsolutePath();

    @TempDir
    Path directory;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger(1);
    private HttpServer admin;
    private Process process;

    @BeforeEach
    void start() {
        Requires.program("bash");
        admin = JdkServers.http();
        admin.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            byte[] answer = (exchange.getRequestURI().getPath().equals("/stats")
                            ? "http.ingress_https.downstream_rq_active: " + open.get() + "\n"
                            : "OK\n")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        admin.start();
    }

    @AfterEach
    void stop() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        admin.stop(0);
    }

    private Map<String, String> environment(int drainSeconds) throws IOException {
        Path envoy = directory.resolve("envoy");
        Files.writeString(envoy, """
                #!/usr/bin/env bash
                trap 'echo ended >> ended; exit 0' TERM
                echo "$@" > arguments
                while true; do sleep 0.1; done
                """);
        assertThat(envoy.toFile().setExecutable(true)).isTrue();
        return Map.of(
                "ENVOY_BINARY",
                envoy.toString(),
                "ENVOY_ADMIN_PORT",
                Integer.toString(admin.getAddress().getPort()),
                "DRAIN_SECONDS",
                Integer.toString(drainSeconds));
    }

    private void run(int drainSeconds) throws IOException {
        process = Programs.builder(
                        directory, environment(drainSeconds), List.of("bash", SCRIPT.toString(), "-c", "envoy.yaml"))
                .start();
        await().atMost(Duration.ofSeconds(10)).until(() -> Files.exists(directory.resolve("arguments")));
    }

    @Test
    void arguments_arePassedOn() throws IOException {
        run(30);

        await().untilAsserted(() -> assertThat(directory.resolve("arguments"))
                .hasContent("-c envoy.yaml --drain-time-s 30 --drain-strategy gradual"));
    }

    @Test
    void termination_waitsForOpenRequests() throws Exception {
        run(30);

        process.destroy();

        await().atMost(Duration.ofSeconds(10))
                .until(() -> asked.stream()
                                .filter(line -> line.startsWith("GET /stats"))
                                .count()
                        >= 2);
        assertThat(asked).startsWith("POST /healthcheck/fail", "POST /drain_listeners?graceful&skip_exit");
        assertThat(directory.resolve("ended")).doesNotExist();
        open.set(0);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(directory.resolve("ended")).exists();
    }

    @Test
    void termination_waitsNoLongerThanItMay() throws Exception {
        run(1);

        process.destroy();

        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(directory.resolve("ended")).exists();
    }

    @Test
    void healthy_asksTheAdminInterface() throws IOException {
        Programs.Outcome outcome =
                Programs.run(directory, environment(1), List.of("bash", SCRIPT.toString(), "healthy"));

        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(asked).containsExactly("GET /ready");
    }

    @Test
    void unhealthy_whenNobodyAnswers() throws IOException {
        Map<String, String> environment = environment(1);
        admin.stop(0);

        assertThat(Programs.run(directory, environment, List.of("bash", SCRIPT.toString(), "healthy"))
                        .status())
                .isNotZero();
    }
}
