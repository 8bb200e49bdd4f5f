package dev.gitlabmcp.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateSealTest {
    private static final byte[] VALUE = "{\"answers\":{\"colour\":\"grün\"}}".getBytes(StandardCharsets.UTF_8);
    private static final String PURPOSE = "requestState";

    private final StateSeal seal = StateSeal.ofSecret("a secret of the operator");

    @Test
    void open_sealed_givesTheValue() {
        assertThat(seal.open(seal.seal(VALUE, PURPOSE), PURPOSE)).hasValue(VALUE);
        assertThat(seal.open(seal.seal(new byte[0], PURPOSE), PURPOSE)).hasValue(new byte[0]);
    }

    @Test
    void open_otherReplicaWithTheSameSecret_givesTheValue() {
        StateSeal replica = StateSeal.ofSecret("a secret of the operator");

        assertThat(replica.open(seal.seal(VALUE, PURPOSE), PURPOSE)).hasValue(VALUE);
    }

    @Test
    void open_otherSecretOrProcess_isEmpty() {
        String sealed = seal.seal(VALUE, PURPOSE);

        assertThat(StateSeal.ofSecret("a secret of the operator ").open(sealed, PURPOSE))
                .isEmpty();
        assertThat(StateSeal.ofProcess().open(sealed, PURPOSE)).isEmpty();
        assertThat(StateSeal.ofProcess().open(StateSeal.ofProcess().seal(VALUE, PURPOSE), PURPOSE))
                .isEmpty();
    }

    @Test
    void open_otherPurpose_isEmpty() {
        assertThat(seal.open(seal.seal(VALUE, PURPOSE), "cursor")).isEmpty();
    }

    @Test
    void open_anyBitChanged_isEmpty() {
        byte[] sealed = Base64.getUrlDecoder().decode(seal.seal(VALUE, PURPOSE));
        for (int i = 0; i < sealed.length * 8; i++) {
            byte[] tampered = sealed.clone();
            tampered[i / 8] ^= (byte) (1 << (i % 8));

            assertThat(seal.open(encode(tampered), PURPOSE)).as("bit %d", i).isEmpty();
        }
    }

    @Test
    void open_truncatedAnywhere_isEmpty() {
        String sealed = seal.seal(VALUE, PURPOSE);
        for (int length = 0; length < sealed.length(); length++) {
            assertThat(seal.open(sealed.substring(0, length), PURPOSE))
                    .as("%d characters", length)
                    .isEmpty();
        }
    }

    @Test
    void open_extended_isEmpty() {
        byte[] sealed = Base64.getUrlDecoder().decode(seal.seal(VALUE, PURPOSE));

        assertThat(seal.open(encode(java.util.Arrays.copyOf(sealed, sealed.length + 1)), PURPOSE))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not Base64!", "=", "ä", "AAAA", "+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/"})
    void open_somethingElse_isEmpty(String text) {
        assertThat(seal.open(text, PURPOSE)).isEmpty();
    }

    @Test
    void seal_sameValueTwice_looksDifferentAndHidesIt() {
        String sealed = seal.seal(VALUE, PURPOSE);

        assertThat(sealed).isNotEqualTo(seal.seal(VALUE, PURPOSE)).matches("[A-Za-z0-9_-]+");
        assertThat(new String(Base64.getUrlDecoder().decode(sealed), StandardCharsets.ISO_8859_1))
                .doesNotContain("answers");
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
