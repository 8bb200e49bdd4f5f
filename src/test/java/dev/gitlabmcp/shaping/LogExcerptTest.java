package dev.gitlabmcp.shaping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.shaping.ErrorLines.Certainty;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogExcerptTest {

    private static LogExcerpt excerpt(String log, int bytes) throws IOException {
        return LogExcerpt.of(new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)), bytes);
    }

    private static String lines(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "line " + i + " is fine\n")
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[ERROR] /builds/shop/src/Price.java:[12,8] cannot find symbol",
                "ERROR: for web  Cannot start service web",
                "2026-03-01 10:00:00,123 ERROR com.shop.Price - no price",
                "src/price.c:12:5: error: expected ';' before 'return'",
                "error[E0308]: mismatched types",
                "src/price.ts(12,3): error TS2304: Cannot find name 'pric'.",
                "Error: Cannot find module './price'",
                "TypeError: price is not a function",
                "E       AssertionError: assert 119 == 118",
                "FAILED tests/test_price.py::test_vat - assert 119 == 118",
                "java.lang.NullPointerException: Cannot invoke \"Price.net()\"",
                "Exception in thread \"main\" java.lang.IllegalStateException: closed",
                "Traceback (most recent call last):",
                "panic: runtime error: index out of range [3] with length 3",
                "--- FAIL: TestPrice (0.00s)",
                "FAIL\tgitlab.example/shop/price\t0.012s",
                "FAIL src/price.test.ts",
                "npm ERR! code ELIFECYCLE",
                "npm error code 1",
                "make: *** [Makefile:12: test] Error 2",
                "gmake[1]: *** [all] Error 1",
                "not ok 3 - rounds half up",
                "  ✗ rounds half up",
                "  ✕ is not this one, but × is: error: x",
                "> Task :test FAILED",
                "BUILD FAILED",
                "fatal: unable to access 'https://gitlab.example/shop.git/': Could not resolve host",
                "Segmentation fault (core dumped)",
                "/bin/sh: line 12: rspec: command not found",
                "cp: error writing 'a': No space left on device",
                "FATAL: password authentication failed for user \"shop\"",
                "Caused by: org.hibernate.HibernateException: x",
                "##[error]: no",
                "ERROR: Preparation failed: failed to pull image"
            })
    void of_reportsOfCommonTools_areSure(String line) {
        assertThat(ErrorLines.of(line)).isEqualTo(Certainty.STRONG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cat: .env: No such file or directory",
                "Command exited with code 2",
                "exit status 1",
                "3 examples, 1 failure",
                "WARNING: Retrieving cache.zip: ERROR: no such host",
                "failed to load cache",
                "3 problems (1 error, 2 warnings)"
            })
    void of_whatMayBeHarmless_isUnsure(String line) {
        assertThat(ErrorLines.of(line)).isEqualTo(Certainty.WEAK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ERROR: Job failed: exit code 1",
                "$ make test || echo 'ERROR: tests failed'",
                "+ echo error: nothing",
                "Tests run: 12, Failures: 0, Errors: 0, Skipped: 1",
                "0 errors, 0 warnings",
                "no errors found",
                "  ✓ throws a TypeError: for negative prices",
                "tests/test_price.py::test_raises_ValueError PASSED      [ 50%]",
                "test error::display ... ok",
                "ok 3 - raises Error: on empty",
                "PASS src/error.test.ts",
                "[       OK ] ErrorTest.Throws (0 ms)",
                "Compiling 12 files",
                ""
            })
    void of_whatOnlyMentionsErrors_isNone(String line) {
        assertThat(ErrorLines.of(line)).isEqualTo(Certainty.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Downloading com/google/errorprone/error_prone_annotations-2.36.0.jar",
                "adding: src/main/java/shop/PriceError.java",
                "gcc -Werror -c price.c"
            })
    void of_namesOfFilesAndOptions_areNotSure(String line) {
        assertThat(ErrorLines.of(line)).isNotEqualTo(Certainty.STRONG);
    }

    @Test
    void excerpt_firstErrorAndTheEnd() throws IOException {
        LogExcerpt found = excerpt(
                lines(100) + "\u001b[31mAssertionError: 119\u001b[0m\n  at Price:12\n" + lines(200)
                        + "Error: second\nERROR: Job failed: exit code 1\n",
                2_000);
        assertThat(found.errorLine()).isEqualTo(101);
        assertThat(found.error()).isEqualTo("AssertionError: 119");
        assertThat(found.errors()).isEqualTo(2);
        assertThat(found.lines()).isEqualTo(304);
        assertThat(found.text())
                .startsWith("97- line 97 is fine\n")
                .contains("101: AssertionError: 119\n102-   at Price:12\n", "--\n")
                .endsWith("303- Error: second\n304- ERROR: Job failed: exit code 1\n");
    }

    @Test
    void excerpt_nothingSure_takesWhatMayBeOne() throws IOException {
        LogExcerpt found = excerpt(lines(30) + "cp: a: No such file or directory\n" + lines(30), 1_000);
        assertThat(found.errorLine()).isEqualTo(31);
    }

    @Test
    void excerpt_noError_isTheEnd() throws IOException {
        LogExcerpt found = excerpt(lines(300) + "ERROR: Job failed: exit code 1\n", 1_000);
        assertThat(found.errorLine()).isZero();
        assertThat(found.text()).startsWith("290- ").endsWith("301- ERROR: Job failed: exit code 1\n");
        assertThat(excerpt("", 1_000).lines()).isZero();
    }

    @Test
    void excerpt_longLinesOfWideCharacters_staysWithinItsBytes() throws IOException {
        String wide = "√".repeat(3_000) + "\n";
        for (int bytes : new int[] {1_500, 3_000, 6_000}) {
            LogExcerpt found = excerpt(wide.repeat(5) + "Error: " + wide + wide.repeat(30), bytes);
            assertThat(found.text().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(bytes);
            assertThat(found.errorLine()).isEqualTo(6);
        }
    }
}
