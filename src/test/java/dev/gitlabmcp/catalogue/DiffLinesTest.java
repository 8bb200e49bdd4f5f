package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.catalogue.DiffLines.Kind;
import dev.gitlabmcp.catalogue.DiffLines.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiffLinesTest {
    private static final String DIFF = """
            @@ -10,4 +10,5 @@ def pay():
             a
            -b
            +c
            +d
             e
             f
            @@ -30,2 +31,1 @@
            -g
             h
            \\ No newline at end of file
            """;

    @ParameterizedTest
    @CsvSource({
        "0, 10, 10, 10, UNCHANGED",
        "0, 11, 12, 11, ADDED",
        "0, 12, 12, 12, ADDED",
        "0, 13, 12, 13, UNCHANGED",
        "11, 0, 11, 11, REMOVED",
        "13, 0, 13, 14, UNCHANGED",
        "30, 0, 30, 31, REMOVED",
        "0, 31, 31, 31, UNCHANGED",
        // Outside of the hunks: before, between and after them.
        "0, 3, 3, 3, UNCHANGED",
        "0, 20, 19, 20, UNCHANGED",
        "20, 0, 20, 21, UNCHANGED",
        "0, 40, 40, 40, UNCHANGED",
    })
    void find_tellsBothNumbers(int oldLine, int newLine, int foundOld, int foundNew, Kind kind) {
        assertThat(DiffLines.find(DIFF, oldLine, newLine)).contains(new Line(foundOld, foundNew, kind));
    }

    @Test
    void find_newFile_isAdded() {
        assertThat(DiffLines.find("@@ -0,0 +1,2 @@\n+a\n+b\n", 0, 2)).contains(new Line(1, 2, Kind.ADDED));
    }

    @Test
    void find_noDiff_isEmpty() {
        assertThat(DiffLines.find("", 0, 2)).isEmpty();
    }

    @Test
    void code_isPathHashAndNumbers() {
        assertThat(new Line(5, 6, Kind.ADDED).code("README.md"))
                .isEqualTo("8ec9a00bfd09b3190ac6b22251dbb1aa95a0579d_5_6");
    }
}
