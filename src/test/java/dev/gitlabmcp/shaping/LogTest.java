package dev.gitlabmcp.shaping;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogTest {
    private static InputStream log(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String numbered(int lines) {
        return IntStream.rangeClosed(1, lines).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
    }

    @Test
    void plain_coloursTitlesAndMarkers_go() {
        assertThat(LogText.plain("\u001b[0Ksection_start:1560896352:my_section\r\u001b[0KHeader"))
                .isEqualTo("Header");
        assertThat(LogText.plain("section_end:1560896353:my_section\r\u001b[0K"))
                .isEmpty();
        assertThat(LogText.plain("\u001b[32;1mok\u001b[0;m \u001b]8;;http://x\u0007link\u001b]8;;\u001b\\ end"))
                .isEqualTo("ok link end");
        assertThat(LogText.plain("10%\r50%\r100%\r")).isEqualTo("100%");
        assertThat(LogText.plain("cut off \u001b[")).isEqualTo("cut off ");
        assertThat(LogText.plain("a\u202eb")).isEqualTo("a<U+202E>b");
    }

    @Test
    void tail_showsTheLastLines() throws IOException {
        LogSlice slice = LogSlice.tail(log(numbered(1000)), 3, 10_000);
        assertThat(slice.text()).isEqualTo("line 998\nline 999\nline 1000\n");
        assertThat(slice.firstLine()).isEqualTo(998);
        assertThat(slice.readLines()).isEqualTo(1000);
        assertThat(slice.readBytes()).isEqualTo(numbered(1000).length());
        assertThat(slice.startByte()).isEqualTo(numbered(997).length());
    }

    @Test
    void tail_tooMuchText_showsFewerLines() throws IOException {
        LogSlice slice = LogSlice.tail(log(numbered(1000)), 500, 100);
        assertThat(slice.text().length()).isLessThanOrEqualTo(100);
        assertThat(slice.text()).endsWith("line 1000\n");
    }

    @Test
    void tail_endlessLine_isKeptShort() throws IOException {
        LogSlice slice = LogSlice.tail(log("x".repeat(1_000_000) + "\nend"), 5, 100_000);
        assertThat(slice.text()).hasSizeLessThan(9_000).contains("991808 more bytes in this line]\nend\n");
    }

    @Test
    void tail_emptyLog_isEmpty() throws IOException {
        assertThat(LogSlice.tail(log(""), 5, 100)).isEqualTo(new LogSlice("", 0, 0, 0, 0, 0, false, 0, 0));
    }

    @Test
    void window_windowsJoinWithoutGaps() throws IOException {
        StringBuilder all = new StringBuilder();
        long offset = 0;
        boolean more = true;
        while (more) {
            LogSlice slice = LogSlice.window(log(numbered(500)), offset, 777, 10_000);
            all.append(slice.text());
            offset = slice.endByte();
            more = slice.more();
        }
        assertThat(all.toString()).isEqualTo(numbered(500));
    }

    @Test
    void grep_showsMatchesWithNumbersAndContext() throws IOException {
        LogSlice slice = LogSlice.grep(log(numbered(30)), Pattern.compile("line (5|20)$"), 1, 0, 10_000);
        assertThat(slice.text())
                .isEqualTo("4- line 4\n5: line 5\n6- line 6\n--\n19- line 19\n20: line 20\n21- line 21\n");
        assertThat(slice.matches()).isEqualTo(2);
        assertThat(slice.more()).isFalse();
    }

    @Test
    void grep_moreThanFits_goesOnWhereItStopped() throws IOException {
        LogSlice first = LogSlice.grep(log(numbered(100)), Pattern.compile("line"), 0, 0, 200);
        assertThat(first.more()).isTrue();
        LogSlice second = LogSlice.grep(log(numbered(100)), Pattern.compile("line"), 0, first.endByte(), 200);
        assertThat(first.text()).contains(": line " + first.matches() + "\n");
        assertThat(second.text()).startsWith("1: line " + (first.matches() + 1) + "\n");
    }

    @Test
    void lines_windowOfAFile() throws IOException {
        TextSlice slice = TextSlice.lines(log(numbered(10)), StandardCharsets.UTF_8, 3, 4, 1000);
        assertThat(slice).isEqualTo(new TextSlice("line 3\nline 4\n", 3, 4, 5, -1, -1));
        TextSlice all = TextSlice.lines(log(numbered(2)), StandardCharsets.UTF_8, 1, Integer.MAX_VALUE, 1000);
        assertThat(all).isEqualTo(new TextSlice("line 1\nline 2\n", 1, 2, 0, -1, 2));
    }

    @Test
    void lines_beyondTheEnd_showNothing() throws IOException {
        assertThat(TextSlice.lines(log(numbered(2)), StandardCharsets.UTF_8, 9, 10, 1000))
                .isEqualTo(new TextSlice("", 0, 0, 0, -1, 2));
    }

    @Test
    void lines_oneEndlessLine_goesOnByBytes() throws IOException {
        String text = "é".repeat(1000);
        TextSlice front = TextSlice.lines(log(text), StandardCharsets.UTF_8, 1, 5, 101);
        assertThat(front.text()).isEqualTo("é".repeat(50));
        assertThat(front.nextByte()).isEqualTo(100);
        TextSlice rest = TextSlice.bytes(log(text), StandardCharsets.UTF_8, front.nextByte(), 101);
        assertThat(rest.text()).isEqualTo("é".repeat(50));
        assertThat(rest.nextByte()).isEqualTo(200);
        assertThat(TextSlice.bytes(log(text), StandardCharsets.UTF_8, 1990, 101).nextByte())
                .isEqualTo(-1);
    }

    @Test
    void fileType_isJudgedByContent() {
        assertThat(FileType.of("text é".getBytes(StandardCharsets.UTF_8)).charset())
                .contains(StandardCharsets.UTF_8);
        assertThat(FileType.of(new byte[] {'a', (byte) 0xe9, 'b'}).charset()).contains(StandardCharsets.ISO_8859_1);
        assertThat(FileType.of(new byte[] {'a', (byte) 0xc3}).charset()).contains(StandardCharsets.UTF_8);
        assertThat(FileType.of(new byte[] {1, 0, 2})).isEqualTo(new FileType(Optional.empty(), Optional.empty()));
        assertThat(FileType.of(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0})
                        .imageType())
                .contains("image/png");
        assertThat(FileType.of("RIFF....WEBP".getBytes(StandardCharsets.UTF_8)).imageType())
                .contains("image/webp");
        assertThat(FileType.of(new byte[0]).charset()).contains(StandardCharsets.UTF_8);
    }

    /** Lines of printable ASCII take a way of their own; it must show them as the other does. */
    @Test
    void tail_anyLine_isShownAsItIsCleaned() throws IOException {
        String[] pieces = {
            "plain text ",
            "\t",
            "\u001b[31mred\u001b[0m",
            "\r",
            "section_start:1:x",
            "section_end:",
            "section_ ",
            "é",
            "\u202e",
            "\u007f",
            "\u0000",
            "🦊",
            "{\"a\": 1}",
            "0123456789".repeat(9),
            "",
        };
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            String line = random.ints(random.nextInt(5), 0, pieces.length)
                    .mapToObj(i -> pieces[i])
                    .collect(Collectors.joining());
            LogSlice slice = LogSlice.tail(log("before\n" + line + "\nafter\n"), 3, 10_000);
            String shown = LogText.isMarkerOnly(line) ? "" : LogText.plain(line) + "\n";
            assertThat(slice.text()).as(line).isEqualTo("before\n" + shown + "after\n");
            assertThat(LogSlice.tail(log(line), 1, LogText.plain(line).getBytes(StandardCharsets.UTF_8).length + 1)
                            .text())
                    .isEqualTo(line.isEmpty() ? "" : shown);
        }
    }
}
