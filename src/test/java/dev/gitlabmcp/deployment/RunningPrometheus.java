package dev.gitlabmcp.deployment;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.testkit.FreePorts;
import dev.gitlabmcp.testkit.Requires;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Prometheus as a process of its own, on a free port of loopback. */
final class RunningPrometheus implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;
    private final Process process;
    private final Path log;

    /** Starts it in that directory with that configuration, and waits until it answers. */
    RunningPrometheus(Path directory, Path configuration) {
        Requires.program("prometheus");
        log = directory.resolve("prometheus.log");
        int port = FreePorts.next();
        address = URI.create("http://127.0.0.1:" + port);
        List<String> command = List.of(
                "prometheus",
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port);
        try {
            process = Programs.builder(directory, Map.of(), command)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            await().atMost(START)
                    .failFast("Prometheus has ended", () -> !process.isAlive())
                    .until(() -> status("/-/ready") == 200);
        } catch (RuntimeException e) {
            close();
            throw new IllegalStateException("Prometheus did not start:\n" + StrictYaml.text(log), e);
        }
    }

    private int status(String path) {
        try {
            return get(path).statusCode();
        } catch (UncheckedIOException notYet) {
            return 0;
        }
    }

    private HttpResponse<String> get(String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(address.resolve(path))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What its API has at that path, {@code data} of the answer; fails where it says anything but success. */
    JsonNode api(String path) {
        String body = get("/api/v1/" + path).body();
        JsonNode answer = StrictYaml.parse(body);
        if (!answer.path("status").asText().equals("success")) {
            throw new AssertionError(path + ": " + body);
        }
        return answer.path("data");
    }

    /** The series that an expression has now. */
    JsonNode query(String expression) {
        return api("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .path("result");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
