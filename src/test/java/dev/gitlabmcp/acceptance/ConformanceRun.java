package dev.gitlabmcp.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.testkit.McpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The results of one run of the conformance suite.
 *
 * @param checks the checks of each scenario
 * @param notScored scenarios that the suite itself lists as run but not scored
 */
record ConformanceRun(Map<String, List<Check>> checks, Set<String> notScored) {
    private static final Pattern RESULTS =
            Pattern.compile("server-(.+)-\\d{4}-\\d{2}-\\d{2}T\\d{2}-\\d{2}-\\d{2}-\\d+Z");
    private static final Pattern NOT_SCORED = Pattern.compile("^  [✓✗] (\\S+) \\(.+\\)$", Pattern.MULTILINE);

    /** One check, as the suite wrote it. */
    record Check(String id, String status, String text) {}

    /** Reads the result files and the summary that a run printed. */
    static ConformanceRun read(Path results, String printed) {
        Map<String, List<Check>> checks = new TreeMap<>();
        try (Stream<Path> directories = Files.list(results)) {
            for (Path directory : directories.toList()) {
                Matcher name = RESULTS.matcher(directory.getFileName().toString());
                if (!name.matches()) {
                    throw new AssertionError("Unexpected among the results: " + directory);
                }
                checks.put(name.group(1), checks(directory.resolve("checks.json")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int list = printed.indexOf("\nNot scored for ");
        Set<String> notScored = list < 0
                ? Set.of()
                : NOT_SCORED
                        .matcher(printed.substring(list))
                        .results()
                        .map((MatchResult r) -> r.group(1))
                        .collect(Collectors.toSet());
        return new ConformanceRun(checks, notScored);
    }

    private static List<Check> checks(Path file) throws IOException {
        List<Check> checks = new ArrayList<>();
        for (JsonNode check : McpClient.json(Files.readString(file))) {
            checks.add(new Check(
                    check.path("id").asText(),
                    check.path("status").asText(),
                    check.path("description").asText() + " "
                            + check.path("errorMessage").asText()));
        }
        return checks;
    }

    /** The scenarios that count. */
    Map<String, List<Check>> scored() {
        Map<String, List<Check>> scored = new TreeMap<>(checks);
        scored.keySet().removeAll(notScored);
        return scored;
    }

    /** The checks that passed in scenarios that count. */
    long passed() {
        return scored().values().stream()
                .flatMap(Collection::stream)
                .filter(check -> check.status().equals("SUCCESS"))
                .count();
    }

    /** The checks in scenarios that count which neither passed nor were mere notes of the suite. */
    List<Check> problems() {
        return scored().values().stream()
                .flatMap(Collection::stream)
                .filter(check ->
                        check.status().equals("FAILURE") || check.status().equals("WARNING"))
                .toList();
    }

    /** The figures, one line per scenario that counts. */
    String figures() {
        return scored().entrySet().stream()
                .map(scenario -> "  " + scenario.getKey() + ": "
                        + scenario.getValue().stream()
                                .collect(Collectors.groupingBy(Check::status, TreeMap::new, Collectors.counting())))
                .collect(Collectors.joining("\n"));
    }
}
