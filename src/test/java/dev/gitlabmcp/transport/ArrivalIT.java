package dev.gitlabmcp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests that take their time, against a server that gives them a second. */
class ArrivalIT {
    private static final Duration ALLOWED = Duration.ofSeconds(1);
    private static final byte[] LIST =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}".getBytes(StandardCharsets.UTF_8);

    private static RunningServer server;
    private final ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();

    @BeforeAll
    static void start() {
        server = RunningServer.start(Map.of("MCP_ARRIVAL_TIMEOUT", ALLOWED.toMillis() + "ms"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void stopDripping() {
        drip.shutdownNow();
    }

    @Test
    void headers_byteByByte_are408AndEndTheConnection() {
        try (RawHttp http = server.connect()) {
            http.write("POST /mcp HTTP/1.1\r\nHost: localhost\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            long start = System.nanoTime();
            dripOn(http);
            assertThat(http.answer().status()).isEqualTo(408);
            assertThatThrownBy(http::head).isInstanceOf(RuntimeException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(ALLOWED.dividedBy(2), ALLOWED.multipliedBy(4));
        }
    }

    @Test
    void body_byteByByte_is408() {
        try (RawHttp http = server.connect()) {
            http.write(head(10_000));
            dripOn(http);
            RawHttp.Answer answer = http.answer();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(McpClient.json(answer.body()).at("/error/message").asText())
                    .contains("mcp.arrivalTimeout");
        }
    }

    @Test
    void body_thatStops_is408() {
        try (RawHttp http = server.connect()) {
            http.write(head(10_000));
            http.write(new byte[] {'{'});
            assertThat(http.answer().status()).isEqualTo(408);
        }
    }

    @Test
    void body_inTwoParts_isServedAndTheConnectionGoesOn() {
        try (RawHttp http = server.connect()) {
            for (int i = 0; i < 2; i++) {
                http.write(head(LIST.length));
                http.write(new byte[] {LIST[0]});
                // Long enough for the connection to be looked at in between.
                await().pollDelay(Duration.ofMillis(400)).until(() -> true);
                http.write(java.util.Arrays.copyOfRange(LIST, 1, LIST.length));
                assertThat(http.answer().status()).isEqualTo(200);
                // Silence between two requests is no slow request.
                await().pollDelay(ALLOWED.multipliedBy(2)).until(() -> true);
            }
        }
    }

    @Test
    void body_announcedButNotSent_takesNoMemory() {
        long before = usedHeap();
        List<RawHttp> waiting = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            RawHttp http = server.connect();
            http.write(head(8 * 1024 * 1024));
            http.write(new byte[] {'{'});
            waiting.add(http);
        }
        long during = usedHeap();
        waiting.forEach(RawHttp::close);

        // Fifty bodies of 8 MiB would be 400 MiB.
        assertThat(during - before).isLessThan(50L * 1024 * 1024);
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void dripOn(RawHttp http) {
        var unused = drip.scheduleAtFixedRate(() -> http.write(new byte[] {'x'}), 50, 50, TimeUnit.MILLISECONDS);
    }

    private static byte[] head(int length) {
        String head = "POST /mcp HTTP/1.1\r\nHost: localhost\r\n"
                + String.join("\r\n", server.client().headers()) + "\r\nContent-Length: " + length + "\r\n\r\n";
        return head.getBytes(StandardCharsets.US_ASCII);
    }
}
