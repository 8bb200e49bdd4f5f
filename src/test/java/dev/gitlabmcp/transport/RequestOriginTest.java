package dev.gitlabmcp.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.net.TrustedProxies;
import dev.gitlabmcp.testkit.RawHttp;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a handler sees of a request that came over real sockets. */
class RequestOriginTest {
    private final Server server = new Server();

    private RawHttp.Answer seen(String trust, String... headers) throws Exception {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.addCustomizer(new RequestOrigin(TrustedProxies.of(trust), 60));
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                String text = Request.getRemoteAddr(request) + " "
                        + request.getHttpURI().getScheme() + " "
                        + request.isSecure() + " " + Request.getServerName(request) + ":"
                        + Request.getServerPort(request) + " "
                        + request.getHeaders().get("Host");
                Content.Sink.write(response, true, text, callback);
                return true;
            }
        });
        server.start();
        try (RawHttp http = new RawHttp(URI.create("http://127.0.0.1:" + connector.getLocalPort()))) {
            StringBuilder request = new StringBuilder("GET / HTTP/1.1\r\nHost: inner:1\r\nConnection: close\r\n");
            for (String header : headers) {
                request.append(header).append("\r\n");
            }
            http.write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            return http.answer();
        }
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void untrustedPeer_changesNothing() throws Exception {
        RawHttp.Answer answer = seen(
                "10.0.0.0/8", "X-Forwarded-For: 9.9.9.9", "X-Forwarded-Proto: https", "X-Forwarded-Host: evil.example");
        assertThat(answer.body()).isEqualTo("127.0.0.1 http false inner:1 inner:1");
        assertThat(answer.header("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void trustedPeer_tellsAddressSchemeAndHost() throws Exception {
        RawHttp.Answer answer = seen(
                "loopback",
                "X-Forwarded-For: 9.9.9.9, 1.1.1.1",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: mcp.example.com");
        assertThat(answer.body()).isEqualTo("1.1.1.1 https true mcp.example.com:443 mcp.example.com");
        assertThat(answer.header("Strict-Transport-Security")).contains("max-age=60");
    }

    @ParameterizedTest
    @CsvSource({"garbage", "1.1.1.1:4711", "[2001:db8::7]:443", "unknown", "_hidden", "mcp.example.com"})
    void addressThatIsNone_leavesThePeer(String entry) throws Exception {
        assertThat(seen("true", "X-Forwarded-For: " + entry).body()).isEqualTo("127.0.0.1 http false inner:1 inner:1");
    }

    @Test
    void severalHosts_firstOneCounts() throws Exception {
        assertThat(seen("true", "X-Forwarded-Host: [2001:db8::1]:8443, b.example")
                        .body())
                .isEqualTo("127.0.0.1 http false [2001:db8::1]:8443 [2001:db8::1]:8443");
    }

    @Test
    void schemeInCapitals_isNotSecure() throws Exception {
        assertThat(seen("true", "X-Forwarded-Proto: HTTPS").body()).endsWith(" http false inner:1 inner:1");
    }

    @Test
    void hostThatIsNone_isRefused() throws Exception {
        assertThat(seen("true", "X-Forwarded-Host: a:b:c").status()).isEqualTo(400);
    }
}
