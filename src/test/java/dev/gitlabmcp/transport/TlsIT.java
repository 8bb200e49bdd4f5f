package dev.gitlabmcp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.net.PemCertificates;
import dev.gitlabmcp.sandbox.Fault;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.LogLines;
import dev.gitlabmcp.testkit.OpenSsl;
import dev.gitlabmcp.testkit.RunningServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The application port with TLS, as clients and OpenSSL see it. */
class TlsIT {
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"_meta\":{"
            + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientInfo\":{"
            + "\"name\":\"t\",\"version\":\"1\"},\"io.modelcontextprotocol/clientCapabilities\":{}}}}";

    @TempDir
    Path directory;

    private OpenSsl openssl;
    private RunningServer server;

    @BeforeEach
    void make() {
        openssl = new OpenSsl(directory).authority("root").certificate("server", "root", 30);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void start(String... more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "SSL_CERT_PATH", openssl.file("server.pem").toString(),
                "SSL_KEY_PATH", openssl.file("server.key").toString()));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        server = RunningServer.start(settings);
    }

    private URI uri(String path) {
        return URI.create("https://localhost:" + server.port() + path);
    }

    private HttpClient client(HttpClient.Version version) throws Exception {
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(context(null))
                .build();
    }

    /** Trusts the root alone; shows that certificate, if any. */
    private SSLContext context(String own) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("root", certificate("root"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        if (own != null) {
            openssl.run("pkcs12 -export -in " + own + ".pem -inkey " + own + ".key -out " + own
                    + ".p12 -passout pass:changeit");
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(openssl.file(own + ".p12"))) {
                store.load(in, "changeit".toCharArray());
            }
            keys.init(store, "changeit".toCharArray());
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private X509Certificate certificate(String name) throws Exception {
        return PemCertificates.parse(Files.readString(openssl.file(name + ".pem")))
                .get(0);
    }

    private HttpResponse<String> list(HttpClient client) throws Exception {
        return client.send(message("tools/list", LIST).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder message(String method, String body) {
        return HttpRequest.newBuilder(uri("/mcp"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("PRIVATE-TOKEN", SandboxTokens.DEVELOPER)
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", method)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_2", "HTTP_1_1"})
    void bothVersionsOfHttp_areSpoken(HttpClient.Version version) throws Exception {
        start();
        HttpResponse<String> answer = list(client(version));
        assertThat(answer.version()).isEqualTo(version);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"tools\"");
    }

    @ParameterizedTest
    @CsvSource({"15s, application/json", "100ms, text/event-stream"})
    void callThatTakesLong_leavesOtherStreamsOfItsConnectionAlone(String keepAlive, String type) throws Exception {
        start("MCP_KEEP_ALIVE", keepAlive);
        server.gitlab().faults().add(Fault.on("GET", "/api/v4/projects/42").delay(Duration.ofMillis(400)));
        HttpClient client = client(HttpClient.Version.HTTP_2);
        list(client);
        String call = LIST.replace("tools/list", "tools/call")
                .replace("{\"_meta\"", "{\"name\":\"get_project\",\"arguments\":{\"project_id\":42},\"_meta\"");
        HttpRequest request =
                message("tools/call", call).header("Mcp-Name", "get_project").build();

        List<CompletableFuture<HttpResponse<String>>> answers = Stream.generate(
                        () -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                .limit(4)
                .toList();

        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get().headers().firstValue("Content-Type"))
                    .hasValueSatisfying(value -> assertThat(value).startsWith(type));
            assertThat(answer.get().body()).contains("\"result\"");
        }
        assertThat(list(client).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"/health, 200", "/none, 404", "/mcp, 401"})
    void everyAnswer_tellsToUseTlsAlone(String path, int status) throws Exception {
        start();
        for (HttpClient.Version version : HttpClient.Version.values()) {
            HttpResponse<String> answer = client(version)
                    .send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.headers().allValues("Strict-Transport-Security")).containsExactly("max-age=31536000");
        }
    }

    @Test
    void nameOfTheCertificate_isAnAllowedHost() throws Exception {
        start();
        String said =
                openssl.run("s_client -connect localhost:" + server.port() + " -CAfile root.pem -alpn h2,http/1.1");
        assertThat(said).contains("Verify return code: 0 (ok)", "ALPN protocol: h2");
    }

    @ParameterizedTest
    @CsvSource({
        "-tls1_3, TLS_AES_256_GCM_SHA384",
        "-tls1_2, ECDHE-ECDSA-AES256-GCM-SHA384",
        "-tls1_2 -cipher ECDHE-ECDSA-CHACHA20-POLY1305, ECDHE-ECDSA-CHACHA20-POLY1305"
    })
    void currentProtocols_areSpoken(String options, String suite) {
        start();
        assertThat(openssl.run("s_client -connect localhost:" + server.port() + " " + options))
                .contains(suite);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-tls1_1 -cipher ALL:@SECLEVEL=0",
                "-tls1 -cipher ALL:@SECLEVEL=0",
                "-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA256:@SECLEVEL=0",
                "-tls1_2 -cipher AES128-GCM-SHA256:@SECLEVEL=0"
            })
    void oldProtocolsAndSuites_areRefused(String options) {
        start();
        assertThatThrownBy(() -> openssl.run("s_client -connect localhost:" + server.port() + " " + options))
                .hasMessageContaining("alert");
    }

    @Test
    void clientCertificates_areRequiredAndVerified() throws Exception {
        openssl.certificate("caller", "root", 10).authority("other").certificate("stranger", "other", 10);
        start("SSL_CA_PATH", openssl.file("root.pem").toString());
        HttpClient known = HttpClient.newBuilder().sslContext(context("caller")).build();
        try (LogLines log = LogLines.of(TlsHandshakes.class);
                LogLines access = LogLines.named("dev.gitlabmcp.access")) {
            assertThat(list(known).statusCode()).isEqualTo(200);
            await().untilAsserted(() -> assertThat(access.events())
                    .singleElement()
                    .extracting(event -> event.getKeyValuePairs().toString())
                    .asString()
                    .contains("tls_client=\"CN=caller\"", "http_version=\"HTTP/2.0\""));
            assertThat(log.lines()).anyMatch(line -> line.contains("TLSv1.3") && line.contains("CN=caller"));
        }
        for (String wrong : new String[] {"stranger", null}) {
            HttpClient refused =
                    HttpClient.newBuilder().sslContext(context(wrong)).build();
            assertThatThrownBy(() -> list(refused)).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "genrsa -traditional -out server.key 2048, ECDHE-RSA-AES256-GCM-SHA384",
        "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -out server.key, ECDHE-RSA-AES256-GCM-SHA384",
        "ecparam -name secp384r1 -genkey -noout -out server.key, ECDHE-ECDSA-AES256-GCM-SHA384",
        "genpkey -algorithm ED25519 -out server.key, ECDHE-ECDSA-AES256-GCM-SHA384",
    })
    void keysOfEachKind_areServed(String command, String suite) throws Exception {
        openssl.run(command);
        openssl.run("req -new -key server.key -out server.csr -subj /CN=server");
        openssl.sign("server", "root", 30);
        start();
        assertThat(list(client(HttpClient.Version.HTTP_2)).statusCode()).isEqualTo(200);
        assertThat(openssl.run("s_client -connect localhost:" + server.port() + " -tls1_2"))
                .contains(suite);
    }

    @Test
    void encryptedKey_isReadWithThePassphrase() throws Exception {
        openssl.run("pkcs8 -topk8 -in server.key -passout PASSPHRASE -out encrypted.key");
        start("SSL_KEY_PATH", openssl.file("encrypted.key").toString(), "SSL_PASSPHRASE", OpenSsl.PASSPHRASE);
        assertThat(list(client(HttpClient.Version.HTTP_2)).statusCode()).isEqualTo(200);
    }

    /** With a configuration that looks for changes more often than once in ten seconds. */
    private void startImpatient() throws IOException {
        start(
                "SSL_REFRESH_INTERVAL",
                "200ms",
                "MAX_SESSIONS_PER_PRINCIPAL",
                "1000",
                "MAX_UNPROVEN_SESSIONS_PER_ADDRESS",
                "1000");
    }

    private void replace(String name) throws IOException {
        for (String ending : List.of(".key", ".pem")) {
            Path next = openssl.file("next");
            Files.copy(openssl.file(name + ending), next, StandardCopyOption.REPLACE_EXISTING);
            Files.move(next, openssl.file("server" + ending), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Certificate served() throws Exception {
        HttpClient fresh = client(HttpClient.Version.HTTP_2);
        return fresh.send(HttpRequest.newBuilder(uri("/health")).build(), HttpResponse.BodyHandlers.discarding())
                .sslSession()
                .orElseThrow()
                .getPeerCertificates()[0];
    }

    @Test
    void changedCertificate_isServedWhileStreamsGoOn() throws Exception {
        openssl.certificate("renewed", "root", 60);
        startImpatient();
        Certificate before = served();
        List<InputStream> streams = openStreams(200);
        replace("renewed");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(served()).isNotEqualTo(before).isEqualTo(certificate("renewed")));
        assertThat(server.gauge("gitlab_mcp_streams")).isEqualTo(200);
        long left = server.gauge("gitlab_mcp_tls_certificate_expiry_timestamp_seconds")
                - Instant.now().getEpochSecond();
        assertThat(Duration.ofSeconds(left)).isBetween(Duration.ofDays(58), Duration.ofDays(61));
        for (InputStream stream : streams) {
            stream.close();
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(server.gauge("gitlab_mcp_streams")).isZero());
    }

    private List<InputStream> openStreams(int count) throws Exception {
        HttpClient client = client(HttpClient.Version.HTTP_2);
        List<InputStream> streams = new ArrayList<>();
        String body = LIST.replace("tools/list", "subscriptions/listen")
                .replace("\"params\":{", "\"params\":{\"notifications\":{\"toolsListChanged\":true},");
        for (int i = 0; i < count; i++) {
            HttpRequest request = message("subscriptions/listen", body.replace("\"id\":1", "\"id\":" + i))
                    .build();
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            streams.add(answer.body());
        }
        assertThat(server.gauge("gitlab_mcp_streams")).isEqualTo(count);
        return streams;
    }

    @Test
    void brokenFile_leavesTheOldCertificateAndIsTold() throws Exception {
        startImpatient();
        Certificate before = served();
        Files.writeString(openssl.file("server.pem"), "nonsense");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(health())
                        .contains("\"certificate\":{\"healthy\":true")
                        .contains("Warning: SSL_CERT_PATH names"));
        assertThat(served()).isEqualTo(before);
    }

    @Test
    void certificateThatEndsSoon_isUnhealthy() throws Exception {
        openssl.certificate("server", "root", 2);
        start();
        assertThat(health()).contains("\"certificate\":{\"healthy\":false", "Renew it now.");
    }

    private String health() throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.adminUrl().resolve("/healthcheck"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
