package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.gitlabmcp.gitlab.GitLabProblem.Unreachable;
import dev.gitlabmcp.testkit.JdkServers;
import dev.gitlabmcp.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Whose certificates are believed, and when that changes. */
final class TrustTest extends NetworkTestCase {
    @TempDir
    static Path shared;

    private static TestCertificates first;
    private static TestCertificates second;
    private static SSLContext firstKeys;
    private static SSLContext secondKeys;

    @TempDir
    Path directory;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeAll
    static void makeCertificates() {
        first = TestCertificates.create(shared, "first");
        second = TestCertificates.create(shared, "second");
        firstKeys = first.server("gitlab.test", "127.0.0.1");
        secondKeys = second.server("gitlab.test");
    }

    @BeforeEach
    void listen() {
        name("gitlab.test", "127.0.0.1");
        name("other.test", "127.0.0.1");
        log.start();
        ((Logger) LoggerFactory.getLogger("dev.gitlabmcp")).addAppender(log);
    }

    @AfterEach
    void stopListening() {
        ((Logger) LoggerFactory.getLogger("dev.gitlabmcp")).detachAppender(log);
    }

    private String serve(SSLContext keys, String... protocols) {
        HttpsServer server = JdkServers.https(new HttpsConfigurator(keys) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters given = getSSLContext().getDefaultSSLParameters();
                if (protocols.length > 0) {
                    given.setProtocols(protocols);
                }
                parameters.setSSLParameters(given);
            }
        });
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Connection", "close");
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {'o', 'k'});
            exchange.close();
        });
        server.start();
        closed(() -> server.stop(0));
        return "https://gitlab.test:" + server.getAddress().getPort();
    }

    private Network network(Path ca) {
        return network(
                "{\"caCertPath\":\"" + ca + "\",\"allowedHosts\":\"gitlab.test,other.test,127.0.0.1\"}", OWN, true);
    }

    private static boolean trusts(GitLabClientPool pool, String url) {
        try {
            return call(pool, url).equals("ok");
        } catch (GitLabException e) {
            assertThat(e.problem()).isInstanceOf(Unreachable.class);
            assertThat(e.problem().message()).contains("TLS failed");
            return false;
        }
    }

    @Test
    void bundle_isTrustedBesideTheSystemsAuthorities() throws IOException {
        Path bundle = Files.writeString(
                directory.resolve("ca.pem"), "# é First\n" + first.pem() + "\n== Second ==\n" + second.pem());
        GitLabClientPool pool = pool(network(bundle));
        assertThat(trusts(pool, serve(firstKeys))).isTrue();
        assertThat(trusts(pool, serve(secondKeys))).isTrue();
        assertThat(dev.gitlabmcp.net.CertificateAuthorities.systemAnd(bundle).context())
                .isNotNull();
        GitLabClientPool without = pool(network("{\"allowedHosts\":\"gitlab.test\"}", OWN, true));
        assertThat(trusts(without, serve(firstKeys))).isFalse();
    }

    @Test
    void names_areVerified() throws IOException {
        GitLabClientPool pool = pool(network(first.pemFile(directory.resolve("ca.pem"))));
        String url = serve(firstKeys);
        assertThat(trusts(pool, url)).isTrue();
        assertThat(trusts(pool, url.replace("gitlab.test", "127.0.0.1"))).isTrue();
        assertThat(trusts(pool, url.replace("gitlab.test", "other.test"))).isFalse();
    }

    @Test
    void changedFile_isReadAgain() throws IOException {
        Path file = first.pemFile(directory.resolve("ca.pem"));
        Network network = network(file);
        GitLabClientPool pool = pool(network);
        String one = serve(firstKeys);
        String two = serve(secondKeys);
        assertThat(trusts(pool, one) && !trusts(pool, two)).isTrue();
        Files.writeString(file, second.pem() + "\n");
        assertThat(trusts(pool, one) && !trusts(pool, two)).isTrue();
        network.refresh();
        assertThat(trusts(pool, two) && !trusts(pool, one)).isTrue();
    }

    @Test
    void swappedLink_isNoticedAsKubernetesSwapsIt() throws IOException {
        Path old = Files.createDirectory(directory.resolve("..2024"));
        Path next = Files.createDirectory(directory.resolve("..2025"));
        first.pemFile(old.resolve("ca.crt"));
        second.pemFile(next.resolve("ca.crt"));
        Files.setLastModifiedTime(next.resolve("ca.crt"), Files.getLastModifiedTime(old.resolve("ca.crt")));
        Files.createSymbolicLink(directory.resolve("..data"), Path.of("..2024"));
        Path file = Files.createSymbolicLink(directory.resolve("ca.crt"), Path.of("..data/ca.crt"));
        Network network = network(file);
        GitLabClientPool pool = pool(network);
        Path swap = Files.createSymbolicLink(directory.resolve("..tmp"), Path.of("..2025"));
        Files.move(
                swap, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        network.refresh();
        assertThat(trusts(pool, serve(secondKeys))).isTrue();
    }

    @Test
    void brokenFile_keepsTheTrustAndWarnsOnce() throws IOException {
        Path file = first.pemFile(directory.resolve("ca.pem"));
        Network network = network(file);
        GitLabClientPool pool = pool(network);
        Files.writeString(file, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        network.refresh();
        network.refresh();
        assertThat(warnings())
                .singleElement()
                .satisfies(line -> assertThat(line).contains(file.toString(), "damaged"));
        assertThat(trusts(pool, serve(firstKeys))).isTrue();
        Files.delete(file);
        network.refresh();
        network.refresh();
        assertThat(warnings()).hasSize(2);
        assertThat(trusts(pool, serve(firstKeys))).isTrue();
        second.pemFile(file);
        network.refresh();
        assertThat(trusts(pool, serve(secondKeys))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'', no certificate in PEM format",
        "garbage, no certificate in PEM format",
        "-----BEGIN CERTIFICATE-----, breaks off",
        "-----BEGIN CERTIFICATE-----AAAA-----END CERTIFICATE-----, number 1 is damaged",
    })
    void unusableFile_stopsTheStart(String content, String reason) throws IOException {
        Path file = Files.writeString(directory.resolve("ca.pem"), content);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network(file))
                .withMessageStartingWith("GITLAB_CA_CERT_PATH names " + file + ", which cannot be used: ")
                .withMessageContaining(reason);
    }

    @Test
    void missingFile_stopsTheStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network(directory.resolve("none.pem")))
                .withMessageContaining("GITLAB_CA_CERT_PATH names ")
                .withMessageContaining("cannot be read");
    }

    @Test
    void verificationOff_believesEverybodyAndSaysSo() throws IOException {
        GitLabClientPool pool =
                pool(network("{\"tlsRejectUnauthorized\":0,\"allowedHosts\":\"gitlab.test,other.test\"}", OWN, true));
        String url = serve(firstKeys);
        assertThat(trusts(pool, url)).isTrue();
        assertThat(trusts(pool, url.replace("gitlab.test", "other.test"))).isTrue();
        assertThat(warnings())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("NODE_TLS_REJECT_UNAUTHORIZED=0"));
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3, true", "TLSv1.2, true", "TLSv1.1, false", "TLSv1, false"})
    void protocols_startAtTls12(String protocol, boolean spoken) throws IOException {
        GitLabClientPool pool = pool(network(first.pemFile(directory.resolve("ca.pem"))));
        String url = serve(firstKeys, protocol);
        boolean answered;
        try {
            answered = call(pool, url).equals("ok");
        } catch (GitLabException e) {
            answered = false;
        }
        assertThat(answered).isEqualTo(spoken);
    }

    private List<String> warnings() {
        return log.list.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
