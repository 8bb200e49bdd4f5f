package dev.gitlabmcp.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderValueTest {

    @ParameterizedTest
    @CsvSource({"plain,plain", "=?base64?w7w=?=,\u00fc", "=?base64??=,''", "=?base64?SGVsbG8=,=?base64?SGVsbG8="})
    void decode_goodValues(String text, String value) {
        assertThat(HeaderValue.decode(text)).contains(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=?base64?w7w?=", "=?base64?!!!!?=", "=?base64?/w==?=", "\u00fc", "a\u0001b"})
    void decode_brokenValues_areEmpty(String text) {
        assertThat(HeaderValue.decode(text)).isEmpty();
    }

    @Test
    void decode_keepsInnerSpaces() {
        assertThat(HeaderValue.decode("a b")).contains("a b");
    }
}
