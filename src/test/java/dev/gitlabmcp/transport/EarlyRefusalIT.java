package dev.gitlabmcp.transport;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a connection whose request is refused before its body is read. */
class EarlyRefusalIT {
    private static final String TOKEN = "Private-Token: " + SandboxTokens.DEVELOPER + "\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String HOST = "Host: localhost\r\n";
    private static final int MAX_BODY = 64 * 1024;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.start(Map.of("MCP_MAX_REQUEST_BODY", "64KiB", "ENABLE_DYNAMIC_API_URL", "true"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Requests without what says how long the body is, and the status that refuses them. */
    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("host", 403, "POST /mcp", "Host: evil.test\r\n" + TOKEN + JSON),
                refusal("origin", 403, "POST /mcp", HOST + "Origin: http://evil.test\r\n" + TOKEN + JSON),
                refusal("no credential", 401, "POST /mcp", HOST + JSON),
                refusal("unusable credential", 401, "POST /mcp", HOST + "Private-Token: short\r\n" + JSON),
                refusal("no credential, old transport", 401, "POST /messages?sessionId=x", HOST + JSON),
                refusal("bad instance", 400, "POST /mcp", HOST + TOKEN + JSON + "X-GitLab-API-URL: ftp://x\r\n"),
                refusal("no such address", 404, "POST /none", HOST + TOKEN + JSON),
                refusal("method", 405, "PUT /mcp", HOST + TOKEN + JSON),
                refusal("content type", 415, "POST /mcp", HOST + TOKEN + "Content-Type: text/plain\r\n"),
                refusal("encoding", 415, "POST /mcp", HOST + TOKEN + "Content-Type: application/json;charset=x\r\n"),
                refusal(
                        "encoding of Java",
                        415,
                        "POST /mcp",
                        HOST + TOKEN + "Content-Type: application/json; charset=UTF-16\r\n"),
                refusal("old transport's stream", 401, "GET /sse", HOST),
                refusal("end of a session", 404, "DELETE /mcp", HOST + TOKEN + "Mcp-Session-Id: none\r\n"));
    }

    private static Arguments refusal(String name, int status, String line, String headers) {
        return Arguments.of(name, status, line + " HTTP/1.1\r\n" + headers);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void bodyIsMissing_theConnectionIsSaidToClose(String name, int status, String head) {
        try (RawHttp http = server.connect()) {
            assertClosing(status, refused(http, head + "Content-Length: 20\r\n\r\n"));
            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void chunksAreMissing_theConnectionIsSaidToClose(String name, int status, String head) {
        try (RawHttp http = server.connect()) {
            assertClosing(status, refused(http, head + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"));
            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void bodyIsThere_theConnectionGoesOn(String name, int status, String head) {
        try (RawHttp http = server.connect()) {
            for (int i = 0; i < 3; i++) {
                assertGoingOn(status, refused(http, head + "Content-Length: 2\r\n\r\n{}"));
            }
            assertServed(http);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void noBody_theConnectionGoesOn(String name, int status, String head) {
        try (RawHttp http = server.connect()) {
            assertGoingOn(status, refused(http, head + "Content-Length: 0\r\n\r\n"));
            assertGoingOn(status, refused(http, head + "\r\n"));
            assertServed(http);
        }
    }

    @Test
    void bodyIsAnnouncedTooLarge_theConnectionIsSaidToClose() {
        try (RawHttp http = server.connect()) {
            String head = "POST /mcp HTTP/1.1\r\n" + HOST + TOKEN + JSON;
            assertClosing(413, refused(http, head + "Content-Length: 999999\r\n\r\n{"));
            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @Test
    void bodyTurnsOutTooLarge_theConnectionIsSaidToClose() {
        try (RawHttp http = server.connect()) {
            int chunk = MAX_BODY + 1;
            String head = "POST /mcp HTTP/1.1\r\n" + HOST + TOKEN + JSON + "Transfer-Encoding: chunked\r\n\r\n";
            String body = Integer.toHexString(chunk) + "\r\n" + "x".repeat(chunk) + "\r\n";
            assertClosing(413, refused(http, head + body));
            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @Test
    void tooManyRequests_isToldToo() {
        try (RunningServer strict = RunningServer.start(Map.of("MAX_UNPROVEN_REQUESTS_PER_MINUTE", "1"));
                RawHttp http = strict.connect()) {
            String unproven = "glpat-never-seen-by-gitlab";
            new McpClient(strict.url(), unproven).modern("tools/list", "{}");
            String head = "POST /mcp HTTP/1.1\r\n" + HOST + "Private-Token: " + unproven + "\r\n" + JSON;
            assertGoingOn(429, refused(http, head + "Content-Length: 2\r\n\r\n{}"));
            assertGoingOn(429, refused(http, head + "Content-Length: 0\r\n\r\n"));
            assertClosing(429, refused(http, head + "Content-Length: 20\r\n\r\n"));
            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    private static RawHttp.Answer refused(RawHttp http, String request) {
        http.write(request.getBytes(StandardCharsets.US_ASCII));
        return http.answer();
    }

    private static void assertClosing(int status, RawHttp.Answer answer) {
        assertWhole(status, answer);
        assertThat(answer.header("Connection")).contains("close");
    }

    private static void assertGoingOn(int status, RawHttp.Answer answer) {
        assertWhole(status, answer);
        assertThat(answer.header("Connection")).isEmpty();
    }

    private static void assertWhole(int status, RawHttp.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(McpClient.json(answer.body()).at("/error/message").asText()).isNotEmpty();
    }

    private static void assertServed(RawHttp http) {
        assertThat(http.send("GET", "/health", List.of(), new byte[0]).answer().status())
                .isEqualTo(200);
    }
}
