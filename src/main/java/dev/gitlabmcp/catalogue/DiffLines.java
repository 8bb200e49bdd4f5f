package dev.gitlabmcp.catalogue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Finds lines in a file's diff, because GitLab names a line by both of its numbers. Stateless.
 *
 * @see <a href="https://docs.gitlab.com/api/discussions/#line-code">Line codes</a>
 */
final class DiffLines {

    /** How a line stands in a diff. */
    enum Kind {
        ADDED,
        REMOVED,
        UNCHANGED
    }

    /** A line: where it stands, or would stand, before and after the change. */
    record Line(int oldLine, int newLine, Kind kind) {

        /** GitLab's name for the line in that file. */
        String code(String path) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-1").digest(path.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(hash) + "_" + oldLine + "_" + newLine;
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java platform has SHA-1", e);
            }
        }
    }

    private DiffLines() {}

    /** The line with that number after the change or, when that is 0, before it; empty when there is none. */
    static Optional<Line> find(String diff, int oldLine, int newLine) {
        int old = 1;
        int now = 1;
        for (int start = 0; start < diff.length(); ) {
            int feed = diff.indexOf('\n', start);
            int end = feed < 0 ? diff.length() : feed;
            char first = end > start ? diff.charAt(start) : ' ';
            if (first == '@') {
                int oldStart = number(diff, diff.indexOf('-', start) + 1, end);
                int newStart = number(diff, diff.indexOf('+', start) + 1, end);
                if (newLine > 0 ? newLine < newStart : oldLine < oldStart) {
                    return Optional.of(unchanged(old, now, oldLine, newLine));
                }
                // A side without lines is counted from the line before it.
                old = Math.max(1, oldStart);
                now = Math.max(1, newStart);
            } else if (first == '+') {
                if (newLine == now) {
                    return Optional.of(new Line(old, now, Kind.ADDED));
                }
                now++;
            } else if (first == '-') {
                if (newLine == 0 && oldLine == old) {
                    return Optional.of(new Line(old, now, Kind.REMOVED));
                }
                old++;
            } else if (first == ' ') {
                if (newLine > 0 ? newLine == now : oldLine == old) {
                    return Optional.of(new Line(old, now, Kind.UNCHANGED));
                }
                old++;
                now++;
            }
            start = end + 1;
        }
        return diff.isEmpty() ? Optional.empty() : Optional.of(unchanged(old, now, oldLine, newLine));
    }

    /** A line outside of the hunks, as far from its other self as the lines around it are. */
    private static Line unchanged(int old, int now, int oldLine, int newLine) {
        return newLine > 0
                ? new Line(newLine - now + old, newLine, Kind.UNCHANGED)
                : new Line(oldLine, oldLine - old + now, Kind.UNCHANGED);
    }

    private static int number(String diff, int from, int end) {
        int number = 0;
        for (int i = from; i < end && Character.digit(diff.charAt(i), 10) >= 0; i++) {
            number = number * 10 + Character.digit(diff.charAt(i), 10);
        }
        return number;
    }
}
