package dev.gitlabmcp.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.acceptance.JarServer;
import dev.gitlabmcp.sandbox.Fault;
import dev.gitlabmcp.sandbox.RecordedRequest;
import dev.gitlabmcp.sandbox.Sandbox;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Two servers from the jar behind each of the shipped proxies. Prints what it measured. */
@ExtendWith(Deployment.Provider.class)
class ReplicasIT {
    private static final String SLOW =
            "{\"name\":\"get_project\",\"arguments\":{\"project_id\":\"nordlicht-commerce/storefront\"}}";
    /** Below the rate at which a proxy limits one address. */
    private static final Duration PACE = Duration.ofMillis(22);

    private final Deployment deployment;

    ReplicasIT(Deployment deployment) {
        this.deployment = deployment;
    }

    private static String replica(String session) {
        return session.substring(session.lastIndexOf('.') + 1);
    }

    private static void pause() {
        LockSupport.parkNanos(PACE.toNanos());
    }

    /** Half of the sessions have their stream open all the while; a server answers 404 to a session of the other's. */
    @ParameterizedTest
    @EnumSource(ProxyKind.class)
    void sessions_stayWhereTheyWereOpened(ProxyKind kind) throws Exception {
        Map<String, Integer> opened = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        int followUps = 0;
        for (Version version : Version.values()) {
            EdgeClient client = new EdgeClient(deployment.proxy(kind), version);
            for (int i = 0; i < 20; i++) {
                String session = client.initialize();
                opened.merge(replica(session), 1, Integer::sum);
                HttpResponse<InputStream> stream = i % 2 == 0 ? client.open(client.stream(session)) : null;
                for (int call = 0; call < 5; call++, followUps++) {
                    HttpResponse<String> answer = client.send(client.legacy(session, "ping", "{}"));
                    if (answer.statusCode() != 200) {
                        wrong.add(session + " " + answer.statusCode() + " " + answer.body());
                    }
                    pause();
                }
                if (stream != null) {
                    assertThat(stream.statusCode()).isEqualTo(200);
                    stream.body().close();
                }
            }
        }
        System.out.printf(
                "%s: %d of %d follow-ups went wrong; sessions were opened on %s%n",
                kind, wrong.size(), followUps, opened);
        assertThat(wrong).isEmpty();
        assertThat(followUps).isEqualTo(200);
        assertThat(opened)
                .containsOnlyKeys("r1", "r2")
                .allSatisfy((name, count) -> assertThat(count).isGreaterThanOrEqualTo(10));
    }

