package dev.gitlabmcp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.sandbox.Fault;
import dev.gitlabmcp.sandbox.Sandbox;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.ConnectProxy;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.OtlpCollector;
import dev.gitlabmcp.testkit.RawHttp;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything secret that passes through the server while it logs all it can, and where none of it may be found again. */
class SecretsInLogsAcceptanceIT {
    private static final String GITLAB = "gitlab.test";
    private static final String PROJECT = "/api/v4/projects/42";
    private static final String WRONG_TOKEN = "glpat-planted-wrong-token-0001";
    private static final String MALFORMED_TOKEN = "planted malformed token, 0002";
    private static final String PROXY_PASSWORD = "planted-proxy-password-0003";
    private static final String WRONG_PROXY_PASSWORD = "planted-proxy-password-0004";
    private static final String STATE_SECRET = "planted-state-secret-0005-0123456789";
    private static final String URL_PASSWORD = "planted-url-password-0006";
    private static final String DESCRIPTION = "planted-description-0007";
    private static final String SEARCH = "planted-search-0008";
    private static final String HEADER = "planted-header-0009";
    private static final String BROKEN_BODY = "planted-body-0010";
    private static final String QUERY = "planted-query-0011";
    private static final String UNKNOWN_SESSION = "planted-session-0012";
    private static final String SUB_PATH = "planted-sub-path-0013";
    private static final String ANSWER = "planted-answer-0014";
    private static final String COLLECTOR = "planted-collector-0015";
    private static final String TRACE = "planted-trace-0016";
    private static final String TITLE = "planted-title-0017";
    private static final String READ = "{\"name\":\"get_project\",\"arguments\":{\"project_id\":42}}";
    private static final String DEVELOPER = "Private-Token: " + SandboxTokens.DEVELOPER;

    private static final Set<String> PLANTED = new TreeSet<>(List.of(
            SandboxTokens.DEVELOPER,
            SandboxTokens.OWNER,
            SandboxTokens.JOB,
            SandboxTokens.REVOKED,
            SandboxTokens.READ_USER,
            WRONG_TOKEN,
            MALFORMED_TOKEN,
            PROXY_PASSWORD,
            WRONG_PROXY_PASSWORD,
            STATE_SECRET,
            URL_PASSWORD,
            DESCRIPTION,
            SEARCH,
            HEADER,
            BROKEN_BODY,
            QUERY,
            UNKNOWN_SESSION,
            SUB_PATH,
            ANSWER,
            COLLECTOR,
            TRACE,
            TITLE));

    private static Sandbox gitlab;
    private static ConnectProxy proxy;
    private static OtlpCollector collector;
    private static final List<JarServer> SERVERS = new ArrayList<>();
    /** The one that is called at the moment, then the last. */
    private static JarServer server;

    @BeforeAll
    static void start() {
        gitlab = Sandbox.start(0);
        proxy = ConnectProxy.plain()
                .requiring("planter", PROXY_PASSWORD)
                .answering(GITLAB + ":80", gitlab.url().getPort());
        collector = OtlpCollector.start();
        for (String format : List.of("text", "json")) {
            server = JarServer.withSettings(settings(format));
            SERVERS.add(server);
            callInEveryWay();
        }
        plantWhatIsMadeOfThem();
    }

