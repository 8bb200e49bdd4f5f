package dev.gitlabmcp.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses take messages, however they are written, and wherever the server is mounted. */
class PostAddressIT {
    private static final String CALL = "{\"name\":\"get_project\",\"arguments\":{\"project_id\":42}";

    @TempDir
    private static Path directory;

    private static RunningServer plain;

    @BeforeAll
    static void start() {
        plain = RunningServer.start();
    }

    @AfterAll
    static void stop() {
        plain.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/mcp",
                "/mcp/",
                "/mcp/readonly",
                "/mcp/x/projects",
                "/mcp/x/projects/readonly",
                "/mcp;v=1",
                "/mcp;v=1/readonly",
            })
    void endpoint_answersAsJsonAndAsStream(String path) {
        assertAnswers(plain, path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%6Dcp", "/mcp/%72eadonly", "/mcp/./readonly", "/mcp/other", "/mcpx", "/mcp/x/"})
    void otherAddresses_callNothing(String path) {
        int before = plain.gitlab().requests().size();
        try (RawHttp http = plain.client().sendModernTo(path, "tools/call", CALL + "}")) {
            assertThat(http.answer().status()).isEqualTo(404);
        }
        assertThat(plain.gitlab().requests()).hasSize(before);
    }

    @Test
    void rootPath_movesTheEndpoint() throws IOException {
        try (RunningServer server = mounted("rootPath: /api/*")) {
            assertAnswers(server, "/api/mcp");
            assertAnswers(server, "/api/mcp/readonly");
            try (RawHttp http = server.client().sendModernTo("/mcp", "tools/call", CALL + "}")) {
                assertThat(http.answer().status()).isBetween(404, 405);
            }
        }
    }

    @Test
    void contextPath_movesTheEndpoint() throws IOException {
        try (RunningServer server = mounted("applicationContextPath: /app")) {
            assertAnswers(server, "/app/mcp");
            assertAnswers(server, "/app/mcp/x/projects");
        }
    }

    private static RunningServer mounted(String setting) throws IOException {
        return RunningServer.startChanged(
                directory.resolve("config.yml"), "\nserver:\n", "\nserver:\n  " + setting + "\n");
    }

    private static void assertAnswers(RunningServer server, String path) {
        try (RawHttp http = server.client().sendModernTo(path, "tools/call", CALL + "}")) {
            RawHttp.Answer answer = http.answer();
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).contains("application/json");
            assertThat(answer.body()).contains("\"result\"");
        }
        try (RawHttp http = server.client()
                .sendModernTo(path, "subscriptions/listen", "{\"notifications\":{\"toolsListChanged\":true}}")) {
            RawHttp.Answer head = http.head();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            assertThat(http.event()).isPresent();
        }
    }
}
