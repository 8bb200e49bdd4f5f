package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.gitlabmcp.gitlab.GitLabProblem.TimedOut;
import dev.gitlabmcp.gitlab.GitLabProblem.Unreachable;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls over TLS, to a server whose certificate is made for the occasion. */
final class TlsTest extends PoolTestCase {
    private static final GitLabRequest GET = GitLabRequest.get("/x").build();
    private static SSLContext context;

    @BeforeAll
    static void makeCertificate(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("server.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "a",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0)
                .isTrue();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, "changeit".toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("a", store.getCertificate("a"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
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
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(limit.plusMillis(500));
        over.countDown();
    }

    private String https(AtomicInteger requests) {
        try {
            HttpsServer server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 10);
            server.setHttpsConfigurator(new HttpsConfigurator(context));
            server.createContext("/", exchange -> {
                requests.incrementAndGet();
                exchange.sendResponseHeaders(200, 5);
                exchange.getResponseBody().write("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                exchange.close();
            });
            server.start();
            closed(() -> server.stop(0));
            return "https://localhost:" + server.getAddress().getPort();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Calls as the pool does, but trusting this test's certificate. */
    private static String trusting(String url, GitLabRequest request, Duration limit) {
        GitLabClientConfiguration configuration = GitLabClientConfiguration.defaults();
        PooledInstance pooled =
                new PooledInstance(GitLabInstance.of(url), configuration, new DefaultClientTlsStrategy(context));
        RunningCall call = new RunningCall(limit);
        try (Deadlines deadlines = new Deadlines()) {
            deadlines.watch(call);
            return new Exchange<>(pooled, principal(url), request, call, PoolTestCase::text, configuration).run();
        } finally {
            pooled.retire();
        }
    }
}
