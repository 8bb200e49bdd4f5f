package dev.gitlabmcp.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.deployment.ScriptedUpstream.Received;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shipped proxies pass on, what they add, replace and refuse, and in which words. */
@ParameterizedClass
@EnumSource(ProxyKind.class)
class ForwardingIT extends EdgeCase {
    private static final int LIMIT = 8 * 1024 * 1024;

    @ParameterizedTest
    @EnumSource(Version.class)
    void claimsOfClients_areReplaced(Version version) throws Exception {
        HttpRequest.Builder request = request("/mcp/" + version);
        for (String header : List.of("X-Forwarded-For", "X-Real-IP", "X-Forwarded-Host", "X-Forwarded-Port")) {
            request.header(header, "6.6.6.6").header(header, "7.7.7.7");
        }
        send(
                version,
                request.header("X-Forwarded-Proto", "http")
                        .header("Forwarded", "for=6.6.6.6;host=evil.example.com;proto=http")
                        .build());
        Received received = received("/mcp/" + version);
        assertThat(received.values("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(received.values("X-Real-IP")).containsExactly("127.0.0.1");
        assertThat(received.values("X-Forwarded-Proto")).containsExactly("https");
        assertThat(received.values("X-Forwarded-Host"))
                .singleElement()
                .asString()
                .startsWith("localhost");
        assertThat(received.values("X-Forwarded-Port"))
                .singleElement()
                .asString()
                .matches("[0-9]{3,5}");
        assertThat(received.values("Host")).singleElement().asString().startsWith("localhost");
        assertThat(received.values("Forwarded")).allMatch(String::isEmpty);
        assertThat(received.headers()).noneMatch(line -> line.contains("6.6.6.6") || line.contains("7.7.7.7"));
    }

    /** One of them in Debian drops names with an underscore; newer ones can be told which to let through. */
    @ParameterizedTest
    @EnumSource(Version.class)
    void oddNamesOfParameterHeaders_arrive(Version version) throws Exception {
        List<String> names = kind == ProxyKind.NGINX
                ? List.of(
                        "Mcp-Param-Project-Id", "Mcp-Param-project_id", "Mcp-Param-a.b", "Mcp-Param-!#$%&'*+-.^_`|~0aZ")
                : List.of("Mcp-Param-Project-Id", "Mcp-Param-0-a-Z", "Mcp-Param-a.b", "Mcp-Param-x~y");
        HttpRequest.Builder request = request("/mcp/odd-" + version);
        names.forEach(name -> request.header(name, "value of " + name));
        send(version, request.build());
        Received received = received("/mcp/odd-" + version);
        assertThat(names).allSatisfy(name -> assertThat(received.values(name)).containsExactly("value of " + name));
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void headersOf20Kb_pass(Version version) throws Exception {
        HttpRequest.Builder request = request("/mcp/long-" + version);
        IntStream.range(0, 2).forEach(i -> request.header("Mcp-Param-Long-" + i, "x".repeat(10_000)));
        assertThat(send(version, request.build()).statusCode()).isEqualTo(200);
        assertThat(received("/mcp/long-" + version).values("Mcp-Param-Long-1")).containsExactly("x".repeat(10_000));
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void errorsOfTheServer_passAsTheyAre(Version version) throws Exception {
        for (int status : new int[] {400, 401, 403, 404, 405, 406, 413, 415, 429, 500, 502, 503, 504}) {
            for (String path : List.of("/mcp/status-" + status, "/health/status-" + status)) {
                HttpResponse<String> answer = send(version, post(path));
                assertThat(answer.statusCode()).as(path).isEqualTo(status);
                assertThat(answer.body()).as(path).isEqualTo(ScriptedUpstream.ERROR);
                assertThat(answer.headers().allValues("X-Own")).as(path).containsExactly("kept");
                assertThat(answer.headers().allValues("Content-Type")).as(path).containsExactly("application/json");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void bodyUpToTheLimit_passes(Version version) throws Exception {
        for (HttpRequest.BodyPublisher body : bodies(LIMIT)) {
            HttpResponse<String> answer =
                    send(version, request("/mcp").POST(body).build());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"bytes\":" + LIMIT);
        }
    }

    /** Of known length and of unknown. */
    private static List<HttpRequest.BodyPublisher> bodies(int length) {
        return List.of(
                HttpRequest.BodyPublishers.ofByteArray(new byte[length]),
                HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[length])));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void largerBody_isRefusedInJson_overHttp11(boolean chunked) throws Exception {
        CompletableFuture<Void> sent;
        try (RawHttp http = proxy.connect()) {
            http.write(("POST /mcp HTTP/1.1\r\nHost: localhost\r\n"
                            + (chunked
                                    ? "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(LIMIT + 1) + "\r\n"
                                    : "Content-Length: " + (LIMIT + 1) + "\r\n\r\n"))
                    .getBytes(StandardCharsets.US_ASCII));
            // The refusal may come before all of the body is sent.
            sent = CompletableFuture.runAsync(() -> {
                http.write(new byte[LIMIT + 1]);
                http.write((chunked ? "\r\n0\r\n\r\n" : "").getBytes(StandardCharsets.US_ASCII));
            });
            assertRefusal(413, http.answer());
        }
        sent.handle((done, failure) -> done).get(5, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void largerBody_isRefusedInJson_overHttp2(boolean chunked) throws Exception {
        String[] headers = chunked ? new String[0] : new String[] {"content-length", Integer.toString(LIMIT + 1)};
        try (RawHttp2 http = proxy.connectHttp2()) {
            RawHttp.Answer answer =
                    http.send("POST", "/mcp", new byte[LIMIT + 1], headers).answer();
            assertRefusal(413, answer);
            assertThat(answer.header("Retry-After")).as("later it is as large").isEmpty();
        }
    }

    private static void assertRefusal(int status, RawHttp.Answer answer) {
        assertRefusal(status, answer.status(), answer.header("Content-Type").orElseThrow(), answer.body());
        assertThat(answer.headers())
                .filteredOn(line -> line.regionMatches(true, 0, "Strict-Transport-Security:", 0, 26))
                .hasSize(1);
    }

    private static void assertRefusal(int status, HttpResponse<String> answer) {
        assertRefusal(
                status,
                answer.statusCode(),
                answer.headers().firstValue("Content-Type").orElseThrow(),
                answer.body());
        assertThat(answer.headers().allValues("Strict-Transport-Security")).hasSize(1);
    }

    /** An error of JSON-RPC that answers no request in particular, since the proxy has not read any. */
    private static void assertRefusal(int status, int actual, String type, String body) {
        assertThat(actual).as(body).isEqualTo(status);
        assertThat(type).startsWith("application/json");
        JsonNode error = McpClient.json(body);
        assertThat(error.path("jsonrpc").asText()).isEqualTo("2.0");
        assertThat(error.has("id")).isFalse();
        assertThat(error.path("error").path("code").isInt()).isTrue();
        assertThat(error.path("error").path("message").asText()).isNotBlank();
    }

    /** Sent once and no more: a tool might run twice. */
    @ParameterizedTest
    @EnumSource(Version.class)
    void requestThatBreaksTheServer_isNotSentAgain(Version version) throws Exception {
        String path = "/mcp/" + version + "/reset";
        HttpResponse<String> refusal = send(version, post(path));
        assertRefusal(502, refusal);
        assertThat(refusal.headers().allValues("Retry-After"))
                .as("it may have been carried out")
                .isEmpty();
        assertThat(times(path)).isOne();
        // The server that broke is not given up for one failure.
        for (int i = 0; i < 4; i++) {
            assertThat(send(version, post("/mcp")).statusCode()).isEqualTo(200);
        }
    }

    /** Reading twice does no harm, but whatever breaks servers must not go around among them for long. */
    @Test
    void readThatBreaksTheServer_isSentTwiceAtMost() throws Exception {
        try (ProxyProcess fresh = ProxyProcess.start(kind, first.port(), second.port())) {
            HttpClient client = fresh.client(Version.HTTP_1_1);
            HttpRequest read =
                    HttpRequest.newBuilder(fresh.uri("/mcp/read/reset")).build();
            assertRefusal(502, client.send(read, HttpResponse.BodyHandlers.ofString()));
            assertThat(times("/mcp/read/reset")).isBetween(1L, 2L);
            HttpRequest next = HttpRequest.newBuilder(fresh.uri("/mcp")).build();
            assertThat(client.send(next, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    private static long times(String path) {
        return Stream.of(first, second)
                .flatMap(server -> server.received().stream())
                .filter(request -> request.path().equals(path))
                .count();
    }

    @Test
    void withoutAnyServer_thatIsSaidInJson() throws Exception {
        try (Socket silent = new Socket()) {
            // Taken, but nobody listens there.
            silent.bind(new InetSocketAddress("127.0.0.1", 0));
            int nobody = silent.getLocalPort();
            assertSaidInJson(nobody);
        }
    }

    private void assertSaidInJson(int nobody) throws Exception {
        try (ProxyProcess alone = ProxyProcess.start(kind, nobody, nobody)) {
            for (Version version : Version.values()) {
                HttpRequest request = HttpRequest.newBuilder(alone.uri("/mcp"))
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build();
                HttpResponse<String> answer = alone.client(version).send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isIn(502, 503);
                assertRefusal(answer.statusCode(), answer);
            }
        }
    }

    /** What clients do wrong must not count against servers, or a few broken requests would take all of them away. */
    @Test
    void brokenRequests_takeNoServerAway() throws Exception {
        String head = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
        for (int i = 0; i < 12; i++) {
            try (RawHttp http = proxy.connect()) {
                http.write((head + "2\r\n{}\r\nno number\r\n").getBytes(StandardCharsets.US_ASCII));
                assertThat(http.head().status()).isBetween(400, 504);
            }
        }
        for (int i = 0; i < 4; i++) {
            assertThat(send(Version.HTTP_1_1, post("/mcp")).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void requestsWithoutASession_goAround(Version version) throws Exception {
        String path = "/mcp/around-" + version;
        for (int i = 0; i < 20; i++) {
            assertThat(send(version, post(path)).statusCode()).isEqualTo(200);
        }
        for (ScriptedUpstream server : List.of(first, second)) {
            assertThat(server.received().stream().filter(r -> r.path().equals(path)))
                    .hasSizeBetween(8, 12);
        }
    }

    /** One of them limits by itself; the other leaves that to the server. */
    @Test
    void tooManyRequests_areRefusedInJson() {
        if (kind == ProxyKind.NGINX) {
            try (ProxyProcess fresh = ProxyProcess.start(kind, first.port(), second.port())) {
                HttpClient client = fresh.client(Version.HTTP_2);
                HttpRequest request = HttpRequest.newBuilder(fresh.uri("/mcp"))
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build();
                List<HttpResponse<String>> answers = IntStream.range(0, 250)
                        .mapToObj(i -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();
                assertThat(answers.stream().filter(a -> a.statusCode() == 200)).hasSizeGreaterThan(100);
                assertThat(answers.stream().filter(a -> a.statusCode() != 200))
                        .isNotEmpty()
                        .allSatisfy(answer -> assertRefusal(429, answer));
            }
        }
    }
}
