package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.testkit.TestCertificates;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes beyond the end of an answer never become the next call's, whoever makes that. */
final class StrayBytesTest extends NetworkTestCase {
    private static final String STRAY = WireServer.ok("{\"of\":\"somebody else\"}");
    private static final String OTHER_TOKEN = "glpat-zyxwvutsrq9876543210";

    @TempDir
    static Path directory;

    private static SSLContext keys;
    private static Path ca;

    private final AtomicInteger answers = new AtomicInteger();
    private final CountDownLatch firstIsRead = new CountDownLatch(1);
    private final CountDownLatch straySent = new CountDownLatch(1);

    @BeforeAll
    static void makeCertificates() {
        TestCertificates certificates = TestCertificates.create(directory, "stray-bytes-test");
        keys = certificates.server("localhost");
        ca = certificates.pemFile(directory.resolve("ca.pem"));
    }

    @ParameterizedTest
    @CsvSource({
        "http, HTTP/1.1 200 OK\\r\\nContent-Length: 3\\r\\n\\r\\n[1]",
        "https, HTTP/1.1 200 OK\\r\\nContent-Length: 3\\r\\n\\r\\n[1]",
        "http, HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n3\\r\\n[1]\\r\\n0\\r\\n\\r\\n",
        "http, HTTP/1.1 204 No Content\\r\\n\\r\\n",
        "https, HTTP/1.1 204 No Content\\r\\n\\r\\n",
        "http, HTTP/1.1 404 Not Found\\r\\nContent-Length: 2\\r\\n\\r\\n{}"
    })
    void bytesInTheSamePacket(String scheme, String first) {
        String answer = first.replace("\\r", "\r").replace("\\n", "\n");
        WireServer server = serve(
                scheme,
                (request, connection) ->
                        WireServer.send(connection, answers.getAndIncrement() == 0 ? answer + STRAY : own(request)));
        GitLabClientPool pool = trustingPool("{}");
        try {
            call(pool, url(scheme, server));
        } catch (GitLabException e) {
            assertThat(e.problem()).isInstanceOf(GitLabProblem.Refused.class);
        }
        assertThat(callAsOther(pool, url(scheme, server))).isEqualTo(OTHER_TOKEN);
        assertThat(callAsOther(pool, url(scheme, server))).isEqualTo(OTHER_TOKEN);
        assertThat(connections(server)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"http, 1h", "http, 0s", "https, 1h", "https, 0s"})
    void bytesThatComeWhileNobodyUsesTheConnection(String scheme, String validateAfter) throws Exception {
        WireServer server = serve(scheme, this::answerAndSendMoreLater);
        GitLabClientPool pool = trustingPool("{\"validateAfterInactivity\":\"" + validateAfter + "\"}");
        call(pool, url(scheme, server));
        firstIsRead.countDown();
        assertThat(straySent.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(callAsOther(pool, url(scheme, server))).isEqualTo(OTHER_TOKEN);
        assertThat(callAsOther(pool, url(scheme, server))).isEqualTo(OTHER_TOKEN);
        assertThat(connections(server)).isEqualTo(2);
        assertThat(pool.statistics().connectionsOpen()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void properAnswers_leaveTheConnectionInUse(String scheme) {
        WireServer server = serve(scheme, (request, connection) -> WireServer.send(connection, own(request)));
        for (String validateAfter : new String[] {"1h", "0s"}) {
            int before = connections(server);
            GitLabClientPool pool = trustingPool("{\"validateAfterInactivity\":\"" + validateAfter + "\"}");
            for (int i = 0; i < 10; i++) {
                assertThat(callAsOther(pool, url(scheme, server))).isEqualTo(OTHER_TOKEN);
            }
            assertThat(connections(server)).isEqualTo(before + 1);
            assertThat(pool.statistics().traffic().reused()).isEqualTo(9);
        }
    }

    @Test
    void bytesAheadOfATunnel_areNoAnswerFromItsOtherEnd() {
        WireServer proxy = closed(new WireServer((request, connection) -> {
            WireServer.send(connection, "HTTP/1.1 200 Connection established\r\n\r\n" + STRAY);
            tunnel(connection);
        }));
        String json = "{\"httpsProxy\":\"" + proxy.url() + "\",\"caCertPath\":\"" + ca + "\"}";
        GitLabClientPool pool = pool(network(json, GitLabInstance.of("https://localhost"), false));
        assertThat(problem(() -> call(pool, "https://localhost")).message())
                .contains("the forward proxy said more than that it opened a connection");
        assertThat(pool.statistics().connectionsOpen()).isZero();
    }

    private void answerAndSendMoreLater(WireServer.Received request, Socket connection) throws Exception {
        WireServer.send(connection, own(request));
        if (answers.getAndIncrement() == 0) {
            firstIsRead.await();
            WireServer.send(connection, STRAY);
            straySent.countDown();
        }
    }

    /** Plays the other end as well, which is never heard. */
    private static void tunnel(Socket connection) throws Exception {
        ((javax.net.ssl.SSLSocket) keys.getSocketFactory().createSocket(connection, null, false)).startHandshake();
    }

    private static String own(WireServer.Received request) {
        return WireServer.ok(request.headers().get("private-token"));
    }

    private WireServer serve(String scheme, WireServer.Handler handler) {
        ServerSocketFactory sockets =
                scheme.equals("https") ? keys.getServerSocketFactory() : ServerSocketFactory.getDefault();
        return closed(new WireServer(sockets, handler));
    }

    private static String url(String scheme, WireServer server) {
        return scheme + "://localhost:" + server.port();
    }

    private GitLabClientPool trustingPool(String json) {
        name("localhost", "127.0.0.1");
        return closed(new GitLabClientPool(
                PoolTestCase.configuration(json),
                GitLabPoolConfiguration.defaults(),
                network("{\"allowedHosts\":\"localhost\",\"caCertPath\":\"" + ca + "\"}", OWN, true),
                new KnownCredentials(),
                new TrafficByInstance(0)));
    }

    private static String callAsOther(GitLabClientPool pool, String url) {
        Principal other = Principal.of(GitLabInstance.of(url), Credentials.privateToken(OTHER_TOKEN));
        return pool.call(
                other, GitLabRequest.get("/x").build(), PoolTestCase.AMPLE, CancelSignal.NEVER, PoolTestCase::text);
    }

    private static int connections(WireServer server) {
        return (int) server.requests().stream()
                .map(WireServer.Received::connection)
                .distinct()
                .count();
    }
}
