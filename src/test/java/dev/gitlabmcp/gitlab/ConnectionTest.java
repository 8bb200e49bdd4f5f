package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.gitlabmcp.gitlab.GitLabProblem.Unreachable;
import dev.gitlabmcp.testkit.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Opening, keeping, losing and closing connections. */
final class ConnectionTest extends PoolTestCase {
    private static final GitLabRequest GET = GitLabRequest.get("/x").build();
    private static final GitLabRequest POST = GitLabRequest.post("/x").build();

    @Test
    void connection_isReused() {
        WireServer server = serve(WireServer.ok("{}"));
        for (int i = 0; i < 20; i++) {
            get(server, "/x");
        }
        assertThat(server.requests())
                .extracting(WireServer.Received::connection)
                .containsOnly(server.requests().get(0).connection());
        assertThat(pool().statistics().instances()).singleElement().satisfies(statistics -> {
            assertThat(statistics.available()).isEqualTo(1);
            assertThat(statistics.max()).isEqualTo(64);
        });
    }

    @Test
    void connection_isReusedAfterErrors() {
        AtomicInteger count = new AtomicInteger();
        WireServer server = serve((request, connection) -> WireServer.send(
                connection,
                count.getAndIncrement() % 2 == 0
                        ? WireServer.answer("404 Not Found", "", "{\"message\":\"404 Not Found\"}")
                        : WireServer.ok("{}")));
        problem(server);
        get(server, "/x");
        problem(server);
        assertThat(server.requests())
                .extracting(WireServer.Received::connection)
                .containsOnly(server.requests().get(0).connection());
    }

    @Test
    void idleConnectionClosedByTheServer_isReplaced() {
        WireServer server = serve((request, connection) -> {
            WireServer.send(connection, WireServer.ok("{}"));
            connection.close();
        });
        for (int i = 0; i < 5; i++) {
            assertThat(get(server, "/x")).isEqualTo("{}");
        }
        assertThat(server.requests()).hasSize(5);
    }

    @Test
    void idleConnectionClosedByTheServer_isNoticedBeforeAPost() {
        configure("{\"validateAfterInactivity\":\"0s\"}");
        WireServer server = serve((request, connection) -> {
            WireServer.send(connection, WireServer.ok("{}"));
            connection.close();
        });
        for (int i = 0; i < 5; i++) {
            assertThat(send(server, POST)).isEqualTo("{}");
        }
        assertThat(server.requests()).hasSize(5);
    }

    @Test
    void lostConnection_isRetriedForGetOnly() {
        WireServer server = serve((request, connection) -> connection.close());
        assertThat(problem(server, GET)).isInstanceOf(Unreachable.class);
        assertThat(server.requests()).hasSize(3);
        assertThat(problem(server, POST)).isInstanceOf(Unreachable.class);
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void refusedConnection_isUnreachableAndNamesNoAddress() {
        int port = FreePorts.next();
        GitLabProblem problem = problem(() -> pool().call(
                        principal("http://localhost:" + port), POST, AMPLE, CancelSignal.NEVER, PoolTestCase::text));
        assertThat(problem).isEqualTo(new Unreachable("localhost:" + port, "the connection was refused"));
        assertThat(problem.message()).doesNotContain("127.0.0.1");
    }

    @Test
    void refusedConnection_isRetriedForPostToo() throws Exception {
        int port = FreePorts.next();
        configure("{\"retries\":10}");
        CompletableFuture<String> call = inBackground(() -> pool().call(
                        principal("http://127.0.0.1:" + port), POST, AMPLE, CancelSignal.NEVER, PoolTestCase::text));
        CompletableFuture<Void> late = CompletableFuture.runAsync(
                () -> acceptOne(port),
                CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS, PoolTestCase::start));
        assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo("{}");
        late.get(10, TimeUnit.SECONDS);
    }

    @Test
    void unknownHost_isUnreachable() {
        GitLabProblem problem = problem(() -> pool().call(
                        principal("http://no-such-host.invalid"), GET, AMPLE, CancelSignal.NEVER, PoolTestCase::text));
        assertThat(problem).isEqualTo(new Unreachable("no-such-host.invalid", "the host name is unknown"));
    }