    private static Map<String, String> settings(String format) {
        return Map.ofEntries(
                Map.entry("LOG_LEVEL", "TRACE"),
                Map.entry("LOG_FORMAT", format),
                Map.entry("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url().toString()),
                Map.entry("OTEL_EXPORTER_OTLP_HEADERS", "Authorization=" + COLLECTOR),
                Map.entry("GITLAB_API_URL", "http://" + GITLAB),
                Map.entry("ENABLE_DYNAMIC_API_URL", "true"),
                Map.entry("GITLAB_ALLOWED_HOSTS", GITLAB),
                Map.entry("HTTP_PROXY", proxy.url("planter:" + PROXY_PASSWORD)),
                Map.entry("HTTPS_PROXY", proxy.url("planter:" + WRONG_PROXY_PASSWORD)),
                Map.entry("MCP_STATE_SECRET", STATE_SECRET),
                Map.entry("MAX_REQUESTS_PER_MINUTE", "100000"),
                Map.entry("MCP_ARRIVAL_TIMEOUT", "2s"),
                Map.entry("GITLAB_API_RESPONSE_TIMEOUT_MS", "500"));
    }

    private static void plantWhatIsMadeOfThem() {
        for (String password : List.of(PROXY_PASSWORD, WRONG_PROXY_PASSWORD)) {
            PLANTED.add(base64("planter:" + password));
        }
        PLANTED.add(base64("user:" + URL_PASSWORD));
        new TreeSet<>(PLANTED).forEach(secret -> {
            PLANTED.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
            PLANTED.add(base64(secret));
        });
    }

    @AfterAll
    static void stop() {
        // Missing when the tests were skipped.
        SERVERS.forEach(JarServer::close);
        if (collector != null) {
            collector.close();
        }
        if (proxy != null) {
            proxy.close();
            gitlab.close();
        }
    }

    private static void callInEveryWay() {
        succeed();
        beRefusedByGitLab();
        failOnTheWay();
        beRefusedHere();
        useSessions();
        changeAndTrace();
    }

    /** What the access log, the audit log and spans are made of. */
    private static void changeAndTrace() {
        String issue = "{\"name\":\"create_issue\",\"arguments\":{\"project_id\":42,\"title\":\"" + TITLE + "\"%s}}";
        String trace = ",\"_meta\":{\"traceparent\":\"" + TRACE + "\",\"tracestate\":\"" + TRACE + "\"}";
        call(
                issue.formatted("").replace("}}", "}" + trace + "}"),
                DEVELOPER,
                "traceparent: " + TRACE,
                "tracestate: a=" + TRACE);
        call(issue.formatted(",\"dry_run\":true"), DEVELOPER);
        call(issue.formatted(",\"no_such\":1"), DEVELOPER);
        call(READ.replace("42", "\"https://user:" + URL_PASSWORD + "@" + GITLAB + "/a/b\""), DEVELOPER);
        call(READ, DEVELOPER, "User-Agent: agent " + SandboxTokens.OWNER);
        post("/mcp/" + SandboxTokens.OWNER, "{}", List.of(DEVELOPER));
        call(READ.replace("get_project", SandboxTokens.OWNER), DEVELOPER);
    }

    private static void succeed() {
        assertThat(text(call(READ, DEVELOPER))).contains("storefront");
        assertThat(text(call(READ, "Authorization: Bearer " + SandboxTokens.OWNER)))
                .contains("storefront");
        call(READ, "JOB-TOKEN: " + SandboxTokens.JOB);
        String issue = "{\"name\":\"create_issue\",\"arguments\":{\"project_id\":42,\"title\":\"T\",\"description\":\""
                + DESCRIPTION + "\"}}";
        assertThat(text(call(issue, DEVELOPER))).contains("\"iid\"");
        assertThat(gitlab.requests()).anyMatch(request -> request.body().contains(DESCRIPTION));
        call("{\"name\":\"list_issues\",\"arguments\":{\"project_id\":42,\"search\":\"" + SEARCH + "\"}}", DEVELOPER);
        assertThat(gitlab.requests()).anyMatch(request -> request.target().contains(SEARCH));
    }

    private static void beRefusedByGitLab() {
        assertThat(text(call(READ, "Private-Token: " + WRONG_TOKEN))).contains("401");
        assertThat(text(call(READ, "Private-Token: " + SandboxTokens.REVOKED))).contains("revoked");
        assertThat(text(call(READ, "Private-Token: " + SandboxTokens.READ_USER)))
                .contains("scope");
        String said = "{\"message\":\"No, " + SandboxTokens.DEVELOPER + " " + ANSWER + "\"}";
        for (int status : List.of(400, 403, 404, 409, 429, 500, 502)) {
            assertThat(text(failing(Fault.on("GET", PROJECT).status(status, said, Map.of("Retry-After", "3600")))))
                    .contains(Integer.toString(status));
        }
    }

    private static void failOnTheWay() {
        Fault fault = Fault.on("GET", PROJECT);
        assertThat(text(failing(fault.cut()))).contains("cannot be reached");
        assertThat(text(failing(fault.cut(50)))).contains("cannot be read");
        assertThat(text(failing(fault.delay(Duration.ofSeconds(2))))).contains("did not answer");
        assertThat(text(failing(fault.status(200, "{\"id\":42,\"name\":\"" + ANSWER + "\",,"))))
                .contains("cannot be read");
        assertThat(text(failing(fault.status(200, "{}", Map.of("X-Answer", ANSWER.repeat(6000))))))
                .isNotEmpty();
        String download = "://" + GITLAB + "/downloads?signature=" + QUERY;
        assertThat(text(failing(fault.redirect("http" + download)))).contains("404");
        assertThat(gitlab.requests()).anyMatch(request -> request.target().contains(QUERY));
        assertThat(text(failing(fault.redirect("https" + download)))).contains("proxy");
        assertThat(text(call(READ, DEVELOPER, "X-GitLab-API-URL: https://" + GITLAB)))
                .contains("proxy");
        assertThat(proxy.requests())
                .anyMatch(request -> base64("planter:" + WRONG_PROXY_PASSWORD)
                        .equals(request.headers()
                                .getOrDefault("proxy-authorization", "")
                                .replace("Basic ", "")));
    }

    private static JsonNode failing(Fault fault) {
        gitlab.faults().add(fault);
        JsonNode answer = call(READ, DEVELOPER);
        gitlab.faults().clear();
        return answer;
    }

    private static void beRefusedHere() {
        for (String url : List.of(
                "http://user:" + URL_PASSWORD + "@" + GITLAB,
                "http://user:" + URL_PASSWORD + "@elsewhere.test/" + SUB_PATH,
                "http://" + GITLAB + "/?private_token=" + QUERY,
                "http://" + GITLAB + "/" + SUB_PATH + "/%zz",
                "not an address " + URL_PASSWORD)) {
            assertThat(send(READ, List.of(DEVELOPER, "X-GitLab-API-URL: " + url))
                            .status())
                    .as(url)
                    .isEqualTo(400);
        }
        assertThat(send(READ, List.of("Private-Token: " + MALFORMED_TOKEN)).status())
                .isEqualTo(401);
        assertThat(send(READ, List.of("Authorization: Basic " + base64("user:" + URL_PASSWORD)))
                        .status())
                .isEqualTo(401);
        assertThat(send(READ, List.of(DEVELOPER, "X-Long: " + HEADER.repeat(4000)))
                        .status())
                .isEqualTo(431);
        assertThat(send(READ, List.of(DEVELOPER, HEADER)).status()).isIn(200, 400);
        assertThat(send(READ, List.of(DEVELOPER, "Origin: http://" + HEADER + ".test"))
                        .status())
                .isEqualTo(403);
        assertThat(post("/mcp", "{\"jsonrpc\":\"2.0\",\"" + BROKEN_BODY, List.of(DEVELOPER))
                        .status())
                .isEqualTo(400);
        assertThat(post("/mcp?private_token=" + QUERY, "[]", List.of(DEVELOPER)).status())
                .isEqualTo(400);
        assertThat(post("/nothing?private_token=" + QUERY, "{}", List.of(DEVELOPER))
                        .status())
                .isEqualTo(404);
        String badArgument =
                "{\"name\":\"get_project\",\"arguments\":{\"project_id\":{\"a\":\"" + DESCRIPTION + "\"}}}";
        assertThat(text(call(badArgument, DEVELOPER))).contains("project_id");
    }

    private static void useSessions() {
        McpClient client = new McpClient(server.url(), SandboxTokens.DEVELOPER);
        String session = client.initialize("2025-11-25", "{}");
        PLANTED.add(session);
        assertThat(text(client.legacy(session, "tools/call", READ))).contains("storefront");
        // Another's credential, an unknown session, a client that goes away, a body that does not come.
        assertThat(post("/mcp", ping(), List.of("Private-Token: " + SandboxTokens.OWNER, "Mcp-Session-Id: " + session))
                        .status())
                .isEqualTo(404);
        assertThat(post("/mcp", ping(), List.of(DEVELOPER, "Mcp-Session-Id: " + UNKNOWN_SESSION))
                        .status())
                .isEqualTo(404);
        gitlab.faults()
                .add(Fault.on("GET", PROJECT).delay(Duration.ofMillis(400)).once());
        client.sendLegacy(session, "tools/call", READ).cut();
        try (RawHttp http = client.connect()) {
            http.write(("POST /mcp HTTP/1.1\r\nHost: localhost:" + server.url().getPort() + "\r\n" + DEVELOPER
                            + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"" + BROKEN_BODY)
                    .getBytes(StandardCharsets.UTF_8));
            assertThat(http.answer().status()).isEqualTo(408);
        }
        try (RawHttp stream =
                client.connect().send("GET", "/sse", List.of(DEVELOPER, "Accept: text/event-stream"), new byte[0])) {
            assertThat(stream.head().status()).isEqualTo(200);
            String endpoint = stream.event().orElseThrow().data().orElseThrow();
            PLANTED.add(endpoint.substring(endpoint.lastIndexOf('=') + 1));
            assertThat(post(endpoint, ping(), List.of(DEVELOPER)).status()).isEqualTo(202);
        }
        assertThat(client.connect()
                        .send("DELETE", "/mcp", List.of(DEVELOPER, "Mcp-Session-Id: " + session), new byte[0])
                        .answer()
                        .status())
                .isBetween(200, 204);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void output_atTrace_inBothForms_holdsNoSecret(int form) {
        server = SERVERS.get(form);
        // The log is written by a thread of its own, so a late line shows that the earlier ones are there.
        call(READ, DEVELOPER, "X-GitLab-API-URL: http://last.test");
        await().until(() -> server.output().contains("last.test"));
        String output = server.output();

        // That all was logged that can be, from the tool's call down to the connection to the proxy.
        for (String logged : List.of(
                "DEBUG",
                "GET /projects/42",
                "dev.gitlabmcp.access",
                "dev.gitlabmcp.audit",
                "POST /projects/42/issues",
                "org.apache.hc.client5")) {
            assertThat(output.contains(logged)).as(logged).isTrue();
        }
        assertThat(PLANTED.stream().filter(output::contains))
                .as("secrets in the output, such as: %s", lines(output))
                .isEmpty();
    }

    @Test
    void jsonOutput_isOneObjectInEachLine() {
        String output = SERVERS.get(1).output();
        // The last line may be half written.
        assertThat(output.substring(0, output.lastIndexOf('\n') + 1).lines())
                .isNotEmpty()
                .allSatisfy(line ->
                        assertThat(McpClient.json(line).path("logger").asText()).isNotEmpty());
    }

    @Test
    void spans_holdNoSecret() {
        await().until(() ->
                collector.spans().stream().anyMatch(span -> span.name().equals("tools/call create_issue")));
        String spans = collector.spans().toString();

        assertThat(collector.authorizations()).containsOnly(COLLECTOR);
        assertThat(PLANTED.stream().filter(spans::contains)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/pools", "/metrics", "/healthcheck", "/threads", "/sessions", "/config"})
    void adminPage_holdsNoSecret(String path) {
        try (RawHttp http = new RawHttp(server.adminUrl())) {
            RawHttp.Answer page = http.send("GET", path, List.of(), new byte[0]).answer();

            assertThat(page.status()).isEqualTo(200);
            assertThat(page.body()).isNotBlank();
            assertThat(PLANTED.stream().filter(page.body()::contains)).isEmpty();
        }
    }

    private static List<String> lines(String output) {
        return output.lines()
                .filter(line -> PLANTED.stream().anyMatch(line::contains))
                .limit(20)
                .toList();
    }

    /** A modern {@code tools/call}; its answer. */
    private static JsonNode call(String params, String... headers) {
        return McpClient.json(send(params, List.of(headers)).body());
    }

    private static RawHttp.Answer send(String params, List<String> headers) {
        ObjectNode object = (ObjectNode) McpClient.json(params);
        ObjectNode meta = object.withObject("_meta");
        meta.put("io.modelcontextprotocol/protocolVersion", "2026-07-28");
        meta.putObject("io.modelcontextprotocol/clientCapabilities");
        List<String> all = new ArrayList<>(headers);
        all.addAll(List.of(
                "MCP-Protocol-Version: 2026-07-28",
                "Mcp-Method: tools/call",
                "Mcp-Name: " + object.path("name").asText()));
        return post("/mcp", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":" + object + "}", all);
    }

    private static RawHttp.Answer post(String path, String body, List<String> headers) {
        List<String> all = new ArrayList<>(headers);
        all.addAll(List.of("Content-Type: application/json", "Accept: application/json, text/event-stream"));
        try (RawHttp http = new RawHttp(server.url())) {
            return http.send("POST", path, all, body.getBytes(StandardCharsets.UTF_8))
                    .answer();
        }
    }

    private static String ping() {
        return "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}";
    }

    private static String text(JsonNode answer) {
        return answer.at("/result/content/0/text").asText();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
