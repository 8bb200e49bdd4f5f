package dev.gitlabmcp.sandbox;

import java.util.ArrayList;
import java.util.List;

/** The lines that differ between two texts, and their unified form. */
final class LineDiff {
    private static final int CONTEXT = 3;
    /** Beyond this many pairs of lines the differing middle counts as replaced as a whole. */
    private static final long MOST_PAIRS = 4_000_000;

    private final List<String> left;
    private final List<String> right;
    private final List<Change> changes = new ArrayList<>();

    /** Lines {@code from..to} (exclusive) of the left text become lines {@code start..end} of the right one. */
    record Change(int from, int to, int start, int end) {}

    private LineDiff(List<String> left, List<String> right) {
        this.left = left;
        this.right = right;
        int head = 0;
        while (head < left.size() && head < right.size() && left.get(head).equals(right.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(left.size(), right.size()) - head
                && left.get(left.size() - 1 - tail).equals(right.get(right.size() - 1 - tail))) {
            tail++;
        }
        compare(head, left.size() - tail, right.size() - tail);
    }

    static LineDiff of(String left, String right) {
        return new LineDiff(lines(left), lines(right));
    }

    /** The lines of a text, each with its line feed if it has one. */
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int feed = text.indexOf('\n', start);
            int end = feed < 0 ? text.length() : feed + 1;
            lines.add(text.substring(start, end));
            start = end;
        }
        return lines;
    }

    List<Change> changes() {
        return changes;
    }

    int additions() {
        return changes.stream().mapToInt(change -> change.end - change.start).sum();
    }

    int deletions() {
        return changes.stream().mapToInt(change -> change.to - change.from).sum();
    }

    private void compare(int head, int leftEnd, int rightEnd) {
        int rows = leftEnd - head;
        int columns = rightEnd - head;
        if (rows == 0 && columns == 0) {
            return;
        }
        if (rows == 0 || columns == 0 || (long) rows * columns > MOST_PAIRS) {
            changes.add(new Change(head, leftEnd, head, rightEnd));
            return;
        }
        int[][] common = new int[rows + 1][columns + 1];
        for (int i = rows - 1; i >= 0; i--) {
            for (int j = columns - 1; j >= 0; j--) {
                common[i][j] = left.get(head + i).equals(right.get(head + j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        walk(common, head, rows, columns);
    }

    private void walk(int[][] common, int head, int rows, int columns) {
        int i = 0;
        int j = 0;
        while (i < rows || j < columns) {
            int from = i;
            int start = j;
            while (i < rows || j < columns) {
                if (i < rows && j < columns && left.get(head + i).equals(right.get(head + j))) {
                    break;
                }
                if (j == columns || (i < rows && common[i + 1][j] >= common[i][j + 1])) {
                    i++;
                } else {
                    j++;
                }
            }
            if (i > from || j > start) {
                changes.add(new Change(head + from, head + i, head + start, head + j));
            }
            while (i < rows && j < columns && left.get(head + i).equals(right.get(head + j))) {
                i++;
                j++;
            }
        }
    }

    /** The hunks with three lines of context, without file names; empty for equal texts. */
    String unified() {
        StringBuilder out = new StringBuilder();
        int next = 0;
        while (next < changes.size()) {
            int last = next;
            while (last + 1 < changes.size() && changes.get(last + 1).from - changes.get(last).to <= 2 * CONTEXT) {
                last++;
            }
            hunk(out, changes.subList(next, last + 1));
            next = last + 1;
        }
        return out.toString();
    }

    private void hunk(StringBuilder out, List<Change> group) {
        Change first = group.get(0);
        Change last = group.get(group.size() - 1);
        int from = Math.max(0, first.from - CONTEXT);
        int to = Math.min(left.size(), last.to + CONTEXT);
        int start = first.start - (first.from - from);
        int end = last.end + (to - last.to);
        out.append("@@ -")
                .append(range(from, to))
                .append(" +")
                .append(range(start, end))
                .append(" @@\n");
        int at = from;
        for (Change change : group) {
            at = copy(out, ' ', left, at, change.from);
            at = copy(out, '-', left, at, change.to);
            copy(out, '+', right, change.start, change.end);
        }
        copy(out, ' ', left, at, to);
    }

    private static String range(int from, int to) {
        int count = to - from;
        int first = count == 0 ? from : from + 1;
        return count == 1 ? Integer.toString(first) : first + "," + count;
    }

    private static int copy(StringBuilder out, char mark, List<String> lines, int from, int to) {
        for (String line : lines.subList(from, to)) {
            out.append(mark).append(line);
            if (!line.endsWith("\n")) {
                out.append("\n\\ No newline at end of file\n");
            }
        }
        return to;
    }
}
