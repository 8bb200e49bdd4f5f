package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.gitlabmcp.gitlab.GitLabProblem.Refused;
import dev.gitlabmcp.gitlab.GitLabProblem.Unreachable;
import dev.gitlabmcp.testkit.ConnectProxy;
import dev.gitlabmcp.testkit.JdkServers;
import dev.gitlabmcp.testkit.TestCertificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Calls through proxies of each kind, with what passes on the wire. */
final class ProxyTest extends NetworkTestCase {
    private static final String HTTPS = "https://gitlab.example.com";
    private static final String USER = "us%40er:hunter2%25%C3%A4";

    @TempDir
    static Path directory;

    private static Path ca;
    private static SSLContext gitlabKeys;
    private static SSLContext proxyKeys;

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private int port;

    @BeforeAll
    static void makeCertificates() {
        TestCertificates certificates = TestCertificates.create(directory, "proxy-test");
        ca = certificates.pemFile(directory.resolve("ca.pem"));
        gitlabKeys = certificates.server("gitlab.example.com", "*.wild.example.com");
        proxyKeys = certificates.server("localhost");
    }

    @BeforeEach
    void serve() {
        HttpsServer server = JdkServers.https(new HttpsConfigurator(gitlabKeys));
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().entrySet());
            byte[] body = "{\"message\":\"hello\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        closed(() -> server.stop(0));
        port = server.getAddress().getPort();
        name("localhost", "127.0.0.1");
    }

    private static String withCa(String proxies) {
        return "{" + proxies + ",\"caCertPath\":\"" + ca + "\"}";
    }

    private GitLabClientPool through(String proxy) {
        String json = withCa("\"httpsProxy\":\"" + proxy + "\",\"httpProxy\":\"" + proxy + "\"");
        return pool(network(json, GitLabInstance.of(HTTPS), false));
    }

    private ConnectProxy plain() {
        return closed(ConnectProxy.plain()).answering("gitlab.example.com:443", port);
    }

    @Test
    void httpsTarget_goesThroughATunnel() {
        ConnectProxy proxy = plain();
        GitLabClientPool pool = through(proxy.url());
        assertThat(call(pool, HTTPS) + call(pool, HTTPS)).contains("hello");
        assertThat(proxy.requests()).singleElement().satisfies(connect -> {
            assertThat(connect.line()).isEqualTo("CONNECT gitlab.example.com:443 HTTP/1.1");
            assertThat(connect.headers().toString().toLowerCase(java.util.Locale.ROOT))
                    .doesNotContain(TOKEN, "private-token", "authorization");
        });
        assertThat(seen)
                .hasSize(2)
                .allSatisfy(request -> assertThat(request)
                        .contains("/api/v4/x", TOKEN, "gitlab.example.com")
                        .doesNotContainIgnoringCase("proxy-"));
        // The proxy looks the name up, and nobody else.
        assertThat(lookups).containsOnly("127.0.0.1");
    }

    @Test
    void httpTarget_isAskedForByItsUrl() {
        WireServer target = closed(WireServer.always(WireServer.ok("plain")));
        ConnectProxy proxy = plain().answering("plain.test:80", target.port()).requiring("us@er", "hunter2%ä");
        GitLabInstance own = GitLabInstance.of("http://plain.test");
        String json = "{\"httpProxy\":\"" + proxy.url(USER) + "\"}";
        GitLabRequest request = GitLabRequest.get("/projects/{id}")
                .path("id", "g/p")
                .query("search", "a b&c")
                .build();
        assertThat(call(pool(network(json, own, false)), "http://plain.test", request))
                .isEqualTo("plain");
        assertThat(proxy.requests())
                .singleElement()
                .satisfies(r -> assertThat(r.line())
                        .startsWith("GET http://plain.test")
                        .endsWith("/api/v4/projects/g%2Fp?search=a%20b%26c HTTP/1.1"));
        assertThat(target.onlyRequest().target()).isEqualTo("/api/v4/projects/g%2Fp?search=a%20b%26c");
        assertThat(target.onlyRequest().headers())
                .containsEntry("private-token", TOKEN)
                .containsEntry("host", "plain.test");
    }

    @Test
    void post_passesWithItsBody() {
        WireServer target = closed(WireServer.always(WireServer.ok("plain")));
        ConnectProxy proxy = plain().answering("plain.test:80", target.port());
        GitLabRequest request = GitLabRequest.post("/x")
                .json("{\"a\":1}".getBytes(StandardCharsets.UTF_8))
                .build();
        String json = "{\"httpProxy\":\"" + proxy.url() + "\"}";
        GitLabInstance own = GitLabInstance.of("http://plain.test");
        assertThat(call(pool(network(json, own, false)), "http://plain.test", request))
                .isEqualTo("plain");
        assertThat(target.onlyRequest().body()).isEqualTo("{\"a\":1}");
    }

    @Test
    void proxyOverTls_carriesBothKinds() {
        WireServer target = closed(WireServer.always(WireServer.ok("plain")));
        ConnectProxy proxy = closed(ConnectProxy.overTls(proxyKeys))
                .answering("gitlab.example.com:443", port)
                .answering("gitlab.example.com:80", target.port());
        assertThat(call(through(proxy.url()), HTTPS)).contains("hello");
        String json = withCa("\"httpProxy\":\"" + proxy.url() + "\"");
        String http = HTTPS.replace("https", "http");
        assertThat(call(pool(network(json, GitLabInstance.of(http), false)), http))
                .isEqualTo("plain");
    }

    @Test
    void proxyOverTls_mustHaveItsOwnCertificate() {
        ConnectProxy proxy = closed(ConnectProxy.overTls(gitlabKeys)).answering("gitlab.example.com:443", port);
        assertThat(problem(() -> call(through(proxy.url()), HTTPS)).message())
                .contains("TLS with the forward proxy failed");
        assertThat(proxy.requests()).isEmpty();
        assertThat(seen).isEmpty();
    }

    @Test
    void password_isForTheProxyAlone() {
        ConnectProxy proxy = plain().requiring("us@er", "hunter2%ä");
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.setLevel(Level.TRACE);
        root.addAppender(log);
        try {
            assertThat(call(through(proxy.url(USER)), HTTPS)).contains("hello");
        } finally {
            root.detachAppender(log);
            root.setLevel(before);
        }
        // At once, without waiting for a 407.
        assertThat(proxy.requests())
                .singleElement()
                .satisfies(connect -> assertThat(connect.headers()).containsKey("proxy-authorization"));
        String sent =
                proxy.requests().get(0).headers().get("proxy-authorization").substring("Basic ".length());
        assertThat(seen)
                .singleElement()
                .satisfies(request ->
                        assertThat(request).doesNotContainIgnoringCase("proxy-").doesNotContain(sent, "hunter2"));
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .allSatisfy(line -> assertThat(line).doesNotContain("hunter2", sent, TOKEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "us%40er:wrong"})
    void wrongPassword_isTheProxysWord(String user) {
        ConnectProxy proxy = plain().requiring("us@er", "hunter2");
        GitLabProblem problem = problem(() -> call(through(proxy.url(user)), HTTPS));
        assertThat(problem).isInstanceOf(Unreachable.class);
        assertThat(problem.message()).contains("the forward proxy refused").doesNotContain("wrong\"", "us@er");
        assertThat(proxy.requests()).hasSize(1);
        assertThat(seen).isEmpty();
    }

    @Test
    void wrongPasswordOfAPlainTarget_isTheProxysWordToo() {
        ConnectProxy proxy = plain().requiring("us@er", "hunter2");
        String json = "{\"httpProxy\":\"" + proxy.url() + "\"}";
        GitLabInstance own = GitLabInstance.of("http://plain.test");
        assertThat(problem(() -> call(pool(network(json, own, false)), "http://plain.test"))
                        .message())
                .contains("the forward proxy refused");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 407})
    void gitlabsRefusal_staysGitLabs(int refused) {
        status = refused;
        assertThat(problem(() -> call(through(plain().url())))).isInstanceOf(Refused.class);
        assertThat(seen).hasSize(1);
    }

    private String call(GitLabClientPool pool) {
        return call(pool, HTTPS);
    }

    @Test
    void closedTunnel_isTriedAgainWhereThatCanHelp() {
        ConnectProxy forbidden = plain().refusing("403 Forbidden");
        assertThat(problem(() -> call(through(forbidden.url()))).message())
                .contains("forward proxy did not open a connection to it (403)");
        assertThat(forbidden.requests()).hasSize(1);
        ConnectProxy overloaded = plain().refusing("503 Service Unavailable");
        assertThat(problem(() -> call(through(overloaded.url()))).message()).contains("(503)");
        assertThat(overloaded.requests()).hasSize(2);
    }

    @Test
    void missingProxy_isNotMistakenForGitLab() {
        ConnectProxy proxy = plain();
        proxy.close();
        assertThat(problem(() -> call(through(proxy.url()))).message()).contains("the forward proxy cannot be reached");
        assertThat(problem(() -> call(through("http://no-such-proxy.test"))).message())
                .contains("the forward proxy's host name is unknown");
    }

    @Test
    void noProxy_goesDirectly() {
        WireServer target = closed(WireServer.always(WireServer.ok("direct")));
        name("plain.test", "127.0.0.1");
        ConnectProxy proxy = plain();
        String url = "http://a.plain.test:" + target.port();
        name("a.plain.test", "127.0.0.1");
        String json = "{\"httpProxy\":\"" + proxy.url(USER) + "\",\"noProxy\":\"x, .plain.test\"}";
        assertThat(call(pool(network(json, GitLabInstance.of(url), false)), url))
                .isEqualTo("direct");
        assertThat(proxy.requests()).isEmpty();
        assertThat(target.onlyRequest().headers()).doesNotContainKeys("proxy-authorization", "authorization");
    }

    @Test
    void redirects_obeyTheListBehindAProxy() {
        WireServer listed =
                closed(WireServer.always(WireServer.answer("302 Found", "Location: http://elsewhere.test/x\r\n", "")));
        WireServer elsewhere = closed(WireServer.always(WireServer.ok("artifact")));
        ConnectProxy proxy =
                plain().answering("listed.test:80", listed.port()).answering("elsewhere.test:80", elsewhere.port());
        String json = "{\"httpProxy\":\"" + proxy.url() + "\",\"allowedHosts\":\"listed.test%s\"}";
        GitLabClientPool strict = pool(network(json.formatted(""), OWN, true));
        assertThat(problem(() -> call(strict, "http://listed.test")).message()).contains("redirects to elsewhere.test");
        assertThat(elsewhere.requests()).isEmpty();
        GitLabClientPool open = pool(network(json.formatted(",elsewhere.test"), OWN, true));
        assertThat(call(open, "http://listed.test")).isEqualTo("artifact");
        assertThat(elsewhere.onlyRequest().headers()).doesNotContainKey("private-token");
        GitLabClientPool ofOwn = pool(network(json.formatted(""), GitLabInstance.of("http://listed.test"), true));
        assertThat(call(ofOwn, "http://listed.test")).isEqualTo("artifact");
    }

    @Test
    void gitlabsCertificate_isVerifiedThroughTheTunnel() {
        ConnectProxy proxy = plain().answering("other.example.com:443", port);
        String json = withCa("\"httpsProxy\":\"" + proxy.url() + "\"");
        GitLabInstance own = GitLabInstance.of("https://other.example.com");
        assertThat(problem(() -> call(pool(network(json, own, false)), "https://other.example.com"))
                        .message())
                .contains("cannot be reached: TLS failed");
        assertThat(seen).isEmpty();
    }

    @Test
    void silentProxy_isLeftAtTheDeadline() {
        WireServer silent = closed(new WireServer(
                (request, connection) -> connection.getInputStream().read()));
        GitLabClientPool pool = through(silent.url());
        Duration limit = Duration.ofMillis(400);
        Principal principal = Principal.of(GitLabInstance.of(HTTPS), Credentials.privateToken(TOKEN));
        GitLabRequest request = GitLabRequest.get("/x").build();
        assertThat(problem(() -> pool.call(principal, request, limit, CancelSignal.NEVER, PoolTestCase::text)))
                .isEqualTo(new GitLabProblem.TimedOut(limit));
        assertThat(silent.requests()).hasSize(1);
    }
}
