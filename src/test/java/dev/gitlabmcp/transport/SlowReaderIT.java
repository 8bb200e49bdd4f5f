package dev.gitlabmcp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.sandbox.Fault;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

/** A client of 2024-11-05 that opens its stream and never reads the answers it asks for. */
class SlowReaderIT extends ServerCase {
    private static final Pattern ADDRESS = Pattern.compile("data: ?(/messages\\?sessionId=\\S+)");
    /** As many as may run, and as many whose answers are on their way. */
    private static final int STUCK_CALLS = 2 * 8;

    private static final int ENOUGH_TO_FILL_EVERY_BUFFER = 5_000;

    @Test
    void othersAreKeptAlive_whileOneDoesNotRead() throws IOException {
        McpClient other = new McpClient(server.url(), SandboxTokens.OWNER);
        try (Socket slow = openWithoutReading();
                RawHttp listening = other.sendModern("subscriptions/listen", "{\"notifications\":{}}")) {
            listening.head();
            listening.event();
            fill(addressOn(slow));

            // Longer than sessions are looked through for those that have expired.
            long end = System.nanoTime() + Duration.ofSeconds(8).toNanos();
            for (long before = System.nanoTime(); before < end; before = System.nanoTime()) {
                assertThat(listening.eventOrComment()).isPresent();
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(6));
            }
        }
    }

    @Test
    void furtherCalls_areRefusedAtOnceAndTakeNoThread() throws IOException {
        try (Socket slow = openWithoutReading()) {
            String address = addressOn(slow);
            fill(address);

            for (int i = 0; i < 20; i++) {
                RawHttp.Answer refused = post(address, "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"ping\"}");
                assertThat(refused.status()).isEqualTo(429);
                assertThat(refused.header("Retry-After")).contains("1");
                JsonNode body = McpClient.json(refused.body());
                assertThat(body.path("id").asText()).isEqualTo("x");
                assertThat(body.at("/error/code").asInt()).isEqualTo(429);
                assertThat(body.at("/error/message").asText()).contains("too many calls in flight");
            }
            String initialize = "{\"jsonrpc\":\"2.0\",\"id\":\"y\",\"method\":\"initialize\",\"params\":"
                    + "{\"protocolVersion\":\"2024-11-05\",\"capabilities\":{}}}";
            assertThat(post(address, initialize).status()).isEqualTo(429);
            assertThat(server.gauge("gitlab_mcp_session_calls_in_flight")).isEqualTo(STUCK_CALLS);
        }
    }

    @Test
    void sameIdTwice_isRefusedOnThePost() {
        server.gitlab().faults().add(Fault.on("GET", "/api/v4/user").delay(Duration.ofSeconds(1)));
        String call =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":" + callParams("whoami", "") + "}";
        try (RawHttp stream = client.connect().send("GET", "/sse", client.headers(), new byte[0])) {
            stream.head();
            String address = stream.event().orElseThrow().data().orElseThrow();
            assertThat(post(address, call).status()).isEqualTo(202);
            RawHttp.Answer refused = post(address, call);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(McpClient.json(refused.body()).at("/error/message").asText())
                    .contains("A request with the id 1 is running");
            assertThat(data(stream.event()).has("result")).isTrue();
        }
    }

    private Socket openWithoutReading() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(20_000);
        socket.connect(
                new InetSocketAddress(server.url().getHost(), server.url().getPort()));
        String head = "GET /sse HTTP/1.1\r\nHost: " + server.url().getAuthority() + "\r\n"
                + String.join("\r\n", client.headers()) + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** Reads no further than the first event. */
    private static String addressOn(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder read = new StringBuilder();
        Matcher found = ADDRESS.matcher(read);
        while (!found.find() || found.hitEnd()) {
            read.append((char) in.read());
            found.reset();
        }
        return found.group(1);
    }

    /** Asks for answers until those that cannot be written take up all the session may have running. */
    private void fill(String address) {
        for (int i = 0; i < ENOUGH_TO_FILL_EVERY_BUFFER; i++) {
            post(address, client.request("tools/list", "{}"));
            if (server.gauge("gitlab_mcp_session_calls_in_flight") >= STUCK_CALLS && isStuck()) {
                return;
            }
        }
        throw new AssertionError("Every answer was written, although nobody reads.");
    }

    private static boolean isStuck() {
        try {
            await().during(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(2))
                    .until(() -> server.gauge("gitlab_mcp_session_calls_in_flight") >= STUCK_CALLS);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private RawHttp.Answer post(String address, String body) {
        try (RawHttp http = client.connect()) {
            return http.send("POST", address, client.headers(), body.getBytes(StandardCharsets.UTF_8))
                    .answer();
        }
    }
}
