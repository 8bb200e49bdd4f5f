package dev.gitlabmcp.shaping;

import com.google.re2j.Pattern;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/**
 * Part of a CI job's log, made while the log streams by; never more than the part is held.
 *
 * @param text the lines shown
 * @param firstLine number of the first line shown, from 1; 0 when none is, or when the slice starts at a byte
 * @param startByte where the first line shown begins
 * @param endByte where the line after the last one shown begins
 * @param shownLines how many lines are shown
 * @param matches how many lines matched, when a pattern was given
 * @param more whether there is more behind the slice
 * @param readBytes how much of the log was read
 * @param readLines how many lines were read
 */
public record LogSlice(
        String text,
        int firstLine,
        long startByte,
        long endByte,
        int shownLines,
        int matches,
        boolean more,
        long readBytes,
        int readLines) {
    /** Enough of a line to see what it is about; minified output and progress bars run to megabytes. */
    private static final int MAX_LINE = 8 * 1024;

    /**
     * What to look for in a log.
     *
     * @param wanted whether a line is
     * @param context how many lines before and after each match to show
     * @param offset the byte to begin at, 0 or more; lines are counted from there
     * @param fromLine the first line that may match, 1 or more
     * @param maxMatches how many matches to show
     * @param lineChars how many characters of a line to show
     */
    public record Search(
            Predicate<String> wanted, int context, long offset, int fromLine, int maxMatches, int lineChars) {}

    /**
     * The last lines.
     *
     * @param lines how many, 1 or more
     * @param maxBytes how many bytes of text to show
     * @throws IOException when the stream breaks off
     */
    public static LogSlice tail(InputStream in, int lines, int maxBytes) throws IOException {
        LineReader reader = new LineReader(in, 0, MAX_LINE);
        Deque<LogLine> kept = new ArrayDeque<>();
        int size = 0;
        while (reader.next()) {
            LogLine line = LogLine.read(reader);
            if (line == null) {
                continue;
            }
            kept.addLast(line);
            size += line.size();
            while (kept.size() > lines || (size > maxBytes && kept.size() > 1)) {
                size -= kept.removeFirst().size();
            }
        }
        StringBuilder text = new StringBuilder(size);
        kept.forEach(line -> text.append(line.text()).append('\n'));
        LogLine first = kept.peekFirst();
        return new LogSlice(
                text.toString(),
                first == null ? 0 : first.number(),
                first == null ? reader.end() : first.start(),
                reader.end(),
                kept.size(),
                0,
                false,
                reader.end(),
                reader.number());
    }

    /**
     * The lines from a byte on.
     *
     * @param offset the first byte, 0 or more
     * @param bytes how many bytes of the log to take; the line in which they end is shown whole
     * @param maxBytes how many bytes of text to show
     * @throws IOException when the stream breaks off
     */
    public static LogSlice window(InputStream in, long offset, long bytes, int maxBytes) throws IOException {
        LineReader reader = new LineReader(in, skip(in, offset), MAX_LINE);
        StringBuilder text = new StringBuilder();
        int size = 0;
        int shown = 0;
        long end = offset;
        while (reader.next()) {
            LogLine line = LogLine.read(reader);
            boolean full = line != null && shown > 0 && size + line.size() > maxBytes;
            if (full || reader.start() >= offset + bytes) {
                return new LogSlice(text.toString(), 0, offset, end, shown, 0, true, reader.end(), reader.number());
            }
            end = reader.end();
            if (line != null) {
                text.append(line.text()).append('\n');
                size += line.size();
                shown++;
            }
        }
        return new LogSlice(text.toString(), 0, offset, end, shown, 0, false, reader.end(), reader.number());
    }

    /**
     * The lines in which a pattern is found, each with its number, and lines around them.
     *
     * @param offset where to begin, 0 or more
     * @param context how many lines before and after each match
     * @param maxBytes how many bytes of text to show
     * @throws IOException when the stream breaks off
     */
    public static LogSlice grep(InputStream in, Pattern pattern, int context, long offset, int maxBytes)
            throws IOException {
        return grep(
                in,
                new Search(
                        text -> pattern.matcher(text).find(), context, offset, 1, Integer.MAX_VALUE, Integer.MAX_VALUE),
                maxBytes);
    }

    /**
     * The lines that are looked for, each with its number, and lines around them. Where there is more, the line at which the
     * reading ended is the first match that is not shown.
     *
     * @param maxBytes how many bytes of text to show
     * @throws IOException when the stream breaks off
     */
    public static LogSlice grep(InputStream in, Search search, int maxBytes) throws IOException {
        LineReader reader = new LineReader(in, skip(in, search.offset()), MAX_LINE);
        Grep grep = new Grep(search.context());
        long end = search.offset();
        while (reader.next()) {
            LogLine line = LogLine.read(reader);
            if (line != null) {
                boolean found =
                        reader.number() >= search.fromLine() && search.wanted().test(line.text());
                LogLine shown = line.shortened(search.lineChars());
                boolean full = grep.matches > 0 && grep.size + shown.size() > maxBytes;
                if (found && (full || grep.matches == search.maxMatches())) {
                    return grep.slice(search.offset(), end, true, reader);
                }
                grep.take(shown, found, maxBytes);
            }
            end = reader.end();
        }
        return grep.slice(search.offset(), end, false, reader);
    }

    private static long skip(InputStream in, long offset) throws IOException {
        long left = offset;
        while (left > 0) {
            long skipped = in.skip(left);
            if (skipped <= 0) {
                if (in.read() < 0) {
                    return offset - left;
                }
                skipped = 1;
            }
            left -= skipped;
        }
        return offset;
    }

    /** What was found so far. */
    private static final class Grep {
        private final int context;
        private final Deque<LogLine> before = new ArrayDeque<>();
        private final StringBuilder text = new StringBuilder();
        private int after;
        private int lastShown;
        private int firstShown;
        private int shown;
        private int matches;
        private int size;

        Grep(int context) {
            this.context = context;
        }

        void take(LogLine line, boolean found, int maxBytes) {
            if (found) {
                matches++;
                before.forEach(earlier -> show(earlier, '-', maxBytes));
                before.clear();
                show(line, ':', Integer.MAX_VALUE);
                after = context;
            } else if (after > 0) {
                show(line, '-', maxBytes);
                after--;
            } else if (context > 0) {
                before.addLast(line);
                if (before.size() > context) {
                    before.removeFirst();
                }
            }
        }

        private void show(LogLine line, char mark, int maxBytes) {
            if (size + line.size() > maxBytes) {
                return;
            }
            if (shown > 0 && line.number() > lastShown + 1 && context > 0) {
                text.append("--\n");
            }
            String number = Integer.toString(line.number());
            text.append(number).append(mark).append(' ').append(line.text()).append('\n');
            size += line.size() + number.length() + 5;
            firstShown = shown == 0 ? line.number() : firstShown;
            lastShown = line.number();
            shown++;
        }

        LogSlice slice(long start, long end, boolean more, LineReader reader) {
            return new LogSlice(
                    text.toString(), firstShown, start, end, shown, matches, more, reader.end(), reader.number());
        }
    }
}
