package dev.gitlabmcp.deployment;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** docs/tls-and-proxies.md in parts. */
final class GuideText {
    static final Path FILE = Path.of("docs/tls-and-proxies.md");
    private static final Pattern SHELL = Pattern.compile("^```sh\\R(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private GuideText() {}

    /** The one block of shell commands that begins so. */
    static String commands(String beginning) {
        List<String> found = SHELL.matcher(StrictYaml.text(FILE))
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.startsWith(beginning))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " blocks begin with " + beginning);
        }
        return found.get(0);
    }

    /** The rows of the table with this head, without it; cells are separated by bars. */
    static List<List<String>> table(Path file, String head) {
        List<String> lines = StrictYaml.text(file).lines().toList();
        int start = lines.indexOf(head);
        if (start < 0 || lines.lastIndexOf(head) != start) {
            throw new AssertionError("no table, or more than one: " + head);
        }
        return lines.stream()
                .skip(start + 2L)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Stream.of(line.substring(1, line.length() - 1).split("\\|", -1))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    /** What stands in a cell between backticks. */
    static List<String> code(String cell) {
        return CODE.matcher(cell)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
