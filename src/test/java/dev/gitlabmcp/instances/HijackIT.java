package dev.gitlabmcp.instances;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.sandbox.Sandbox;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody who has come by a session id. */
class HijackIT {
    private static final String OTHER_INSTANCE = "X-GitLab-API-URL: ";

    private static Sandbox other;
    private static RunningServer server;
    private String session = "";

    @BeforeAll
    static void start() {
        other = Sandbox.start(0);
        server = RunningServer.start(Map.of("ENABLE_DYNAMIC_API_URL", "true", "GITLAB_ALLOWED_HOSTS", "127.0.0.1"));
    }

    @AfterAll
    static void stop() {
        server.close();
        other.close();
    }

    @BeforeEach
    void openSession() {
        session = server.client().initialize("2025-11-25", "{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "GET", "DELETE"})
    void sessionIdAlone_is401(String method) {
        RawHttp.Answer answer = send(method, List.of());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Bearer"));
        assertThat(message(answer)).startsWith("Missing Authorization or Private-Token header");
        assertThat(isAlive()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "GET", "DELETE"})
    void sessionIdWithAnotherToken_isAnsweredAsAnUnknownOne(String method) {
        List<String> stranger = List.of("Private-Token: " + SandboxTokens.OWNER);
        RawHttp.Answer taken = send(method, stranger);
        session = "unknown0123456789abcdef0";
        RawHttp.Answer unknown = send(method, stranger);

        assertThat(taken.status()).isEqualTo(404);
        assertThat(taken.body()).isEqualTo(unknown.body());
        assertThat(unknown.status()).isEqualTo(404);
    }

    @Test
    void sessionIdWithAnotherToken_leavesTheSessionAlone() {
        for (String method : List.of("POST", "GET", "DELETE")) {
            send(method, List.of("Private-Token: " + SandboxTokens.OWNER));
        }

        assertThat(isAlive()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "GET", "DELETE"})
    void sessionIdWithAnotherInstance_is403AndSaysWhoseItIs(String method) {
        RawHttp.Answer answer =
                send(method, List.of("Private-Token: " + SandboxTokens.DEVELOPER, OTHER_INSTANCE + other.apiUrl()));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(message(answer)).contains(server.gitlab().apiUrl().toString());
        assertThat(isAlive()).isTrue();
        assertThat(other.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "GET", "DELETE"})
    void sessionIdWithAnotherTokenAndInstance_isAnsweredAsAnUnknownOne(String method) {
        RawHttp.Answer answer =
                send(method, List.of("Private-Token: " + SandboxTokens.OWNER, OTHER_INSTANCE + other.apiUrl()));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain(server.gitlab().apiUrl().toString());
    }

    @Test
    void sessionIdWithItsOwnInstance_isServed() {
        RawHttp.Answer answer = send(
                "POST",
                List.of(
                        "Private-Token: " + SandboxTokens.DEVELOPER,
                        OTHER_INSTANCE + server.gitlab().url()));

        assertThat(answer.status()).isEqualTo(200);
    }

    private boolean isAlive() {
        return send("POST", List.of("Private-Token: " + SandboxTokens.DEVELOPER))
                        .status()
                == 200;
    }

    private RawHttp.Answer send(String method, List<String> credentials) {
        String ping = method.equals("POST") ? "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}" : "";
        List<String> headers = Stream.concat(
                        credentials.stream(),
                        Stream.of(
                                "Mcp-Session-Id: " + session,
                                "Content-Type: application/json",
                                "Accept: application/json, text/event-stream"))
                .toList();
        try (RawHttp http = server.connect()) {
            return http.send(method, "/mcp", headers, ping.getBytes(StandardCharsets.UTF_8))
                    .answer();
        }
    }

    private static String message(RawHttp.Answer answer) {
        return McpClient.json(answer.body()).at("/error/message").asText();
    }
}
