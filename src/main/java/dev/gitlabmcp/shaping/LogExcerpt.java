package dev.gitlabmcp.shaping;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a CI job's log that tells best why the job failed: the first line that reports an error with the lines around
 * it, and the log's end. Made while the log streams by; never more than the part is held.
 *
 * @param text the lines, each with its number as {@code grep -n} shows it; "--" stands where some are left out
 * @param errorLine number of the first line that reports an error, from 1; 0 when none does
 * @param error that line; empty when there is none
 * @param errors how many lines report an error
 * @param lines how many lines the log has
 * @param bytes how many bytes the log has
 */
public record LogExcerpt(String text, int errorLine, String error, int errors, int lines, long bytes) {
    /** Enough of a line to understand an error; minified output runs to megabytes. */
    private static final int MAX_CHARS = 400;

    private static final int MAX_LINE = 4 * MAX_CHARS;
    private static final int BEFORE = 4;
    private static final int AFTER = 20;
    private static final int END = 12;

    /**
     * Reads a log to its end.
     *
     * @param maxBytes how many bytes of text to show, at least those of two lines
     * @throws IOException when the stream breaks off
     */
    public static LogExcerpt of(InputStream in, int maxBytes) throws IOException {
        LineReader reader = new LineReader(in, 0, MAX_LINE);
        Window sure = new Window();
        Window unsure = new Window();
        Deque<LogLine> last = new ArrayDeque<>();
        int errors = 0;
        int doubts = 0;
        while (reader.next()) {
            LogLine whole = LogLine.read(reader);
            if (whole == null || whole.text().isBlank()) {
                continue;
            }
            LogLine line = whole.shortened(MAX_CHARS);
            ErrorLines.Certainty certainty = ErrorLines.of(line.text());
            errors += certainty == ErrorLines.Certainty.STRONG ? 1 : 0;
            doubts += certainty == ErrorLines.Certainty.WEAK ? 1 : 0;
            sure.take(line, certainty == ErrorLines.Certainty.STRONG, last);
            unsure.take(line, certainty == ErrorLines.Certainty.WEAK, last);
            last.addLast(line);
            if (last.size() > END) {
                last.removeFirst();
            }
        }
        Window best = sure.error == null ? unsure : sure;
        LogLine error = best.error;
        return new LogExcerpt(
                text(best, last, maxBytes),
                error == null ? 0 : error.number(),
                error == null ? "" : error.text(),
                sure.error == null ? doubts : errors,
                reader.number(),
                reader.end());
    }

    /** The error comes first, then what follows it, then what is before it; the end of the log gets what they leave. */
    private static String text(Window window, Deque<LogLine> last, int maxBytes) {
        LogLine error = window.error;
        if (error == null) {
            return written(newest(last, 0, maxBytes), 0);
        }
        int room = maxBytes - cost(error) - 2 * "--\n".length();
        int shown = 0;
        int size = 0;
        // The end of a log rarely says more than its middle, but a summary of tests stands there.
        while (shown < window.after.size() && size + cost(window.after.get(shown)) <= room / 2) {
            size += cost(window.after.get(shown++));
        }
        int skipped = window.before.size();
        while (skipped > 0 && size + cost(window.before.get(skipped - 1)) <= room * 2 / 3) {
            size += cost(window.before.get(--skipped));
        }
        List<LogLine> lines = new ArrayList<>(window.before.subList(skipped, window.before.size()));
        lines.add(error);
        lines.addAll(window.after.subList(0, shown));
        lines.addAll(newest(last, lines.get(lines.size() - 1).number(), room - size));
        return written(lines, error.number());
    }

    /** As many of the last lines behind that one as fit. */
    private static List<LogLine> newest(Deque<LogLine> last, int behind, int maxBytes) {
        ArrayDeque<LogLine> kept = new ArrayDeque<>();
        int size = 0;
        for (LogLine line : (Iterable<LogLine>) last::descendingIterator) {
            size += cost(line);
            if (line.number() <= behind || size > maxBytes) {
                break;
            }
            kept.addFirst(line);
        }
        return List.copyOf(kept);
    }

    private static int cost(LogLine line) {
        return line.size() + Integer.toString(line.number()).length() + 2;
    }

    private static String written(List<LogLine> lines, int error) {
        StringBuilder text = new StringBuilder();
        int before = 0;
        for (LogLine line : lines) {
            if (before > 0 && line.number() > before + BEFORE) {
                text.append("--\n");
            }
            text.append(line.number())
                    .append(line.number() == error ? ": " : "- ")
                    .append(line.text())
                    .append('\n');
            before = line.number();
        }
        return text.toString();
    }

    /** The first error of a kind and the lines around it. */
    private static final class Window {
        private final List<LogLine> before = new ArrayList<>();
        private final List<LogLine> after = new ArrayList<>();
        private @Nullable LogLine error;

        void take(LogLine line, boolean isError, Deque<LogLine> earlier) {
            if (error != null) {
                if (after.size() < AFTER) {
                    after.add(line);
                }
            } else if (isError) {
                error = line;
                int skipped = Math.max(0, earlier.size() - BEFORE);
                earlier.stream().skip(skipped).forEach(before::add);
            }
        }
    }
}
