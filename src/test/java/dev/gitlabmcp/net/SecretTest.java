package dev.gitlabmcp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

final class SecretTest {
    private static final Secret SECRET = Secret.of("glpat-abcdefghij0123456789");

    @Test
    void reveal_givesTheValue() {
        assertThat(SECRET.reveal()).isEqualTo("glpat-abcdefghij0123456789");
        assertThat(SECRET.length()).isEqualTo(26);
    }

    @Test
    void toString_hidesTheValue() {
        assertThat(SECRET).hasToString("***");
        assertThat("token " + SECRET).isEqualTo("token ***");
    }

    @Test
    void serialisation_findsNothing() {
        assertThatThrownBy(() -> new ObjectMapper().writeValueAsString(SECRET)).hasMessageNotContaining("abcdefghij");
    }

    @Test
    void equals_comparesValues() {
        assertThat(SECRET)
                .isEqualTo(Secret.of("glpat-abcdefghij0123456789"))
                .hasSameHashCodeAs(Secret.of("glpat-abcdefghij0123456789"))
                .isNotEqualTo(Secret.of("glpat-abcdefghij0123456780"))
                .isNotEqualTo(Secret.of(""))
                .isNotEqualTo("glpat-abcdefghij0123456789");
    }
}