    @Test
    void plainServerBehindHttps_isUnreachable() {
        WireServer server = serve((request, connection) -> connection.close());
        GitLabProblem problem = problem(() -> pool().call(
                        principal("https://127.0.0.1:" + server.port()),
                        GET,
                        AMPLE,
                        CancelSignal.NEVER,
                        PoolTestCase::text));
        assertThat(problem).isInstanceOf(Unreachable.class);
    }

    @Test
    void handshakeCutShort_isRetried() {
        AtomicInteger handshakes = new AtomicInteger();
        try (ServerSocket abrupt = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            start(() -> closeEach(abrupt, handshakes));
            GitLabProblem problem = problem(() -> pool().call(
                            principal("https://127.0.0.1:" + abrupt.getLocalPort()),
                            POST,
                            AMPLE,
                            CancelSignal.NEVER,
                            PoolTestCase::text));
            assertThat(problem).isInstanceOf(Unreachable.class);
            assertThat(problem.message()).contains("lost during the TLS handshake");
            assertThat(handshakes).hasValue(3);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void connections_areBounded() throws Exception {
        configure("{\"connectionsPerInstance\":3}");
        CountDownLatch three = new CountDownLatch(3);
        WireServer server = serve((request, connection) -> {
            three.countDown();
            three.await();
            WireServer.send(connection, WireServer.ok("{}"));
        });
        List<CompletableFuture<String>> calls = IntStream.range(0, 12)
                .mapToObj(i -> inBackground(() -> get(server, "/x")))
                .toList();
        for (CompletableFuture<String> call : calls) {
            assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo("{}");
        }
        assertThat(server.requests().stream()
                        .map(WireServer.Received::connection)
                        .distinct())
                .hasSize(3);
    }

    @Test
    void instances_haveTheirOwnConnections() {
        WireServer one = serve(WireServer.ok("1"));
        WireServer two = serve(WireServer.ok("2"));
        assertThat(get(one, "/x") + get(two, "/x") + get(one, "/x")).isEqualTo("121");
        assertThat(pool().statistics().instances())
                .extracting(statistics -> statistics.instance().label())
                .containsExactlyInAnyOrder("127.0.0.1:" + one.port(), "127.0.0.1:" + two.port());
    }

    @Test
    void ipv6Literal_isReached() throws IOException {
        try (ServerSocket server = new ServerSocket()) {
            assumeThatCode(() -> server.bind(new InetSocketAddress("::1", 0))).doesNotThrowAnyException();
            CompletableFuture<String> head = inBackground(() -> answerOne(server));
            String url = "http://[::1]:" + server.getLocalPort();
            assertThat(pool().call(principal(url), GET, AMPLE, CancelSignal.NEVER, PoolTestCase::text))
                    .isEqualTo("{}");
            assertThat(head.join()).contains("Host: [::1]:" + server.getLocalPort());
        }
    }

    @Test
    void log_holdsNoHeadersWhateverItsLevel() {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.setLevel(Level.TRACE);
        root.addAppender(log);
        try {
            get(serve(WireServer.ok("hunter2")), "/x");
        } finally {
            root.detachAppender(log);
            root.setLevel(before);
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).doesNotContain(TOKEN, "hunter2", "gitlab-mcp"));
        assertThat(log.list)
                .filteredOn(event -> event.getLoggerName().equals(GitLabClientPool.class.getName()))
                .singleElement()
                .satisfies(event -> assertThat(event.getFormattedMessage()).startsWith("GET /x at 127.0.0.1:"));
    }

    /** Reads the client's greeting and hangs up. */
    private static void closeEach(ServerSocket server, AtomicInteger count) {
        try {
            while (true) {
                try (Socket socket = server.accept()) {
                    int length = socket.getInputStream().read(new byte[4096]);
                    count.addAndGet(length > 0 ? 1 : 0);
                }
            }
        } catch (IOException e) {
            // Closed at the end of the test.
            return;
        }
    }

    private static void acceptOne(int port) {
        try (ServerSocket server = new ServerSocket(port, 5, InetAddress.getByName("127.0.0.1"))) {
            answerOne(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String answerOne(ServerSocket server) {
        try (Socket socket = server.accept()) {
            byte[] head = new byte[4096];
            int length = socket.getInputStream().read(head);
            WireServer.send(socket, WireServer.ok("{}"));
            return new String(head, 0, length, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
