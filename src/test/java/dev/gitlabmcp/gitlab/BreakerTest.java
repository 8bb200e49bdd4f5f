package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.gitlab.GitLabProblem.Cancelled;
import dev.gitlabmcp.gitlab.GitLabProblem.CircuitOpen;
import dev.gitlabmcp.gitlab.GitLabProblem.TimedOut;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances that keep failing are left alone for a while. */
final class BreakerTest extends PoolTestCase {
    private static final GitLabRequest GET = GitLabRequest.get("/x").build();
    private static final String SETTINGS = "\"retries\":0,\"breaker\":{\"minimumCalls\":4,\"probes\":2}";

    private volatile String status = "200 OK";

    @BeforeEach
    void fewCallsSuffice() {
        configure("{" + SETTINGS + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout"})
    void gatewayErrors_openTheCircuit(String failure) {
        WireServer server = server();
        fail(server, failure, 4);
        assertThat(problem(server, GET))
                .isEqualTo(new CircuitOpen("127.0.0.1:" + server.port(), Duration.ofSeconds(30)));
        assertThat(server.requests()).hasSize(4);
        assertThat(statistics(server).breaker()).isEqualTo(BreakerState.OPEN);
        ticker.advance(Duration.ofSeconds(12));
        assertThat(problem(server, GET))
                .isEqualTo(new CircuitOpen("127.0.0.1:" + server.port(), Duration.ofSeconds(18)));
        assertThat(statistics(server).traffic().failures()).containsEntry("circuit_open", 2L);
    }

    @Test
    void lostConnections_openTheCircuit() {
        WireServer server = serve((request, connection) -> connection.close());
        for (int i = 0; i < 4; i++) {
            assertThat(problem(server, GET).kind()).isEqualTo("unreachable");
        }
        assertThat(problem(server, GET).kind()).isEqualTo("circuit_open");
    }

    @Test
    void silence_opensTheCircuit() {
        configure("{\"responseTimeout\":\"20ms\"," + SETTINGS + "}");
        WireServer server = silent();
        for (int i = 0; i < 4; i++) {
            assertThat(problem(server, GET)).isEqualTo(new TimedOut(Duration.ofMillis(20)));
        }
        assertThat(problem(server, GET).kind()).isEqualTo("circuit_open");
    }

    @ParameterizedTest
    @ValueSource(strings = {"400 Bad", "403 No", "404 Not Found", "409 Conflict", "429 Too Many", "500 Oops"})
    void otherAnswers_doNot(String failure) {
        WireServer server = server();
        fail(server, failure, 12);
        assertThat(server.requests()).hasSize(12);
        assertThat(statistics(server).breaker()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void deadlinesAndCancellations_doNot() throws Exception {
        WireServer server = silent();
        for (int i = 0; i < 5; i++) {
            problem(() -> send(server, GET, Duration.ofMillis(20), CancelSignal.NEVER));
            assertThat(cancelled(server)).isEqualTo(new Cancelled());
        }
        assertThat(statistics(server).breaker()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void rate_decides() {
        WireServer server = server();
        for (int i = 0; i < 6; i++) {
            get(server, "/x");
        }
        fail(server, "503 Busy", 5);
        assertThat(statistics(server).breaker()).isEqualTo(BreakerState.CLOSED);
        fail(server, "503 Busy", 1);
        assertThat(statistics(server).breaker()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void oldFailures_areForgotten() {
        WireServer server = server();
        fail(server, "503 Busy", 3);
        ticker.advance(Duration.ofSeconds(61));
        fail(server, "503 Busy", 3);
        assertThat(statistics(server).breaker()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void probes_closeTheCircuit() {
        WireServer server = server();
        fail(server, "503 Busy", 4);
        ticker.advance(Duration.ofSeconds(31));
        status = "200 OK";
        get(server, "/x");
        assertThat(statistics(server).breaker()).isEqualTo(BreakerState.HALF_OPEN);
        get(server, "/x");
        assertThat(statistics(server).breaker()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void failedProbes_openItAgain() {
        WireServer server = server();
        fail(server, "503 Busy", 4);
        ticker.advance(Duration.ofSeconds(31));
        fail(server, "503 Busy", 2);
        assertThat(problem(server, GET))
                .isEqualTo(new CircuitOpen("127.0.0.1:" + server.port(), Duration.ofSeconds(30)));
        assertThat(server.requests()).hasSize(6);
    }

    @Test
    void furtherCalls_waitForTheProbes() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        WireServer server = serve((request, connection) -> {
            if (status.startsWith("200")) {
                answer.await();
            }
            WireServer.send(connection, WireServer.answer(status, "", ""));
        });
        fail(server, "503 Busy", 4);
        ticker.advance(Duration.ofSeconds(31));
        status = "200 OK";
        CompletableFuture<String> one = inBackground(() -> get(server, "/x"));
        CompletableFuture<String> two = inBackground(() -> get(server, "/x"));
        await().until(() -> server.requests().size() == 6);
        assertThat(problem(server, GET))
                .isEqualTo(new CircuitOpen("127.0.0.1:" + server.port(), Duration.ofSeconds(1)));
        answer.countDown();
        one.get(5, TimeUnit.SECONDS);
        two.get(5, TimeUnit.SECONDS);
        assertThat(statistics(server).breaker()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void cancelledProbe_givesItsPlaceBack() throws Exception {
        WireServer server = serve((request, connection) -> {
            if (status.startsWith("never")) {
                connection.getInputStream().read();
            }
            WireServer.send(connection, WireServer.answer(status, "", ""));
        });
        fail(server, "503 Busy", 4);
        ticker.advance(Duration.ofSeconds(31));
        status = "never";
        for (int i = 0; i < 5; i++) {
            assertThat(cancelled(server)).isEqualTo(new Cancelled());
        }
        status = "200 OK";
        get(server, "/x");
        get(server, "/x");
        assertThat(statistics(server).breaker()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void redirectTarget_isNotTheInstance() {
        WireServer storage = serve((request, connection) -> connection.close());
        WireServer server =
                serve("HTTP/1.1 302 Found\r\nLocation: " + storage.url() + "/file\r\nContent-Length: 0\r\n\r\n");
        for (int i = 0; i < 8; i++) {
            assertThat(problem(server, GET).kind()).isEqualTo("unreachable");
        }
        assertThat(statistics(server).breaker()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void instances_haveTheirOwnCircuits() {
        WireServer bad = serve(WireServer.answer("503 Busy", "", ""));
        for (int i = 0; i < 4; i++) {
            problem(bad, GET);
        }
        assertThat(get(server(), "/x")).isEmpty();
        assertThat(problem(bad, GET).kind()).isEqualTo("circuit_open");
    }

    private GitLabProblem cancelled(WireServer server) throws Exception {
        AtomicReference<Runnable> cancel = new AtomicReference<>();
        int before = server.requests().size();
        CompletableFuture<GitLabProblem> call = inBackground(() -> problem(() -> send(server, GET, AMPLE, action -> {
            cancel.set(action);
            return () -> {};
        })));
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> server.requests().size() > before);
        cancel.get().run();
        return call.get(5, TimeUnit.SECONDS);
    }

    private void fail(WireServer server, String failure, int times) {
        status = failure;
        for (int i = 0; i < times; i++) {
            assertThat(problem(server, GET).kind()).isNotEqualTo("circuit_open");
        }
        status = "200 OK";
    }

    private WireServer server() {
        return serve((request, connection) -> WireServer.send(connection, WireServer.answer(status, "", "")));
    }

    private WireServer silent() {
        return serve((request, connection) -> connection.getInputStream().read());
    }
}
