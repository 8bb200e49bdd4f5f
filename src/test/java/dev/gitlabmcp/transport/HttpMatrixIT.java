package dev.gitlabmcp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each refusal of the HTTP edge: status, code, a sentence that helps, and nothing left behind. */
class HttpMatrixIT {
    private static final String TOKEN = "Private-Token: " + SandboxTokens.DEVELOPER;
    private static final String JSON = "Content-Type: application/json";
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.start(Map.of("MCP_MAX_REQUEST_BODY", "10KiB"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void nothingIsLeftBehind() {
        // A call is over when its answer is written, which the client may have sooner.
        server.awaitZero(
                "gitlab_mcp_replies", "gitlab_mcp_session_calls_in_flight", "gitlab_mcp_gitlab_connections_leased");
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("POST", "/mcp", List.of(JSON), PING, 401, "Missing Authorization or Private-Token header"),
                arguments(
                        "POST", "/mcp", List.of(JSON, "Private-Token: short"), PING, 401, "The token has 5 characters"),
                arguments("POST", "/mcp", List.of(JSON, "Authorization: Basic abc"), PING, 401, "Bearer"),
                arguments("POST", "/mcp", List.of(JSON, TOKEN, TOKEN), PING, 400, "exactly one credential"),
                arguments(
                        "POST",
                        "/mcp",
                        List.of(JSON, TOKEN, "JOB-TOKEN: " + SandboxTokens.JOB),
                        PING,
                        400,
                        "exactly one credential"),
                arguments(
                        "GET",
                        "/mcp",
                        List.of("Accept: text/event-stream"),
                        "",
                        401,
                        "Missing Authorization or Private-Token header"),
                arguments("DELETE", "/mcp", List.of(), "", 401, "Missing Authorization or Private-Token header"),
                arguments("POST", "/mcp", List.of(TOKEN), PING, 415, "application/json"),
                arguments("POST", "/mcp", List.of(TOKEN, "Content-Type: text/plain"), PING, 415, "application/json"),
                arguments(
                        "POST",
                        "/mcp",
                        List.of(TOKEN, "Content-Type: application/json; charset=latin1"),
                        PING,
                        415,
                        "UTF-8"),
                arguments("POST", "/mcp", List.of(TOKEN, JSON, "Accept: text/html"), PING, 406, "text/event-stream"),
                arguments(
                        "POST",
                        "/mcp",
                        List.of(TOKEN, JSON, "Accept: application/json;q=0, text/event-stream;q=0.0"),
                        PING,
                        406,
                        "text/event-stream"),
                arguments("POST", "/mcp", List.of(TOKEN, JSON), "{", 400, "The body is not JSON"),
                arguments("POST", "/mcp", List.of(TOKEN, JSON), "", 400, "The body is not JSON"),
                arguments("POST", "/mcp", List.of(TOKEN, JSON), "7", 400, "Not a JSON-RPC message"),
                arguments("POST", "/mcp", List.of(TOKEN, JSON), "x".repeat(10_241), 413, "mcp.maxRequestBody"),
                arguments("POST", "/mcp", List.of(TOKEN, JSON, "Mcp-Session-Id: nope"), PING, 404, "initialize"),
                arguments(
                        "POST",
                        "/mcp",
                        List.of(TOKEN, JSON, "Mcp-Session-Id: a", "Mcp-Session-Id: b"),
                        PING,
                        400,
                        "occurs 2 times"),
                arguments(
                        "POST",
                        "/mcp",
                        List.of(TOKEN, JSON),
                        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                        400,
                        "Mcp-Session-Id is missing"),
                arguments(
                        "POST",
                        "/mcp",
                        List.of(TOKEN, JSON),
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
                        400,
                        "Mcp-Session-Id is missing"),
                arguments("GET", "/mcp", List.of(TOKEN), "", 400, "Mcp-Session-Id is missing"),
                arguments("GET", "/mcp", List.of(TOKEN, "Accept: application/json"), "", 406, "text/event-stream"),
                arguments("GET", "/mcp", List.of(TOKEN, "MCP-Protocol-Version: 2026-07-28"), "", 405, "use POST"),
                arguments("DELETE", "/mcp", List.of(TOKEN, "MCP-Protocol-Version: 2026-07-28"), "", 405, "use POST"),
                arguments("DELETE", "/mcp", List.of(TOKEN), "", 400, "Mcp-Session-Id is missing"),
                arguments("DELETE", "/mcp", List.of(TOKEN, "Mcp-Session-Id: nope"), "", 404, "initialize"),
                arguments("PUT", "/mcp", List.of(TOKEN, JSON), PING, 405, "HTTP method"),
                arguments("PATCH", "/mcp", List.of(TOKEN, JSON), PING, 405, "HTTP method"),
                arguments("OPTIONS", "/mcp", List.of(TOKEN), "", 405, "Use POST"),
                arguments("GET", "/", List.of(TOKEN), "", 404, "/mcp"),
                arguments("POST", "/mcp/x", List.of(TOKEN, JSON), PING, 404, "/mcp"),
                arguments("GET", "/sse", List.of(), "", 401, "Missing Authorization or Private-Token header"),
                arguments("GET", "/sse", List.of(TOKEN, "Accept: application/json"), "", 406, "text/event-stream"),
                arguments("POST", "/messages", List.of(TOKEN, JSON), PING, 400, "sessionId is missing"),
                arguments("POST", "/messages?sessionId=x", List.of(TOKEN, JSON), PING, 404, "initialize"),
                arguments(
                        "POST", "/mcp", List.of(TOKEN, JSON, "Host: evil.example.com"), PING, 403, "MCP_ALLOWED_HOSTS"),
                arguments(
                        "POST",
                        "/mcp",
                        List.of(TOKEN, JSON, "Origin: https://evil.example.com"),
                        PING,
                        403,
                        "MCP_ALLOWED_ORIGINS"),
                arguments("POST", "/mcp", List.of(TOKEN, JSON, "Origin: null"), PING, 403, "MCP_ALLOWED_ORIGINS"),
                arguments("GET", "/nowhere", List.of("Host: evil.example.com"), "", 403, "MCP_ALLOWED_HOSTS"),
                arguments("POST", "/mcp", List.of(TOKEN, JSON, "X-Big: " + "x".repeat(40_000)), PING, 431, "headers"));
    }

    @ParameterizedTest(name = "{0} {1} {2} is {4}")
    @MethodSource("refusals")
    void refusal_hasStatusAndSentence(
            String method, String path, List<String> headers, String body, int status, String sentence) {
        try (RawHttp http = server.connect()) {
            RawHttp.Answer answer = http.send(method, path, headers, body.getBytes(StandardCharsets.UTF_8))
                    .answer();
            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
            JsonNode error = McpClient.json(answer.body());
            assertThat(error.path("error").path("message").asText()).contains(sentence);
            assertThat(error.path("error").path("code").isInt()).isTrue();
            assertThat(answer.header("Content-Type"))
                    .hasValueSatisfying(t -> assertThat(t).startsWith("application/json"));
            assertThat(answer.body())
                    .doesNotContain("\tat ")
                    .doesNotContain("<html")
                    .doesNotContain("\"id\":null");
        }
    }

    @Test
    void unauthorized_saysHow() {
        try (RawHttp http = server.connect()) {
            RawHttp.Answer answer = http.send("POST", "/mcp", List.of(JSON), PING.getBytes(StandardCharsets.UTF_8))
                    .answer();
            assertThat(answer.header("WWW-Authenticate")).contains("Bearer realm=\"gitlab-mcp\"");
        }
    }

    @Test
    void methodNotAllowed_namesTheAllowedOnes() {
        try (RawHttp http = server.connect()) {
            RawHttp.Answer answer =
                    http.send("PUT", "/mcp", List.of(TOKEN, JSON), new byte[0]).answer();
            assertThat(answer.header("Allow"))
                    .hasValueSatisfying(a -> assertThat(a).contains("POST"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "OPTIONS"})
    void methodsThatJerseyWouldOffer_areRefused(String method) {
        try (RawHttp http = server.connect()) {
            assertThat(http.send(method, "/mcp", List.of(TOKEN, "Mcp-Session-Id: x"), new byte[0])
                            .head()
                            .status())
                    .isEqualTo(405);
        }
    }

    @Test
    void chunkedBody_withinTheLimit_isRead_andBeyondIt_isRefused() {
        String chunk = "400\r\n" + " ".repeat(1024) + "\r\n";
        assertThat(chunked("2d\r\n" + PING + "\r\n0\r\n\r\n".formatted()).status())
                .isEqualTo(200);
        RawHttp.Answer tooLarge = chunked(chunk.repeat(11) + "0\r\n\r\n");
        assertThat(tooLarge.status()).isEqualTo(413);
    }

    private static RawHttp.Answer chunked(String body) {
        try (RawHttp http = server.connect()) {
            String length = Integer.toHexString(PING.length());
            http.write(("POST /mcp HTTP/1.1\r\nHost: localhost\r\n" + TOKEN + "\r\n" + JSON
                            + "\r\nTransfer-Encoding: chunked\r\n\r\n" + body.replace("2d\r\n", length + "\r\n"))
                    .getBytes(StandardCharsets.UTF_8));
            return http.answer();
        }
    }

    @Test
    void truncatedBody_leavesNothingBehind() {
        try (RawHttp http = server.connect()) {
            http.write(("POST /mcp HTTP/1.1\r\nHost: localhost\r\n" + TOKEN + "\r\n" + JSON
                            + "\r\nContent-Length: 100\r\n\r\n{\"jsonrpc\"")
                    .getBytes(StandardCharsets.UTF_8));
        }
        await().until(() -> server.gauge("gitlab_mcp_replies") == 0);
    }

    @Test
    void duplicateHost_isRefused() {
        try (RawHttp http = server.connect()) {
            http.write(("GET /health HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            RawHttp.Answer answer = http.answer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(McpClient.json(answer.body()).has("error")).isTrue();
        }
    }

    @Test
    void malformedRequestLine_isJsonToo() {
        try (RawHttp http = server.connect()) {
            http.write("GET\u0000 / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            RawHttp.Answer answer = http.answer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(McpClient.json(answer.body())
                            .path("error")
                            .path("message")
                            .asText())
                    .contains("malformed");
        }
    }

    @Test
    void health_needsNoCredentialAndNoKnownHost() {
        try (RawHttp http = server.connect()) {
            RawHttp.Answer answer = http.send("GET", "/health", List.of("Host: 10.1.2.3"), new byte[0])
                    .answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"status\":\"ok\"}");
        }
    }

    @ParameterizedTest
    @CsvSource({"*/*", "application/json", "text/event-stream", "application/*", "text/*;q=0.5", "''"})
    void accept_eachUsableKind_isServed(String accept) {
        McpClient client = server.client();
        List<String> headers = client.headers("Mcp-Session-Id: " + client.initialize("2025-06-18", "{}"));
        headers.removeIf(h -> h.startsWith("Accept"));
        if (!accept.isEmpty()) {
            headers.add("Accept: " + accept);
        }
        RawHttp.Answer answer = client.post(PING, headers);
        assertThat(answer.status()).isEqualTo(200);
        boolean events = accept.startsWith("text/");
        assertThat(answer.header("Content-Type")).contains(events ? "text/event-stream" : "application/json");
        assertThat(answer.body()).contains("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
    }

    @Test
    void cors_preflightAndAnswer_forAnAllowedOrigin() {
        List<String> preflight = List.of(
                "Origin: http://localhost:9999",
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: content-type, private-token, mcp-param-region");
        try (RawHttp http = server.connect()) {
            RawHttp.Answer answer =
                    http.send("OPTIONS", "/mcp", preflight, new byte[0]).answer();
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.header("Access-Control-Allow-Origin")).contains("http://localhost:9999");
            assertThat(answer.header("Access-Control-Allow-Headers"))
                    .contains("content-type, private-token, mcp-param-region");
            assertThat(answer.header("Access-Control-Allow-Methods")).contains("GET, POST, DELETE");
        }
        McpClient client = server.client();
        RawHttp.Answer answer = client.post(PING, client.headers("Origin: http://localhost:9999"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Expose-Headers"))
                .hasValueSatisfying(e -> assertThat(e).contains("Mcp-Session-Id"));
    }
}
