package dev.gitlabmcp.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FaultsTest extends SandboxTestBase {
    private static final String VERSION = "/api/v4/version";

    private Socket open(String path) throws IOException {
        Socket socket = new Socket("127.0.0.1", sandbox.url().getPort());
        String head = "GET /api/v4" + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nPrivate-Token: " + SandboxTokens.DEVELOPER
                + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private RecordedRequest recorded() {
        await().until(() -> !sandbox.requests().isEmpty());
        return sandbox.requests().get(0);
    }

    @Test
    void status_replacesTheAnswerSoManyTimes() {
        sandbox.faults()
                .add(Fault.on("GET", "/api/v4/projects/.*")
                        .times(2)
                        .status(503, "{\"message\":\"busy\"}", Map.of("Retry-After", "1")));
        HttpResponse<String> hit = lena.get("/projects/41");
        assertThat(hit.statusCode()).isEqualTo(503);
        assertThat(TestClient.header(hit, "Retry-After")).isEqualTo("1");
        assertThat(lena.get("/version").statusCode()).isEqualTo(200);
        assertThat(lena.get("/projects/41").statusCode()).isEqualTo(503);
        assertThat(lena.get("/projects/41").statusCode()).isEqualTo(200);
        assertThat(sandbox.faults().inForce()).isEmpty();
    }

    @Test
    void fault_matchesTheRawPathAndCanBeRemoved() {
        Fault fault = Fault.on("*", ".*nordlicht-commerce%2Fstorefront.*").status(500, "{}");
        sandbox.faults().add(fault);
        assertThat(lena.get(STOREFRONT).statusCode()).isEqualTo(500);
        sandbox.faults().remove(fault);
        assertThat(lena.get(STOREFRONT).statusCode()).isEqualTo(200);
    }

    @Test
    void throttles_lookLikeGitLabsTwoKinds() {
        sandbox.faults().add(Fault.on("GET", VERSION).once().throttledAtEdge(Duration.ofSeconds(30), 1_772_442_060));
        sandbox.faults().add(Fault.on("GET", VERSION).once().throttledByApplication(Duration.ofSeconds(60)));
        HttpResponse<String> edge = lena.get("/version");
        assertThat(edge.statusCode()).isEqualTo(429);
        assertThat(edge.body()).isEqualTo("Retry later\n");
        assertThat(TestClient.header(edge, "Content-Type")).isEqualTo("text/plain");
        assertThat(TestClient.header(edge, "RateLimit-Remaining")).isEqualTo("0");
        HttpResponse<String> application = lena.get("/version");
        assertThat(application.body()).contains("requested too many times");
        assertThat(TestClient.header(application, "Retry-After")).isEqualTo("60");
        assertThat(application.headers().map()).doesNotContainKey("ratelimit-limit");
    }

    @Test
    void redirect_pointsSomewhereElse() {
        sandbox.faults().add(Fault.on("GET", VERSION).redirect("https://elsewhere.example/api/v4/version"));
        HttpResponse<String> response = lena.get("/version");
        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(TestClient.header(response, "Location")).isEqualTo("https://elsewhere.example/api/v4/version");
    }

    @Test
    void delay_answersLateAndKeepsTheConnectionUsable() throws Exception {
        sandbox.faults().add(Fault.on("GET", VERSION).once().delay(Duration.ofMillis(300)));
        Instant before = Instant.now();
        try (Socket socket = open("/version")) {
            assertThat(statusLine(socket)).isEqualTo("HTTP/1.1 200 OK");
            assertThat(Duration.between(before, Instant.now())).isGreaterThan(Duration.ofMillis(290));
            socket.getInputStream().readNBytes(socket.getInputStream().available());
            String second = "GET /api/v4/nowhere HTTP/1.1\r\nHost: x\r\n\r\n";
            socket.getOutputStream().write(second.getBytes(StandardCharsets.US_ASCII));
            assertThat(statusLine(socket)).isEqualTo("HTTP/1.1 404 Not Found");
        }
    }

    private static String statusLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c != '\r' && c >= 0;
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        await().until(() -> socket.getInputStream().available() > 0);
        return line.toString();
    }

    @Test
    void delay_noticesTheClientLeavingAtOnce() throws Exception {
        sandbox.faults().add(Fault.on("GET", VERSION).delay(Duration.ofMinutes(10)));
        Socket socket = open("/version");
        RecordedRequest request = recorded();
        assertThat(request.clientClosed()).isNotDone();
        socket.close();
        request.clientClosed().get(10, TimeUnit.SECONDS);
        assertThat(request.completed()).isFalse();
        await().until(() -> sandbox.openConnections() == 0);
    }

    @Test
    void delay_noticesAReset() throws Exception {
        sandbox.faults().add(Fault.on("GET", VERSION).delay(Duration.ofMinutes(10)));
        Socket socket = open("/version");
        RecordedRequest request = recorded();
        socket.setSoLinger(true, 0);
        socket.close();
        request.clientClosed().get(10, TimeUnit.SECONDS);
    }

    @Test
    void delayedWrite_ofAClientThatLeft_hasNoEffect() throws Exception {
        sandbox.faults().add(Fault.on("POST", ".*/issues").delay(Duration.ofMillis(400)));
        int before = lena.json(STOREFRONT + "/issues").size();
        sandbox.clearRequests();
        Socket socket = new Socket("127.0.0.1", sandbox.url().getPort());
        String request = "POST /api/v4/projects/42/issues HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Private-Token: " + SandboxTokens.DEVELOPER + "\r\nContent-Length: 13\r\n\r\n{\"title\":\"x\"}";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        RecordedRequest recorded = recorded();
        socket.close();
        recorded.clientClosed().get(10, TimeUnit.SECONDS);
        await().pollDelay(Duration.ofMillis(600)).until(() -> true);
        assertThat(lena.json(STOREFRONT + "/issues")).hasSize(before);
    }

    @Test
    void cut_sendsNothing() throws Exception {
        sandbox.faults().add(Fault.on("GET", VERSION).once().cut());
        try (Socket socket = open("/version")) {
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
        assertThat(sandbox.requests().get(0).clientClosed()).isNotDone();
        assertThat(sandbox.requests().get(0).completed()).isFalse();
    }

    @Test
    void cut_afterSomeBytesOfTheBody() throws Exception {
        sandbox.faults().add(Fault.on("GET", VERSION).once().cut(10));
        try (Socket socket = open("/version")) {
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 200 OK").endsWith("\r\n\r\n{\"version\"");
        }
        await().until(() -> sandbox.openConnections() == 0);
    }

    @Test
    void drip_sendsTheWholeAnswerSlowly() {
        sandbox.faults().add(Fault.on("GET", VERSION).once().drip(40, Duration.ofMillis(20)));
        Instant before = Instant.now();
        HttpResponse<String> response = lena.get("/version");
        assertThat(response.body()).contains("19.3.0-ee").endsWith("}");
        assertThat(Duration.between(before, Instant.now())).isGreaterThan(Duration.ofMillis(75));
    }

    @Test
    void drip_noticesTheClientLeaving() throws Exception {
        sandbox.faults().add(Fault.on("GET", VERSION).drip(1, Duration.ofSeconds(5)));
        Socket socket = open("/version");
        assertThat(statusLine(socket)).contains("200");
        socket.close();
        recorded().clientClosed().get(10, TimeUnit.SECONDS);
    }

    @Test
    void openConnections_countsThoseInUse() throws Exception {
        assertThat(sandbox.openConnections()).isZero();
        Socket socket = open("/version");
        assertThat(statusLine(socket)).contains("200");
        assertThat(sandbox.openConnections()).isEqualTo(1);
        socket.close();
        await().until(() -> sandbox.openConnections() == 0);
    }
}
