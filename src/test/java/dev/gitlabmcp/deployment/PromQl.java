package dev.gitlabmcp.deployment;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an expression names, as far as this project's expressions go; whether it is one at all says promtool.
 *
 * @param selectors the metrics with what is asked of their labels
 * @param grouping the labels by which is grouped or joined
 */
record PromQl(List<Selector> selectors, Set<String> grouping) {
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern SELECTOR =
            Pattern.compile("\\b([a-zA-Z_:][a-zA-Z0-9_:]*)\\b(?!\\s*\\()(?:\\{([^}]*)})?");
    private static final Pattern CONDITION =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)(=~|!~|=|!=)\"([^\"]*)\"\\s*(?:,|$)");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

    /** A metric and the conditions on its labels. */
    record Selector(String metric, List<Condition> conditions) {}

    /** A condition on a label; the value is a regular expression with {@code =~} and {@code !~}. */
    record Condition(String label, String operator, String value) {
        /** The values that it names, of a regular expression without other signs than the bar. */
        List<String> named() {
            return Stream.of(value.split("\\|", -1))
                    .filter(one -> one.matches("[\\w-]+"))
                    .toList();
        }
    }

    /** Reads an expression. */
    static PromQl parse(String expression) {
        String text = expression.replaceAll("\\[[^\\]]*]", "");
        Set<String> grouping = new LinkedHashSet<>();
        Matcher groups = GROUPING.matcher(text);
        StringBuilder rest = new StringBuilder();
        while (groups.find()) {
            Stream.of(groups.group(1).split(",", -1))
                    .map(String::strip)
                    .filter(label -> !label.isEmpty())
                    .forEach(grouping::add);
            groups.appendReplacement(rest, " ");
        }
        groups.appendTail(rest);
        List<Selector> selectors = new ArrayList<>();
        SELECTOR.matcher(rest).results().forEach(found -> {
            if (!WORDS.contains(found.group(1))) {
                selectors.add(new Selector(found.group(1), conditions(found.group(2) == null ? "" : found.group(2))));
            }
        });
        return new PromQl(selectors, grouping);
    }

    private static List<Condition> conditions(String text) {
        List<Condition> conditions = new ArrayList<>();
        Matcher next = CONDITION.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!next.find(at) || next.start() != at) {
                throw new AssertionError("Not understood: {" + text + "}");
            }
            conditions.add(new Condition(next.group(1), next.group(2), next.group(3)));
            at = next.end();
        }
        return conditions;
    }
}
