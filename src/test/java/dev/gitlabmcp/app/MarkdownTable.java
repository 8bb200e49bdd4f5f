package dev.gitlabmcp.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rows of one table of a page, without its head.
 *
 * @param rows the cells of each, without white space around them
 */
record MarkdownTable(List<List<String>> rows) {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern RULE = Pattern.compile("\\|(?: *:?-+:? *\\|)+");

    /** The first table below this heading, which is given with its number signs. */
    static MarkdownTable below(Path page, String heading) {
        List<String> lines;
        try {
            lines = Files.readAllLines(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int start = lines.indexOf(heading);
        if (start < 0) {
            throw new AssertionError(page + " has no heading " + heading);
        }
        return new MarkdownTable(lines.stream()
                .skip(start)
                .dropWhile(line -> !RULE.matcher(line).matches())
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .map(MarkdownTable::cells)
                .toList());
    }

    /** The cells of a line of a table. */
    static List<String> cells(String line) {
        String inner = line.strip().replaceAll("^\\||\\|$", "");
        return Stream.of(inner.split("\\|", -1)).map(String::strip).toList();
    }

    /** All that a cell shows as code. */
    static List<String> code(String cell) {
        return CODE.matcher(cell)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
