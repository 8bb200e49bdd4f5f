package dev.gitlabmcp.catalogue;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Another MCP server for GitLab and what it offers, as the reference data says.
 *
 * @param letter stands for it in the mapping
 * @param title its name and version
 * @param counted how many operations the reference says there are
 * @param operations those found in its tables
 */
record PeerServer(String letter, String title, int counted, List<Operation> operations) {
    private static final Pattern HEADING =
            Pattern.compile("## ([ABC])\\. (.+?)(?:, tools)?: (\\d+)(?: tools)?(?:, (\\d+) actions)?.*");
    private static final Pattern ROW = Pattern.compile("\\| ([a-z_]+) (?:\\+ )?(?:\\([^)]+\\) )?(?:\\d+ )?\\| .*");
    private static final Pattern TOOLSET = Pattern.compile("\\*\\*(no toolset|[a-z_]+)\\b.*");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern ENDINGS = Pattern.compile("([a-z]+_)([a-z]+(?:/[a-z]+)+)");
    private static final Pattern BEGINNINGS = Pattern.compile("([a-z]+)/([a-z]+)(_[a-z_]+)\\(s\\)");

    /**
     * One thing it can do.
     *
     * @param toolset where it sorts the tool; empty where it does not sort
     * @param tool its tool
     * @param action what that tool is told to do; empty where it does one thing only
     */
    record Operation(String toolset, String tool, String action) {
        @Override
        public String toString() {
            return action.isEmpty() ? tool : tool + " " + action;
        }
    }

    /** All that the reference data knows; skips the test where there is none. */
    static List<PeerServer> all() {
        Path file = Path.of(System.getProperty("reference.dir", "../shared"), "reference", "peer-tools.md");
        assumeTrue(Files.isRegularFile(file), () -> "no reference data: " + file.toAbsolutePath());
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<PeerServer> servers = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher heading = HEADING.matcher(lines.get(i));
            if (heading.matches()) {
                List<String> section = lines.stream()
                        .skip(i + 1L)
                        .takeWhile(line -> !line.startsWith("## "))
                        .toList();
                String count = heading.group(4) != null ? heading.group(4) : heading.group(3);
                servers.add(new PeerServer(
                        heading.group(1),
                        heading.group(2),
                        Integer.parseInt(count),
                        operations(heading.group(1), section)));
            }
        }
        return servers;
    }

    private static List<Operation> operations(String letter, List<String> section) {
        List<Operation> operations = new ArrayList<>();
        String toolset = "";
        for (String line : section) {
            Matcher heading = TOOLSET.matcher(line);
            Matcher row = ROW.matcher(line);
            if (heading.matches()) {
                toolset = heading.group(1);
            } else if (row.matches() && !row.group(1).equals("tool")) {
                String first = row.group(1);
                List<String> cells = List.of(line.split("(?<!\\\\)\\|", -1));
                switch (letter) {
                    case "A" -> operations.add(new Operation(toolset, first, ""));
                    case "B" ->
                        actions(cells.get(2))
                                .map(a -> new Operation("", first, a))
                                .forEach(operations::add);
                    default ->
                        names(cells.get(2) + cells.get(3))
                                .forEach(name -> operations.add(new Operation(first, name, "")));
                }
            }
        }
        return operations;
    }

    /** The actions in {@code a → GET x; b, c (remark) → POST y}. */
    private static Stream<String> actions(String cell) {
        String bare = cell;
        for (String before = ""; !before.equals(bare); ) {
            before = bare;
            bare = bare.replaceAll(" *\\([^()]*\\)", "");
        }
        return Stream.of(bare.split(";", -1))
                .map(part -> part.split("[→—]", 2)[0])
                .flatMap(names -> Stream.of(names.split(",", -1)))
                .map(String::strip);
    }

    /** The tools in {@code `get_a`, `_b`, `list_c/d`, `get/list_e(s)`}: get_a, get_a_b, list_c, list_d and so on. */
    private static List<String> names(String cells) {
        List<String> names = new ArrayList<>();
        String whole = "";
        for (String code : CODE.matcher(cells).results().map(m -> m.group(1)).toList()) {
            Matcher endings = ENDINGS.matcher(code);
            Matcher beginnings = BEGINNINGS.matcher(code);
            if (code.startsWith("_")) {
                names.add(whole + code);
            } else if (endings.matches()) {
                Stream.of(endings.group(2).split("/", -1))
                        .map(ending -> endings.group(1) + ending)
                        .forEach(names::add);
            } else if (beginnings.matches()) {
                names.add(beginnings.group(1) + beginnings.group(3));
                names.add(beginnings.group(2) + beginnings.group(3) + "s");
            } else {
                whole = code;
                names.add(code);
            }
        }
        return names;
    }
}
