package dev.gitlabmcp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitlabmcp.testkit.OpenSsl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys as OpenSSL writes them. */
class PemPrivateKeyTest {
    private static final Optional<Secret> PASSPHRASE = Optional.of(Secret.of(OpenSsl.PASSPHRASE));

    @TempDir
    Path directory;

    private OpenSsl openssl;

    @BeforeEach
    void find() {
        openssl = new OpenSsl(directory);
    }

    private String made(String command) throws Exception {
        for (String step : command.split(" ; ")) {
            openssl.run(step);
        }
        return Files.readString(openssl.file("key"));
    }

    @ParameterizedTest
    @CsvSource({
        "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key, PRIVATE KEY, RSA",
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out key, PRIVATE KEY, EC",
        "genpkey -algorithm ED25519 -out key, PRIVATE KEY, EdDSA",
        "genrsa -traditional -out key 2048, RSA PRIVATE KEY, RSA",
        "ecparam -name prime256v1 -genkey -noout -out key, EC PRIVATE KEY, EC",
        "ecparam -name secp521r1 -genkey -out key, EC PRIVATE KEY, EC",
    })
    void plainKeys_areRead(String command, String label, String algorithm) throws Exception {
        String pem = made(command);
        assertThat(pem).contains("BEGIN " + label);
        assertThat(PemPrivateKey.parse(pem, Optional.empty()).getAlgorithm()).isEqualTo(algorithm);
    }

    @ParameterizedTest
    @CsvSource({
        "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -aes-256-cbc -pass PASSPHRASE -out key, ENCRYPTED PRIVATE KEY, RSA",
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -aes-128-cbc -pass PASSPHRASE -out key, ENCRYPTED, EC",
        "genrsa -traditional -aes256 -passout PASSPHRASE -out key 2048, RSA PRIVATE KEY, RSA",
        "genrsa -traditional -des3 -passout PASSPHRASE -out key 2048, RSA PRIVATE KEY, RSA",
        "ecparam -name prime256v1 -genkey -noout -out plain ; ec -in plain -aes128 -passout PASSPHRASE -out key, EC PRIVATE KEY, EC",
        "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out plain ; pkcs8 -topk8 -v1 PBE-SHA1-3DES -in plain -passout PASSPHRASE -out key, ENCRYPTED, RSA",
    })
    void encryptedKeys_areReadWithTheirPassphrase(String command, String label, String algorithm) throws Exception {
        String pem = made(command);
        assertThat(pem).contains("BEGIN " + label);
        assertThat(PemPrivateKey.parse(pem, PASSPHRASE).getAlgorithm()).isEqualTo(algorithm);
        assertThatThrownBy(() -> PemPrivateKey.parse(pem, Optional.of(Secret.of("wrong"))))
                .hasMessage("cannot be decrypted with that SSL_PASSPHRASE");
        assertThatThrownBy(() -> PemPrivateKey.parse(pem, Optional.empty()))
                .hasMessage("is encrypted, so SSL_PASSPHRASE or SSL_PASSPHRASE_FILE must be set");
    }

    @Test
    void passphraseOfAPlainKey_doesNoHarm() throws Exception {
        String pem = made("genpkey -algorithm ED25519 -out key");
        assertThat(PemPrivateKey.parse(pem, PASSPHRASE)).isNotNull();
    }

    @Test
    void keyBehindOtherBlocks_isFound() throws Exception {
        String pem = made("ecparam -name secp384r1 -genkey -out key");
        assertThat(pem).startsWith("-----BEGIN EC PARAMETERS");
        assertThat(PemPrivateKey.parse("Comment\n" + pem + "\nmore", Optional.empty()))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "CERTIFICATE, AA==, holds no private key in PEM format",
        "PRIVATE KEY, AAAA, holds a damaged key",
        "PRIVATE KEY, A, holds a damaged key",
        "EC PRIVATE KEY, MAA=, holds a damaged key",
        "RSA PRIVATE KEY, MAA=, holds a damaged key",
        "ENCRYPTED PRIVATE KEY, MAA=, holds a damaged key",
        "DSA PRIVATE KEY, MAA=, holds a key of a kind that is not read",
    })
    void whatIsNoKey_isRefused(String label, String body, String said) {
        String pem = "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
        assertThatThrownBy(() -> PemPrivateKey.parse(pem, PASSPHRASE)).hasMessageStartingWith(said);
    }
}
