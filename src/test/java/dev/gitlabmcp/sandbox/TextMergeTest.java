package dev.gitlabmcp.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextMergeTest {
    @Test
    void unified_hasContextAndRanges() {
        String left = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        assertThat(LineDiff.of(left, "1\n2\n3\n4\nfive\n6\n7\n8\n9\n").unified())
                .isEqualTo("@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
        assertThat(LineDiff.of("", "new\n").unified()).isEqualTo("@@ -0,0 +1 @@\n+new\n");
        assertThat(LineDiff.of("a", "b\n").unified()).isEqualTo("@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n");
        assertThat(LineDiff.of(left, left).unified()).isEmpty();
    }

    @Test
    void unified_splitsDistantChanges() {
        String left = "a\n" + "x\n".repeat(10) + "b\n";
        String right = "A\n" + "x\n".repeat(10) + "B\n";
        assertThat(LineDiff.of(left, right).unified().lines().filter(line -> line.startsWith("@@")))
                .containsExactly("@@ -1,4 +1,4 @@", "@@ -9,4 +9,4 @@");
    }

    @Test
    void merge_combinesDistantChangesOnly() {
        String base = "1\n2\n3\n4\n5\n";
        assertThat(ThreeWayMerge.lines(base, "one\n2\n3\n4\n5\n", "1\n2\n3\n4\nfive\nsix\n"))
                .contains("one\n2\n3\n4\nfive\nsix\n");
        assertThat(ThreeWayMerge.lines(base, "0\n1\n2\n3\n4\n5\n", "1\n2\n3\n5\n"))
                .contains("0\n1\n2\n3\n5\n");
        assertThat(ThreeWayMerge.lines(base, "1\ntwo\n3\n4\n5\n", "1\nTWO\n3\n4\n5\n"))
                .isEmpty();
    }

    @Test
    void ages_areRead() {
        assertThat(Ago.parse("2d3h").toHours()).isEqualTo(51);
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException().isThrownBy(() -> Ago.parse("soon"));
    }
}
