package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.gitlabmcp.gitlab.GitLabProblem.TimedOut;
import dev.gitlabmcp.gitlab.GitLabProblem.Unreachable;
import dev.gitlabmcp.testkit.JdkServers;
import dev.gitlabmcp.testkit.TestCertificates;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls over TLS, to a server whose certificate is made for the occasion. */
final class TlsTest extends PoolTestCase {
    private static final GitLabRequest GET = GitLabRequest.get("/x").build();
    private static SSLContext context;
    private static SSLContext trust;

    @BeforeAll
    static void makeCertificate(@TempDir Path directory) {
        TestCertificates certificates = TestCertificates.create(directory, "tls-test");
        context = certificates.server("localhost");
        trust = certificates.trusting();
    }

    @Test
    void unknownIssuer_isUnreachable() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        GitLabProblem problem = problem(
                () -> pool().call(principal(https(requests)), GET, AMPLE, CancelSignal.NEVER, PoolTestCase::text));
        assertThat(problem).isInstanceOf(Unreachable.class);
        assertThat(problem.message()).contains("TLS failed").contains("certification path");
        assertThat(requests).hasValue(0);
    }

    @Test
    void knownIssuer_isAccepted() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        assertThat(trusting(https(requests), GET, AMPLE)).isEqualTo("hello");
        assertThat(requests).hasValue(1);
    }

    @Test
    void otherName_isUnreachable() {
        String url = https(new AtomicInteger()).replace("localhost", "127.0.0.1");
        assertThat(problem(() -> trusting(url, GET, AMPLE))).isInstanceOf(Unreachable.class);
    }

    @Test
    void deadline_endsAnUploadThatNobodyReads() throws Exception {
        SSLServerSocket server = closed((SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getByName("127.0.0.1")));
        CountDownLatch over = new CountDownLatch(1);
        Thread peer = new Thread(() -> {
            try (SSLSocket socket = (SSLSocket) server.accept()) {
                socket.startHandshake();
                over.await();
            } catch (Exception e) {
                return;
            }
        });
        peer.start();
        GitLabRequest upload =
                GitLabRequest.post("/x").json(new byte[32 * 1024 * 1024]).build();
        Duration limit = Duration.ofSeconds(1);
        long start = System.nanoTime();
        assertThat(problem(() -> trusting("https://localhost:" + server.getLocalPort(), upload, limit)))
                .isEqualTo(new TimedOut(limit));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(limit.plusSeconds(5));
        over.countDown();
    }

    private String https(AtomicInteger requests) {
        HttpsServer server = JdkServers.https(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, 5);
            exchange.getResponseBody().write("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        closed(() -> server.stop(0));
        return "https://localhost:" + server.getAddress().getPort();
    }

    /** Calls as the pool does, but trusting this test's certificate. */
    private static String trusting(String url, GitLabRequest request, Duration limit) {
        try (GitLabClientPool pool = new GitLabClientPool(
                GitLabClientConfiguration.defaults(),
                GitLabPoolConfiguration.defaults(),
                Network.direct(trust),
                new KnownCredentials(),
                new TrafficByInstance(0))) {
            return pool.call(principal(url), request, limit, CancelSignal.NEVER, PoolTestCase::text);
        }
    }
}
