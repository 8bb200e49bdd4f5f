package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.gitlab.GitLabProblem.Cancelled;
import dev.gitlabmcp.gitlab.GitLabProblem.CapacityReached;
import dev.gitlabmcp.gitlab.GitLabProblem.TimedOut;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Deadlines and cancellation, in every state a call can be in. */
final class InterruptionTest extends PoolTestCase {
    private static final GitLabRequest REQUEST = GitLabRequest.get("/x").build();
    private static final Duration SHORT = Duration.ofMillis(300);

    /** A cancellation that a test raises. */
    private static final class Switch implements CancelSignal {
        private final AtomicReference<Runnable> action = new AtomicReference<>();

        @Override
        public Runnable onCancel(Runnable newAction) {
            action.set(newAction);
            return () -> action.set(null);
        }

        void raise() {
            action.get().run();
        }
    }

    @Test
    void deadline_endsADrippingAnswer() {
        WireServer server = serve((request, connection) -> {
            WireServer.send(connection, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            drip(connection);
        });
        assertTimesOut(server.url());
    }

    @Test
    void deadline_endsDrippingHeaders() {
        WireServer server = serve((request, connection) -> drip(connection));
        assertTimesOut(server.url());
    }

    @Test
    void deadline_endsATlsHandshake() throws IOException {
        ServerSocket silent = closed(new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1")));
        assertTimesOut("https://127.0.0.1:" + silent.getLocalPort());
    }

    @Test
    void deadline_endsAConnectionAttempt() throws IOException {
        // A full backlog makes the kernel ignore further connections, as a firewall would.
        ServerSocket full = closed(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")));
        for (int i = 0; i < 4; i++) {
            Socket filler = closed(new Socket());
            start(() -> {
                try {
                    filler.connect(full.getLocalSocketAddress());
                } catch (IOException e) {
                    // Closed at the end of the test.
                    return;
                }
            });
        }
        assertTimesOut("http://127.0.0.1:" + full.getLocalPort());
    }

    @Test
    void deadline_endsTheWaitForAConnection() throws Exception {
        configure("{\"connectionsPerInstance\":1}");
        WireServer server = silent();
        Switch cancel = new Switch();
        CompletableFuture<GitLabProblem> holder = inBackground(server, cancel);
        awaitRequest(server);
        assertTimesOut(server.url());
        cancel.raise();
        assertThat(holder.get(5, TimeUnit.SECONDS)).isEqualTo(new Cancelled());
    }

    @Test
    void leaseTimeout_isCapacity() throws Exception {
        configure("{\"connectionsPerInstance\":1,\"leaseTimeout\":\"50ms\"}");
        WireServer server = silent();
        Switch cancel = new Switch();
        CompletableFuture<GitLabProblem> holder = inBackground(server, cancel);
        awaitRequest(server);
        assertThat(problem(server, REQUEST))
                .isEqualTo(new CapacityReached("connections to 127.0.0.1:" + server.port()));
        cancel.raise();
        holder.get(5, TimeUnit.SECONDS);
    }

    @Test
    void deadline_endsAnUploadThatNobodyReads() throws IOException {
        ServerSocket deaf = closed(new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1")));
        GitLabRequest upload =
                GitLabRequest.post("/x").json(new byte[32 * 1024 * 1024]).build();
        String url = "http://127.0.0.1:" + deaf.getLocalPort();
        assertThat(problem(() -> pool().call(principal(url), upload, SHORT, CancelSignal.NEVER, PoolTestCase::text)))
                .isEqualTo(new TimedOut(SHORT));
    }

    @Test
    void noTimeAtAll_timesOutWithoutARequest() {
        WireServer server = serve(WireServer.ok("{}"));
        assertThat(problem(() -> send(server, REQUEST, Duration.ZERO, CancelSignal.NEVER)))
                .isEqualTo(new TimedOut(Duration.ZERO));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void responseTimeout_isPerRead() {
        configure("{\"responseTimeout\":\"100ms\"}");
        assertThat(problem(silent(), REQUEST)).isEqualTo(new TimedOut(Duration.ofMillis(100)));
        WireServer half = serve((request, connection) -> {
            WireServer.send(connection, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
            connection.getInputStream().read();
        });
        assertThat(problem(half, REQUEST)).isEqualTo(new TimedOut(Duration.ofMillis(100)));
    }

    @Test
    void cancellation_closesTheServersSocket() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        WireServer server = serve((request, connection) -> {
            try {
                if (connection.getInputStream().read() < 0) {
                    gone.countDown();
                }
            } catch (IOException reset) {
                gone.countDown();
            }
        });
        Switch cancel = new Switch();
        CompletableFuture<GitLabProblem> call = inBackground(server, cancel);
        awaitRequest(server);
        long start = System.nanoTime();
        cancel.raise();
        assertThat(call.get(5, TimeUnit.SECONDS)).isEqualTo(new Cancelled());
        assertThat(gone.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AMPLE.dividedBy(2));
        awaitNothingLeased();
    }

    @Test
    void cancellation_endsReadingABody() throws Exception {
        WireServer server = serve((request, connection) -> {
            WireServer.send(connection, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
            connection.getInputStream().read();
        });
        CountDownLatch reading = new CountDownLatch(1);
        Switch cancel = new Switch();
        CompletableFuture<GitLabProblem> call = inBackground(() ->
                problem(() -> pool().call(principal(server.url()), REQUEST, AMPLE, cancel, answer -> {
                    answer.body().readNBytes(4);
                    reading.countDown();
                    return text(answer);
                })));
        assertThat(reading.await(5, TimeUnit.SECONDS)).isTrue();
        cancel.raise();
        assertThat(call.get(5, TimeUnit.SECONDS)).isEqualTo(new Cancelled());
    }

    @Test
    void cancellation_endsTheWaitBetweenAttempts() throws Exception {
        WireServer server = serve(WireServer.answer("429 Too Many", "Retry-After: 8\r\n", ""));
        Switch cancel = new Switch();
        CompletableFuture<GitLabProblem> call = inBackground(server, cancel);
        awaitRequest(server);
        awaitNothingLeased();
        cancel.raise();
        assertThat(call.get(5, TimeUnit.SECONDS)).isEqualTo(new Cancelled());
    }

    @Test
    void cancelledBefore_sendsNothing() {
        WireServer server = serve(WireServer.ok("{}"));
        CancelSignal past = action -> {
            action.run();
            return () -> {};
        };
        assertThat(problem(() -> send(server, REQUEST, AMPLE, past))).isEqualTo(new Cancelled());
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void cancelledAfter_leavesTheConnectionToOthers() {
        WireServer server = serve(WireServer.ok("{}"));
        AtomicReference<Runnable> late = new AtomicReference<>();
        CancelSignal cancel = action -> {
            late.set(action);
            return () -> {};
        };
        send(server, REQUEST, AMPLE, cancel);
        late.get().run();
        send(server, REQUEST, AMPLE, CancelSignal.NEVER);
        assertThat(server.requests().get(0).connection())
                .isEqualTo(server.requests().get(1).connection());
    }

    @Test
    void interruption_isCancellation() throws Exception {
        WireServer server = serve(WireServer.answer("503 Busy", "Retry-After: 8\r\n", ""));
        CompletableFuture<String> seen = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            GitLabProblem problem = problem(server, REQUEST);
            seen.complete(problem + " " + Thread.currentThread().isInterrupted());
        });
        thread.start();
        awaitRequest(server);
        thread.interrupt();
        assertThat(seen.get(5, TimeUnit.SECONDS)).isEqualTo("Cancelled[] true");
    }

    @Test
    void closingThePool_cancelsItsCalls() throws Exception {
        WireServer server = silent();
        CompletableFuture<GitLabProblem> call = inBackground(server, CancelSignal.NEVER);
        awaitRequest(server);
        pool().close();
        assertThat(call.get(5, TimeUnit.SECONDS)).isEqualTo(new Cancelled());
        assertThat(problem(server, REQUEST)).isEqualTo(new Cancelled());
    }

    private void assertTimesOut(String url) {
        long start = System.nanoTime();
        assertThat(problem(() -> pool().call(principal(url), REQUEST, SHORT, CancelSignal.NEVER, PoolTestCase::text)))
                .isEqualTo(new TimedOut(SHORT));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, AMPLE.dividedBy(2));
    }

    private CompletableFuture<GitLabProblem> inBackground(WireServer server, CancelSignal cancel) {
        return inBackground(() -> problem(() -> send(server, REQUEST, AMPLE, cancel)));
    }

    private static void awaitRequest(WireServer server) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !server.requests().isEmpty());
    }

    private WireServer silent() {
        return serve((request, connection) -> connection.getInputStream().read());
    }

    private static void drip(Socket connection) throws Exception {
        for (int i = 0; i < 1000; i++) {
            WireServer.send(connection, "H");
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
