package dev.gitlabmcp.shaping;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells the lines of a CI job's log in which common tools report an error from those that only mention the word. Stateless.
 */
final class ErrorLines {
    /** How sure it is. */
    enum Certainty {
        NONE,
        /** May be harmless, such as a file that was not found. */
        WEAK,
        STRONG
    }

    /** One of these words is in each line that counts, so that all others cost little. */
    private static final List<String> WORDS = List.of(
            "error",
            "fail",
            "exception",
            "traceback",
            "panic",
            "fatal",
            "not ok",
            "***",
            "exit",
            "err!",
            "segmentation",
            "killed",
            "out of memory",
            "no space",
            "not found",
            "no such file",
            "denied",
            "refused",
            "timed out");

    private static final String CROSSES = "✗✘✖×";

    /** The runner's last word, which says that the job failed but not why. */
    private static final Pattern LAST_WORD = Pattern.compile("^\\s*ERROR: Job failed");

    /** Commands that the runner or a shell shows before it runs them, and tests that passed. */
    private static final Pattern HARMLESS =
            Pattern.compile("^\\s*(\\$ |\\+{1,3} |✓|✔|√|ok \\d|PASS\\b|--- PASS|\\[ +OK +])"
                    + "|(\\bPASSED|\\bpassed|\\.\\.\\. ok)(\\s+\\[ *\\d+%])?\\s*$");

    private static final Pattern NONE_AT_ALL = Pattern.compile(
            "(?i)\\b(0|no|without|zero) (error|failure|failed|failing|warnings? and 0 error)|\\b(errors?|failures?|failed)\\s*[:=]\\s*0\\b");

    private static final Pattern SOME = Pattern.compile(
            "(?i)\\b[1-9]\\d* (error|failure|failed|failing)" + "|\\b(errors?|failures?|failed)\\s*[:=]\\s*[1-9]");

    private static final Pattern WARNING = Pattern.compile("(?i)^\\W*(\\S+ ){0,3}\\[?warn(ing)?\\b");

    private static final Pattern STRONG = Pattern.compile(String.join(
            "|",
            "Traceback \\(most recent call last\\)",
            "^\\s*(panic|fatal error|fatal): ",
            "^npm (ERR!|error) ",
            "\\b[gn]?make(\\[\\d+])?: \\*\\*\\*",
            // error: ..., error[E0308]: ..., error TS2304: ..., Error: ...
            "(^|[^\\w./-])[Ee]rror(\\[\\w+]|]|\\s+[A-Z]+\\d+)?:",
            "^\\s*##\\[error]",
            "(^|[^\\w./-])(ERROR|FATAL|SEVERE|CRITICAL)(?![\\w./=-])",
            // AssertionError: ..., java.lang.IllegalStateException, but no names of files
            "(^|[^\\w/-])([\\w$]+\\.)*[A-Z]\\w*(Error|Exception)(?![\\w.(/=-]|\\s*[({])",
            "\\b(FAILED|FAILURE|FAIL)\\b(?!-)",
            "^\\s*not ok \\d",
            "^\\s*[✗✘✖×] ",
            "(?i:segmentation fault|core dumped|out of memory|no space left on device|: command not found)",
            "\\bexecutable file not found\\b",
            "^\\s*Killed\\s*$"));

    private static final Pattern WEAK =
            Pattern.compile("(?i)\\bfail(ed|ure|s)?\\b|\\bexit(ed)?( with)? (code|status):? *[1-9]"
                    + "|no such file or directory|permission denied|access denied|connection refused|timed out|\\bnot found\\b"
                    + "|\\berror\\b|exception\\b");

    /** The words by the first character, small or capital, where that is one of ASCII. */
    private static final String[][] BY_FIRST = byFirst();

    private ErrorLines() {}

    private static String[][] byFirst() {
        String[][] words = new String[128][];
        for (char c = 0; c < 128; c++) {
            String first = String.valueOf(c);
            words[c] = WORDS.stream()
                    .filter(word -> word.regionMatches(true, 0, first, 0, 1))
                    .toArray(String[]::new);
        }
        return words;
    }

    /** How sure it is that this line, without colours and markers, reports an error. */
    static Certainty of(String line) {
        if (!hasWord(line)
                || HARMLESS.matcher(line).find()
                || LAST_WORD.matcher(line).find()) {
            return Certainty.NONE;
        }
        if (NONE_AT_ALL.matcher(line).find() && !SOME.matcher(line).find()) {
            return Certainty.NONE;
        }
        if (STRONG.matcher(line).find()) {
            return WARNING.matcher(line).find() ? Certainty.WEAK : Certainty.STRONG;
        }
        return WEAK.matcher(line).find() || SOME.matcher(line).find() ? Certainty.WEAK : Certainty.NONE;
    }

    private static boolean hasWord(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c >= 128) {
                if (CROSSES.indexOf(c) >= 0) {
                    return true;
                }
                continue;
            }
            if (isAt(line, i, BY_FIRST[c])) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(String line, int at, String[] words) {
        for (String word : words) {
            if (line.regionMatches(true, at, word, 0, word.length())) {
                return true;
            }
        }
        return false;
    }
}
