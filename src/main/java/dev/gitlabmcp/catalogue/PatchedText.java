package dev.gitlabmcp.catalogue;

import java.util.Arrays;
import java.util.List;

/**
 * A text after a patch.
 *
 * @param text the whole new text, lines ended by {@code \n}
 * @param changes how many places were changed
 */
record PatchedText(String text, int changes) {
    private static final int CONTEXT = 2;

    /** What became of the former text, as one hunk of a unified diff from the first changed line to the last. */
    String differenceFrom(String before) {
        List<String> old = linesOf(before);
        List<String> now = linesOf(text);
        int front = 0;
        while (front < old.size() && front < now.size() && old.get(front).equals(now.get(front))) {
            front++;
        }
        int back = 0;
        while (back < Math.min(old.size(), now.size()) - front
                && old.get(old.size() - 1 - back).equals(now.get(now.size() - 1 - back))) {
            back++;
        }
        int start = Math.max(0, front - CONTEXT);
        int kept = Math.min(back, CONTEXT);
        StringBuilder diff = new StringBuilder()
                .append("@@ -")
                .append(range(start, old.size() - back + kept))
                .append(" +")
                .append(range(start, now.size() - back + kept))
                .append(" @@\n");
        lines(diff, ' ', old.subList(start, front));
        lines(diff, '-', old.subList(front, old.size() - back));
        lines(diff, '+', now.subList(front, now.size() - back));
        lines(diff, ' ', old.subList(old.size() - back, old.size() - back + kept));
        return diff.toString();
    }

    /** The lines of a text; the empty text has none. */
    static List<String> linesOf(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split("\n", -1));
    }

    private static String range(int from, int to) {
        // No lines at all are counted from the line behind which they would be.
        return (to == from ? from : from + 1) + "," + (to - from);
    }

    private static void lines(StringBuilder diff, char mark, List<String> lines) {
        lines.forEach(line -> diff.append(mark).append(line).append('\n'));
    }
}
