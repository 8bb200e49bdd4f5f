package dev.gitlabmcp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitlabmcp.testkit.OpenSsl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsMaterialTest {
    /** After the certificates were made, which takes some seconds. */
    private static final Instant NOW = Instant.now().plus(Duration.ofHours(1));

    @TempDir
    Path directory;

    private OpenSsl openssl;

    @BeforeEach
    void make() {
        openssl = new OpenSsl(directory).authority("root").certificate("server", "root", 10);
    }

    private TlsFiles files(String certificate, String key) {
        return new TlsFiles(openssl.file(certificate), openssl.file(key), Optional.empty(), Optional.empty());
    }

    private void refuses(TlsFiles files, Instant now, String... said) {
        assertThatThrownBy(() -> TlsMaterial.read(files, now))
                .isInstanceOf(TlsFilesException.class)
                .message()
                .contains(said);
    }

    @Test
    void chain_tellsNamesAndExpiry() throws Exception {
        Files.writeString(
                openssl.file("chain.pem"),
                Files.readString(openssl.file("server.pem")) + Files.readString(openssl.file("root.pem")));
        TlsMaterial material = TlsMaterial.read(files("chain.pem", "server.key"), NOW);
        assertThat(material.names()).containsExactly("localhost", "127.0.0.1", "mcp.example.com");
        assertThat(material.subject()).isEqualTo("CN=server");
        assertThat(material.daysLeft(NOW)).isBetween(9L, 10L);
        assertThat(material.daysLeft(NOW.plus(Duration.ofDays(11)))).isNegative();
        assertThat(material.trustStore()).isNull();
    }

    @Test
    void missingFile_isNamed() {
        refuses(files("none.pem", "server.key"), NOW, "SSL_CERT_PATH names", "none.pem, which does not exist.");
        refuses(files("server.pem", "none.key"), NOW, "SSL_KEY_PATH names", "none.key, which does not exist.");
        TlsFiles noAuthority = new TlsFiles(
                openssl.file("server.pem"),
                openssl.file("server.key"),
                Optional.of(openssl.file("none")),
                Optional.empty());
        refuses(noAuthority, NOW, "SSL_CA_PATH names");
    }

    @Test
    void certificateInPlaceOfTheKey_isNamed() {
        refuses(files("server.pem", "server.pem"), NOW, "SSL_KEY_PATH", "holds no private key in PEM format");
        refuses(files("server.key", "server.key"), NOW, "SSL_CERT_PATH", "it holds no certificate in PEM format");
    }

    @Test
    void keyOfAnother_isRefused() {
        openssl.certificate("other", "root", 10);
        openssl.run("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.key");
        refuses(files("server.pem", "other.key"), NOW, "does not belong to the first certificate", "CN=server");
        refuses(files("server.pem", "rsa.key"), NOW, "does not belong to the first certificate");
    }

    @Test
    void chainOutOfOrder_isRefused() throws Exception {
        openssl.authority("stranger");
        Files.writeString(
                openssl.file("chain.pem"),
                Files.readString(openssl.file("server.pem")) + Files.readString(openssl.file("stranger.pem")));
        refuses(files("chain.pem", "server.key"), NOW, "certificate number 2, of CN=stranger, did not issue");
    }

    @Test
    void expiredOrFutureCertificate_isRefused() {
        refuses(files("server.pem", "server.key"), NOW.plus(Duration.ofDays(11)), "has expired on", "renew it");
        refuses(files("server.pem", "server.key"), NOW.minus(Duration.ofDays(2)), "is valid from", "clock");
    }

    @Test
    void keyThatAllMayRead_isNoticed() throws Exception {
        Files.setPosixFilePermissions(openssl.file("server.key"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(files("server.pem", "server.key").isKeyReadableByAll()).isTrue();
        Files.setPosixFilePermissions(openssl.file("server.key"), PosixFilePermissions.fromString("rw-------"));
        assertThat(files("server.pem", "server.key").isKeyReadableByAll()).isFalse();
    }
}
