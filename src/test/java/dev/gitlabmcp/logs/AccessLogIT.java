package dev.gitlabmcp.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.gitlabmcp.sandbox.Fault;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What the access log says of each kind of request. */
class AccessLogIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PROJECT = "{\"name\":\"get_project\",\"arguments\":{\"project_id\":42}}";

    @RegisterExtension
    private static final LoggedServer LOGGED = new LoggedServer(
            AccessLog.LOGGER_NAME,
            Map.of("TRUST_PROXY", "loopback", "MCP_MAX_REQUEST_BODY", "64KiB", "MCP_ARRIVAL_TIMEOUT", "1s"));

    private final McpClient client = LOGGED.client();

    private String label(String instance) {
        return instance.replaceAll("^https?://|/api/v4$", "");
    }

    @Test
    void modernCall_hasEveryField() {
        try (RawHttp http = client.sendModern(
                "tools/call",
                PROJECT,
                "X-Forwarded-For: 203.0.113.9",
                "User-Agent: agent/1.0 (x)",
                "traceparent: 00-" + TRACE + "-00f067aa0ba902b7-01")) {
            http.answer();
        }

        Map<String, Object> line = LOGGED.line();
        assertThat(line)
                .containsEntry("client", "203.0.113.9")
                .containsEntry("era", "modern")
                .containsEntry("protocol_version", "2026-07-28")
                .containsEntry("http_method", "POST")
                .containsEntry("path", "/mcp")
                .containsEntry("http_version", "HTTP/1.1")
                .containsEntry("rpc_method", "tools/call")
                .containsEntry("tool", "get_project")
                .containsEntry("instance", label(LOGGED.gitlab().apiUrl().toString()))
                .containsEntry("outcome", "ok")
                .containsEntry("status", 200)
                .containsEntry("gitlab_calls", 1)
                .containsEntry("gitlab_status", 200)
                .containsEntry("trace_id", TRACE)
                .containsEntry("user_agent", "agent/1.0 (x)")
                .containsEntry("replica", "east-1")
                .doesNotContainKeys("session", "messages", "tls_client");
        assertThat(line.get("principal")).asString().matches("[A-Za-z0-9_-]{8}");
        assertThat(line.get("gitlab_request_id")).asString().isNotBlank();
        assertThat((long) line.get("bytes_in")).isBetween(100L, 1000L);
        assertThat((long) line.get("bytes_out")).isBetween(200L, 20_000L);
        assertThat((double) line.get("duration_ms")).isGreaterThanOrEqualTo((double) line.get("gitlab_ms"));
        assertThat((double) line.get("gitlab_ms")).isPositive();
        assertThat(LOGGED.events().get(0).getLevel()).isEqualTo(Level.INFO);
    }

    @Test
    void failedCall_saysHowGitLabAnswered() {
        client.callTool("get_project", "{\"project_id\":\"no/such\"}");

        assertThat(LOGGED.line())
                .containsEntry("outcome", "not_found")
                .containsEntry("status", 200)
                .containsEntry("gitlab_status", 404);
    }

    @Test
    void legacySession_isToldByALabel_thatIsNotItsId() {
        String session = loggedSession("2025-11-25");
        client.legacy(session, "tools/call", PROJECT);

        List<Map<String, Object>> lines = LOGGED.await(2);
        assertThat(lines.get(0)).containsEntry("rpc_method", "initialize").containsEntry("outcome", "ok");
        assertThat(lines)
                .allSatisfy(line -> assertThat(line)
                        .containsEntry("era", "legacy")
                        .containsEntry("protocol_version", "2025-11-25")
                        .containsEntry("session", lines.get(0).get("session")));
        assertThat(lines.get(0).get("session")).asString().matches("[A-Za-z0-9_-]{8}");
        assertThat(lines.toString()).doesNotContain(session).doesNotContain(session.substring(0, 8));
    }

    @Test
    void batch_isOneLine_withTheLastCall() {
        String session = loggedSession("2025-03-26");
        String batch = "[" + client.request("ping", "{}") + "," + client.request("tools/call", PROJECT) + "]";
        client.post(batch, client.headers("Mcp-Session-Id: " + session));

        assertThat(LOGGED.await(2).get(1))
                .containsEntry("messages", 2)
                .containsEntry("tool", "get_project")
                .containsEntry("outcome", "ok");
    }

    @Test
    void stream_isLoggedWhenItIsOver() {
        String session = client.initialize("2025-11-25", "{}");
        try (RawHttp stream = client.get(session)) {
            stream.head();
            stream.event();
            assertThat(LOGGED.await(1)).hasSize(1);
        }

        assertThat(LOGGED.await(2).get(1))
                .containsEntry("http_method", "GET")
                .containsEntry("path", "/mcp")
                .containsEntry("protocol_version", "2025-11-25")
                .containsEntry("status", 200)
                .containsEntry("outcome", "ok")
                .containsKey("session");
    }

    @Test
    void oldTransport_messageIsLoggedWhenItsCallIsOver_withoutTheSessionOfItsAddress() {
        String address;
        try (RawHttp stream = client.connect().send("GET", "/sse", client.headers(), new byte[0])) {
            stream.head();
            address = stream.event().orElseThrow().data().orElseThrow();
            LOGGED.gitlab().faults().add(Fault.on("GET", "/api/v4/projects/42").delay(Duration.ofMillis(300)));
            try (RawHttp http = client.connect()) {
                byte[] body = client.request("tools/call", PROJECT).getBytes(StandardCharsets.UTF_8);
                assertThat(http.send("POST", address, client.headers(), body)
                                .answer()
                                .status())
                        .isEqualTo(202);
            }
            assertThat(LOGGED.line())
                    .containsEntry("path", "/messages")
                    .containsEntry("status", 202)
                    .containsEntry("tool", "get_project")
                    .containsEntry("outcome", "ok")
                    .containsEntry("gitlab_status", 200);
            stream.event();
        }
        assertThat(LOGGED.await(2).get(1))
                .containsEntry("path", "/sse")
                .containsEntry("protocol_version", "2024-11-05");
        assertThat(LOGGED.await(2).toString()).doesNotContain(address.substring(address.indexOf('=') + 1));
    }

    @Test
    void probe_isLoggedAtDebug() {
        try (RawHttp http = client.connect()) {
            http.send("GET", "/health", List.of(), new byte[0]).answer();
        }

        assertThat(LOGGED.line()).containsEntry("path", "/health");
        assertThat(LOGGED.events().get(0).getLevel()).isEqualTo(Level.DEBUG);
    }

    @Test
    void adminPort_isNotLogged() {
        try (RawHttp http = new RawHttp(LOGGED.adminUrl())) {
            http.send("GET", "/pools", List.of(), new byte[0]).answer();
        }
        client.modern("tools/list", "{}");

        assertThat(LOGGED.line()).containsEntry("rpc_method", "tools/list");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GARBAGE\\r\\n\\r\\n | 400 | bad_request
            GET /mcp HTTP/1.1\\r\\nHost: localhost\\r\\nX-Long: LONG\\r\\n\\r\\n | 431 | headers_too_large
            GET /mcp HTTP/1.1\\r\\nHost: evil.test\\r\\n\\r\\n | 403 | host_not_allowed
            GET /mcp HTTP/1.1\\r\\nHost: localhost\\r\\nOrigin: http://evil.test\\r\\n\\r\\n | 403 | origin_not_allowed
            GET /mcp HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n | 401 | missing_credential
            GET /mcp HTTP/1.1\\r\\nHost: localhost\\r\\nPrivate-Token: short\\r\\n\\r\\n | 401 | bad_credential
            GET /none HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n | 404 | not_found
            PUT /mcp HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 0\\r\\n\\r\\n | 405 | method_not_allowed
            POST /mcp HTTP/1.1\\r\\nHost: localhost\\r\\nTOKEN\\r\\nContent-Length: 0\\r\\n\\r\\n | 415 | unsupported_media_type
            POST /mcp HTTP/1.1\\r\\nHost: localhost\\r\\nTOKEN\\r\\nJSON\\r\\nContent-Length: 99999\\r\\n\\r\\n | 413 | body_too_large
            POST /mcp HTTP/1.1\\r\\nHost: localhost\\r\\nTOKEN\\r\\nJSON\\r\\nContent-Length: 9\\r\\n\\r\\n{ | 408 | too_slow
            POST /mcp HTTP/1.1\\r\\nHost: localhost\\r\\nTOKEN\\r\\nJSON\\r\\nContent-Length: 1\\r\\n\\r\\n{ | 400 | -32700
            GET /mcp HTTP/1.1\\r\\nHost: localhost\\r\\nTOKEN\\r\\nAccept: text/event-stream\\r\\nMcp-Session-Id: none\\r\\n\\r\\n | 404 | unknown_session
            """)
    void refusal_ofEveryLayer_isLogged(String request, int status, String outcome) {
        try (RawHttp http = client.connect()) {
            http.write(request.strip()
                    .replace("\\r\\n", "\r\n")
                    .replace("LONG", "x".repeat(40_000))
                    .replace("TOKEN", client.headers().get(0))
                    .replace("JSON", "Content-Type: application/json")
                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(http.answer().status()).isEqualTo(status);
        }

        assertThat(LOGGED.line())
                .containsEntry("status", status)
                .containsEntry("outcome", outcome)
                .containsKeys("client", "duration_ms", "path")
                .doesNotContainKeys("tool");
    }

    @Test
    void unknownTool_isBounded_andHasNoOddCharacters() {
        String session = loggedSession("2025-11-25");
        client.legacy(session, "tools/call", "{\"name\":\"no\\ntool" + "x".repeat(200) + "\",\"arguments\":{}}");

        Map<String, Object> line = LOGGED.await(2).get(1);
        assertThat(line).containsEntry("outcome", "-32602");
        assertThat(line.get("tool")).asString().startsWith("no?toolx").hasSizeLessThan(70);
    }

    @Test
    void unknownMethod_isBounded() {
        String body = client.request("no\\u2028such" + "x".repeat(200), "{}");
        String session = loggedSession("2025-11-25");
        client.post(body, client.headers("Mcp-Session-Id: " + session));

        assertThat(LOGGED.await(2).get(1)).containsEntry("outcome", "-32601");
        assertThat(LOGGED.await(2).get(1).get("rpc_method"))
                .asString()
                .startsWith("no?suchx")
                .hasSizeLessThan(70);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\tb", "a\u0085b", "a\u2028b", "\u202eab"})
    void userAgent_cannotForgeLines(String agent) {
        try (RawHttp http = client.connect()) {
            http.write(("GET /none?secret=planted HTTP/1.1\r\nHost: localhost\r\nUser-Agent: " + agent + "x".repeat(500)
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            http.answer();
        }

        Map<String, Object> line = LOGGED.line();
        assertThat(line.get("user_agent"))
                .asString()
                .hasSize(201)
                .doesNotMatch("(?s).*[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}].*");
        assertThat(line.toString()).doesNotContain("planted");
    }

    @Test
    void path_isBounded_staysEncoded_andShowsNoToken() {
        try (RawHttp http = client.connect()) {
            http.send("GET", "/x%0Aforged/glpat-0123456789abcdefghij/" + "y".repeat(300), List.of(), new byte[0])
                    .answer();
        }

        assertThat(LOGGED.line().get("path"))
                .asString()
                .startsWith("/x%0Aforged/glpat-***/yyy")
                .hasSizeLessThan(210);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Private-Token: %s", "JOB-TOKEN: %s", "Authorization: Bearer %s"})
    void credentialOfAnyKind_isHiddenWhereTheRequestRepeatsIt(String header) {
        String planted = "planted.secret~of+another_kind==";
        try (RawHttp http = client.connect()) {
            List<String> headers = List.of(header.formatted(planted), "User-Agent: agent/1.0 (" + planted + ") x");
            http.send("GET", "/x/" + planted + "/y", headers, new byte[0]).answer();
        }

        assertThat(LOGGED.line()).containsEntry("path", "/x/***/y").containsEntry("user_agent", "agent/1.0 (***) x");
        assertThat(LOGGED.line().toString()).doesNotContain("planted");
    }

    @Test
    void shortCredential_hidesNothingElse() {
        try (RawHttp http = client.connect()) {
            http.send("GET", "/mcp", List.of("Private-Token: mcp", "User-Agent: mcp/1"), new byte[0])
                    .answer();
        }

        assertThat(LOGGED.line()).containsEntry("path", "/mcp").containsEntry("user_agent", "mcp/1");
    }

    @Test
    void rateLimitedRequest_isLogged() {
        try (RunningServer strict = RunningServer.start(Map.of("MAX_REQUESTS_PER_MINUTE", "1"));
                LoggedPairs own = new LoggedPairs(AccessLog.LOGGER_NAME)) {
            strict.client().modern("tools/list", "{}");
            own.await(1);
            strict.client().modern("tools/list", "{}");

            assertThat(own.await(2).get(1)).containsEntry("status", 429).containsEntry("outcome", "rate_limited");
        }
    }

    @Test
    void logThatIsOff_looksAtNothing() {
        Logger logger = (Logger) LoggerFactory.getLogger(AccessLog.LOGGER_NAME);
        logger.setLevel(Level.WARN);

        assertThatCode(() -> new AccessLog("").log(null, null)).doesNotThrowAnyException();
    }

    /** A session whose line is in the log: lines come after their answers, so a later one could overtake it. */
    private String loggedSession(String revision) {
        String session = client.initialize(revision, "{}");
        LOGGED.await(1);
        return session;
    }
}
