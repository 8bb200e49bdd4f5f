package dev.gitlabmcp.shaping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextCleanerTest {

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x0, 0x7, 0x1b, 0x7f, 0x85, 0xad, 0x61c, 0x180e, 0x200b, 0x200e, 0x200f, 0x202a, 0x202e, 0x2060, 0x2066,
                0x2069, 0xfeff, 0x3164, 0xe0001, 0xe0041, 0xe007f, 0xe0100
            })
    void prose_hiddenCharacter_goes(int hidden) {
        assertThat(TextCleaner.prose("a" + Character.toString(hidden) + "b")).isEqualTo("ab");
        assertThat(TextCleaner.code("a" + Character.toString(hidden) + "b"))
                .isEqualTo("a<U+" + String.format("%04X", hidden) + ">b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "grüße 你好",
                "👩\u200d💻",
                "❤\ufe0f",
                "1\ufe0f\u20e3",
                "می\u200cخواهم",
                "a < b && c > d",
                "tab\tnew\nline"
            })
    void prose_whatPeopleWrite_stays(String text) {
        assertThat(TextCleaner.prose(text)).isEqualTo(text);
        assertThat(TextCleaner.code(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "a<!-- x -->b,a[hidden comment removed]b",
        "a<!-- open,a[hidden comment removed]",
        "<!---->,[hidden comment removed]"
    })
    void prose_comments_goWithANote(String text, String expected) {
        assertThat(TextCleaner.prose(text)).isEqualTo(expected);
        assertThat(TextCleaner.code(text)).isEqualTo(text);
    }

    @Test
    void prose_runsOfSelectors_go() {
        assertThat(TextCleaner.prose("😀\ufe0f\ufe0e\ufe01\ufe0f!")).isEqualTo("😀\ufe0f!");
        assertThat(TextCleaner.prose("a\u200db\u200c\u200dc")).isEqualTo("abc");
    }

    @Test
    void prose_lineEnds_becomeLineFeeds() {
        assertThat(TextCleaner.prose("a\r\nb\rc\u2028d")).isEqualTo("a\nb\nc\nd");
    }
}
