package dev.gitlabmcp.logs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "tools/call", "Zoë's agent/1.0 (日本語)", "\uD83D\uDE80 rocket", "glue-gun", "gl-x"})
    void of_whatPeopleCanSee_isKept(String text) {
        assertThat(Printable.of(text, 100)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n", "\r", "\t", "\0", "\u001b", "\u007f", "\u0085", "\u2028", "\u2029", "\u202e", "\u200b", "\ufeff",
                "\ud800", "\udc00", "\ue000"
            })
    void of_whatNobodySees_isReplaced(String character) {
        assertThat(Printable.of("a" + character + "b", 100)).isEqualTo("a?b");
    }

    @Test
    void of_tagsOfPlane14_areReplaced() {
        assertThat(Printable.of("a\uDB40\uDC41b", 100)).isEqualTo("a??b");
    }

    @Test
    void of_long_isCut() {
        assertThat(Printable.of("x".repeat(101), 100)).isEqualTo("x".repeat(100) + "…");
    }

    @ParameterizedTest
    @ValueSource(strings = {"glpat-abcdefghij0123456789", "gldt-abcdefghij0123456789", "glrtr-abcdefghij012_-.456789"})
    void of_token_isMasked(String token) {
        String shown = Printable.of("/mcp/" + token + "/" + token, 100);

        assertThat(shown).startsWith("/mcp/gl").endsWith("-***").doesNotContain("abc");
    }

    @Test
    void of_tokenThatIsCut_isMasked() {
        assertThat(Printable.of("x".repeat(80) + "glpat-abcdefghij0123456789", 100))
                .doesNotContain("abcdef");
    }
}
