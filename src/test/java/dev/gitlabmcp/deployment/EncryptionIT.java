package dev.gitlabmcp.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.testkit.FreePorts;
import dev.gitlabmcp.testkit.OpenSsl;
import dev.gitlabmcp.testkit.RawHttp;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shipped proxies make of TLS, and of those who come without it. */
@ParameterizedClass
@EnumSource(ProxyKind.class)
class EncryptionIT extends EdgeCase {
    private static final String HSTS = "Strict-Transport-Security";

    private static String handshake(OpenSsl openssl, int port, String options) {
        return openssl.run("s_client -CAfile root.pem " + options + " -connect localhost:" + port);
    }

    private static String handshake(String options) {
        return handshake(
                proxy.openssl(), proxy.uri("").getPort(), "-servername " + ProxyKind.Site.NAME + " " + options);
    }

    @Test
    void http2_isNegotiated_andHttp11WhereClientsKnowNoOther() {
        assertThat(handshake("-alpn h2,http/1.1")).contains("ALPN protocol: h2", "Verify return code: 0 (ok)");
        assertThat(handshake("-alpn http/1.1")).contains("ALPN protocol: http/1.1");
        assertThat(handshake("-tls1_3")).contains("No ALPN negotiated", "TLSv1.3");
        assertThat(handshake("-tls1_2")).contains("TLSv1.2");
    }

    @Test
    void bothFamiliesOfAddresses_areListenedOn() {
        assertThat(proxy.openssl()
                        .run("s_client -CAfile root.pem -servername " + ProxyKind.Site.NAME + " -connect "
                                + ProxyKind.Site.OTHER_LOOPBACK + ":"
                                + proxy.uri("").getPort()))
                .contains("Verify return code: 0 (ok)");
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void bothVersionsOfHttp_areServed(HttpClient.Version version) throws Exception {
        HttpResponse<String> answer = send(version, post("/mcp"));
        assertThat(answer.version()).isEqualTo(version);
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    /** The same command succeeds with a server that speaks the old protocol, so that its refusal is the proxy's. */
    @ParameterizedTest
    @ValueSource(strings = {"-tls1_1 -cipher ALL:@SECLEVEL=0", "-tls1 -cipher ALL:@SECLEVEL=0"})
    void oldProtocols_areRefused(String options) throws Exception {
        assertThatThrownBy(() -> handshake(options)).hasMessageContaining("alert protocol version");

        OpenSsl openssl = proxy.openssl();
        int port = FreePorts.next();
        Process control = new ProcessBuilder(
                        "openssl",
                        "s_server",
                        "-accept",
                        "127.0.0.1:" + port,
                        "-cert",
                        "server.pem",
                        "-key",
                        "server.key",
                        "-cipher",
                        "ALL:@SECLEVEL=0",
                        "-quiet")
                .directory(openssl.file("").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(handshake(openssl, port, "-4 " + options))
                            .containsPattern("Protocol *: TLSv1(\\.1)?\\R"));
        } finally {
            control.destroyForcibly().waitFor();
        }
    }

    @Test
    void nameThatIsNotServed_getsNothing() throws IOException {
        assertThatThrownBy(() -> handshake(proxy.openssl(), proxy.uri("").getPort(), "-servername other.example.com"))
                .hasMessageContaining("alert");
        try (RawHttp plain =
                new RawHttp(URI.create("http://127.0.0.1:" + proxy.plainUri("").getPort()))) {
            plain.write("GET /mcp HTTP/1.1\r\nHost: other.example.com\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            // One of them closes the connection, one leads every name to TLS, where it refuses those not its own.
            if (kind == ProxyKind.NGINX) {
                assertThat(plain.isClosedByServer()).isTrue();
            } else {
                assertThat(plain.head().status()).isEqualTo(308);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void withoutTls_theAnswerIsAPermanentRedirect(String method) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(proxy.plainUri("/mcp?x=1"))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(308);
        assertThat(answer.headers().firstValue("Location").orElseThrow())
                .matches("https://localhost(:" + proxy.uri("").getPort() + ")?/mcp\\?x=1");
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void everyAnswer_tellsOnceToUseTlsAlone(HttpClient.Version version) throws Exception {
        for (String[] each : new String[][] {
            {"/mcp", "200"},
            {"/mcp/status-404", "404"},
            {"/none/status-404", "404"},
            {"/mcp/reset", "502"},
            {"/mcp/hold", "200"}
        }) {
            HttpResponse<InputStream> answer =
                    proxy.client(version).send(post(each[0]), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).as(each[0]).isEqualTo(Integer.parseInt(each[1]));
            assertThat(answer.headers().allValues(HSTS)).as(each[0]).containsExactly("max-age=31536000");
            answer.body().close();
        }
    }

    @Test
    void answers_doNotTellWhatSentThem() throws Exception {
        HttpResponse<String> answer = send(HttpClient.Version.HTTP_2, post("/mcp"));
        assertThat(answer.headers().allValues("Via")).isEmpty();
        assertThat(answer.headers().allValues("Server")).isSubsetOf(List.of("nginx"));
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    }
}
