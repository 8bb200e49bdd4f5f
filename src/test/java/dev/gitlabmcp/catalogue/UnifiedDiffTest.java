package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolProblem;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnifiedDiffTest {
    private static final String TEXT = "one\ntwo\n\nthree\nfour\n";

    private static String random(Random random, int lines) {
        return random.ints(lines, 0, 4).mapToObj(n -> "a ".repeat(n)).collect(Collectors.joining("\n"));
    }

    @Test
    void apply_ofADifferenceGivesTheNewText() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            String before = random(random, random.nextInt(8));
            String after = random(random, random.nextInt(8));
            if (!before.equals(after)) {
                String diff = new PatchedText(after, 1).differenceFrom(before);
                assertThat(UnifiedDiff.parse(diff).apply(before).text())
                        .as(before + "\n---\n" + diff)
                        .isEqualTo(after);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@@ -2 +2 @@\n-two\n+2",
                "--- a\n+++ b\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n\n",
                "@@ -99,7 +99,7 @@ section\n-two\n+2\n\\ No newline at end of file",
                "@@ ... @@\n one\n-two\n+2"
            })
    void apply_findsThePlace(String patch) {
        assertThat(UnifiedDiff.parse(patch).apply(TEXT)).isEqualTo(new PatchedText("one\n2\n\nthree\nfour\n", 1));
    }

    @Test
    void apply_addsBehindTheLineNamed() {
        assertThat(UnifiedDiff.parse("@@ -1,0 +2 @@\n+1a").apply(TEXT).text())
                .isEqualTo("one\n1a\ntwo\n\nthree\nfour\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@@ -2 +2 @@\n-Two\n+2",
                "@@ -4 +4 @@\n-four\n+4\n@@ -1 +1 @@\n-one\n+1",
                "@@ -7,0 +8 @@\n+x",
                "@@ @@\n+x",
                "@@ -1 +1 @@\n one",
                "@@ -1 +1 @@\none",
                ""
            })
    void apply_refusesWhatDoesNotFit(String patch) {
        assertThatThrownBy(() -> UnifiedDiff.parse(patch).apply(TEXT))
                .isInstanceOfSatisfying(
                        ToolException.class,
                        e -> assertThat(e.problem()).isInstanceOf(ToolProblem.InvalidArgument.class));
    }
}