    @ParameterizedTest
    @EnumSource(ProxyKind.class)
    void messagesOf20241105_goWhereTheStreamIs(ProxyKind kind) throws Exception {
        Map<String, Integer> opened = new HashMap<>();
        for (Version version : Version.values()) {
            EdgeClient client = new EdgeClient(deployment.proxy(kind), version);
            for (int i = 0; i < 4; i++) {
                HttpResponse<InputStream> stream =
                        client.open(client.request("/sse").GET().build());
                try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                    String address = data(lines);
                    opened.merge(replica(address), 1, Integer::sum);
                    for (String method : List.of("initialize", "ping", "tools/list")) {
                        HttpRequest message = client.request(address)
                                .POST(EdgeClient.message(
                                        method, "{\"protocolVersion\":\"2024-11-05\",\"capabilities\":{}}"))
                                .build();
                        assertThat(client.send(message).statusCode()).isEqualTo(202);
                        assertThat(McpClient.json(data(lines)).has("result")).isTrue();
                        pause();
                    }
                }
            }
        }
        assertThat(opened).containsOnlyKeys("r1", "r2");
    }

    private static String data(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith("data:")) {
            line = lines.readLine();
        }
        return line == null ? "" : line.substring("data:".length()).strip();
    }

    @ParameterizedTest
    @EnumSource(ProxyKind.class)
    void modernCalls_goToBothServers(ProxyKind kind) throws Exception {
        EdgeClient client = new EdgeClient(deployment.proxy(kind), Version.HTTP_2);
        List<Long> before = admitted();
        for (int i = 0; i < 20; i++) {
            assertThat(client.send(client.modern("tools/list", "{}")).statusCode())
                    .isEqualTo(200);
        }
        List<Long> after = admitted();
        for (int i = 0; i < 2; i++) {
            assertThat(after.get(i) - before.get(i)).isBetween(8L, 12L);
        }
    }

    private List<Long> admitted() throws Exception {
        List<Long> all = new ArrayList<>();
        for (int number = 1; number <= 2; number++) {
            HttpRequest request = HttpRequest.newBuilder(
                            deployment.replicas().server(number).adminUrl().resolve("/metrics"))
                    .header("Accept", "application/json")
                    .build();
            all.add(McpClient.json(HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .findPath("requestsProcessed")
                    .asLong());
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(ProxyKind.class)
    void errorsOfTheServer_areTheSameWithAProxy(ProxyKind kind) throws Exception {
        ProxyProcess proxy = deployment.proxy(kind);
        HttpClient direct = HttpClient.newHttpClient();
        for (Version version : Version.values()) {
            EdgeClient client = new EdgeClient(proxy, version);
            for (HttpRequest request : List.of(
                    HttpRequest.newBuilder(proxy.uri("/mcp"))
                            .header("Content-Type", "application/json")
                            .header("Accept", "application/json, text/event-stream")
                            .POST(EdgeClient.message("ping", "{}"))
                            .build(),
                    client.legacy("0123456789abcdef.r1", "ping", "{}"),
                    client.legacy("0123456789abcdef.r9", "ping", "{}"),
                    client.request("/mcp")
                            .POST(HttpRequest.BodyPublishers.ofString("{no JSON"))
                            .build(),
                    client.request("/none").GET().build())) {
                HttpRequest same = HttpRequest.newBuilder(request, (name, value) -> true)
                        .uri(deployment
                                .replicas()
                                .server(1)
                                .url()
                                .resolve(request.uri().getPath()))
                        .version(Version.HTTP_1_1)
                        .build();
                HttpResponse<String> wanted = direct.send(same, HttpResponse.BodyHandlers.ofString());
                HttpResponse<String> answer = client.send(request);
                assertThat(answer.statusCode()).isEqualTo(wanted.statusCode()).isIn(400, 401, 404);
                assertThat(answer.body()).isEqualTo(wanted.body());
                for (String header : List.of("Content-Type", "WWW-Authenticate")) {
                    assertThat(answer.headers().allValues(header))
                            .isEqualTo(wanted.headers().allValues(header));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ProxyKind.class)
    void pathsOfAdminPorts_areNotFound_butHealthIs(ProxyKind kind) throws Exception {
        EdgeClient client = new EdgeClient(deployment.proxy(kind), Version.HTTP_2);
        assertThat(client.send(client.request("/health").build()).statusCode()).isEqualTo(200);
        for (String path : List.of(
                "/pools",
                "/healthcheck",
                "/metrics",
                "/tasks",
                "/live",
                "/ready",
                "/sessions",
                "/config",
                "/ping",
                "/threads",
                "/config/",
                "/nginx-health",
                "/load",
                "/reverse_proxy/upstreams",
                "/proxy-error",
                "/mcp/../metrics",
                "/mcp/..%2fmetrics")) {
            assertThat(client.send(client.request(path).build()).statusCode())
                    .as(path)
                    .isIn(400, 404);
        }
    }

    /** How far the end of a client reaches: through the proxy and the server to GitLab, which still works on the answer. */
    @ParameterizedTest
    @CsvSource({"NGINX, HTTP_1_1", "NGINX, HTTP_2", "CADDY, HTTP_1_1", "CADDY, HTTP_2"})
    void clientThatLeaves_endsItsCall(ProxyKind kind, Version version) throws Exception {
        Sandbox gitlab = deployment.replicas().gitlab();
        gitlab.clearRequests();
        gitlab.faults().add(Fault.on("GET", "/api/v4/projects/.*").delay(Duration.ofSeconds(30)));
        try {
            EdgeClient client = new EdgeClient(deployment.proxy(kind), version);
            CompletableFuture<?> answer = client.sendAsync(client.modern("tools/call", SLOW));
            await().until(() -> !gitlab.requests().isEmpty());
            RecordedRequest request = gitlab.requests().get(0);
            long start = System.nanoTime();
            answer.cancel(true);
            request.clientClosed().get(10, TimeUnit.SECONDS);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            System.out.printf("%s %s: GitLab's connection was closed after %d ms%n", kind, version, millis);
            assertThat(millis).isLessThan(5000);
        } finally {
            gitlab.faults().clear();
        }
    }

    @ParameterizedTest
    @CsvSource({"NGINX, HTTP_1_1", "NGINX, HTTP_2", "CADDY, HTTP_1_1", "CADDY, HTTP_2"})
    void streamThatIsLeft_endsAtTheServer(ProxyKind kind, Version version) throws Exception {
        EdgeClient client = new EdgeClient(deployment.proxy(kind), version);
        long before = deployment.replicas().gauge("gitlab_mcp_streams");
        List<InputStream> streams = new ArrayList<>();
        for (HttpRequest request : List.of(client.listen(), client.stream(client.initialize()))) {
            streams.add(client.open(request).body());
        }
        assertThat(deployment.replicas().gauge("gitlab_mcp_streams")).isEqualTo(before + 2);
        for (InputStream stream : streams) {
            stream.close();
        }
        await().until(() -> deployment.replicas().gauge("gitlab_mcp_streams") == before);
    }

    /** Whoever may choose the address under which refusals are counted is never blocked. */
    @Test
    void forgedAddresses_areNotBelieved() throws Exception {
        try (JarServer strict = Replicas.server(
                deployment.replicas().gitlab(), "r1", Map.of("MAX_FAILED_AUTHENTICATIONS_PER_MINUTE", "3"))) {
            int port = strict.url().getPort();
            for (int i = 0; i < 6; i++) {
                try (RawHttp http = new RawHttp(strict.url())) {
                    assertThat(callWithRefusedToken(http, "192.0.2." + i, "localhost"))
                            .as("whoever comes from a trusted address is believed")
                            .isEqualTo(200);
                }
            }
            try (RawHttp http = new RawHttp(strict.url())) {
                assertThat(callWithRefusedToken(http, "192.0.2.7", "evil.example.com"))
                        .isEqualTo(403);
            }
            List<Integer> statuses = new ArrayList<>();
            for (ProxyKind kind : ProxyKind.values()) {
                try (ProxyProcess proxy = ProxyProcess.start(kind, port, port)) {
                    for (int i = 0; i < 6; i++) {
                        try (RawHttp http = proxy.connect()) {
                            statuses.add(callWithRefusedToken(http, "198.51.100." + i, "evil.example.com"));
                        }
                    }
                }
            }
            // The second proxy's client has the same address, which is blocked by then.
            assertThat(statuses).hasSize(12).startsWith(200, 200, 200, 429).endsWith(429, 429, 429, 429, 429, 429);
        }
    }

    private static int callWithRefusedToken(RawHttp http, String address, String host) {
        return http.send(
                        "POST",
                        "/mcp",
                        List.of(
                                "Private-Token: " + SandboxTokens.REVOKED,
                                "Content-Type: application/json",
                                "Accept: application/json, text/event-stream",
                                "X-Forwarded-For: " + address,
                                "X-Forwarded-Host: " + host,
                                "Forwarded: for=" + address + ";host=" + host,
                                "X-Real-IP: " + address,
                                "MCP-Protocol-Version: 2026-07-28",
                                "Mcp-Method: tools/call",
                                "Mcp-Name: get_project"),
                        ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
                                        + SLOW.substring(0, SLOW.length() - 1)
                                        + ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                                        + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}")
                                .getBytes(StandardCharsets.UTF_8))
                .answer()
                .status();
    }

    @ParameterizedTest
    @EnumSource(ProxyKind.class)
    void doctor_findsAllWell(ProxyKind kind) throws Exception {
        ProxyProcess proxy = deployment.proxy(kind);
        JsonNode checks = DoctorRun.of(proxy, deployment.replicas().gitlab());
        System.out.printf("%s: doctor says %s%n", kind, checks);
        assertThat(checks)
                .extracting(check ->
                        check.path("check").asText() + " " + check.path("level").asText())
                .contains("HTTP/2 ok", "HSTS ok", "stream over HTTP/1.1 ok", "stream over HTTP/2 ok", "admin port ok")
                // The server has no certificate of its own; redirects are only looked for at the usual ports.
                .allMatch(level -> level.endsWith(" ok")
                        || List.of("certificate skipped", "redirect skipped").contains(level));
    }

    @ParameterizedTest
    @EnumSource(ProxyKind.class)
    void logOfTheProxy_holdsNoSecrets(ProxyKind kind) throws Exception {
        ProxyProcess proxy = deployment.proxy(kind);
        EdgeClient client = new EdgeClient(proxy, Version.HTTP_2);
        String session = client.initialize();
        client.send(client.legacy(session, "ping", "{}"));
        client.send(client.request("/messages?sessionId=" + session)
                .header("Authorization", "Bearer of-something")
                .POST(EdgeClient.message("ping", "{}"))
                .build());
        await().untilAsserted(() -> assertThat(proxy.output()).contains("/messages"));
        assertThat(proxy.output())
                .contains("\"127.0.0.1\"", "\"POST\"", "/messages")
                .doesNotContain(session, SandboxTokens.DEVELOPER, "of-something");
    }
}
