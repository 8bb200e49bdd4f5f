package dev.gitlabmcp.shaping;

import com.google.re2j.Pattern;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

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

    private record Line(int number, long start, long end, String text, int size) {}

    /**
     * The last lines.
     *
     * @param lines how many, 1 or more
     * @param maxBytes how many bytes of text to show
     * @throws IOException when the stream breaks off
     */
    public static LogSlice tail(InputStream in, int lines, int maxBytes) throws IOException {
        LineReader reader = new LineReader(in, 0, MAX_LINE);
        Deque<Line> kept = new ArrayDeque<>();
        int size = 0;
        while (reader.next()) {
            Line line = read(reader);
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
        Line first = kept.peekFirst();
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
            Line line = read(reader);
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
        LineReader reader = new LineReader(in, skip(in, offset), MAX_LINE);
        Grep grep = new Grep(context);
        long end = offset;
        while (reader.next()) {
            Line line = read(reader);
            if (line != null) {
                boolean found = pattern.matcher(line.text()).find();
                if (found && grep.matches > 0 && grep.size + line.size() > maxBytes) {
                    return grep.slice(offset, end, true, reader);
                }
                grep.take(line, found, maxBytes);
            }
            end = reader.end();
        }
        return grep.slice(offset, end, false, reader);
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

    /** The line as it is shown, or null when nothing of it is. */
    private static @Nullable Line read(LineReader reader) {
        String raw = reader.text(StandardCharsets.UTF_8);
        if (LogText.isMarkerOnly(raw)) {
            return null;
        }
        String text = LogText.plain(raw);
        if (reader.length() > reader.kept()) {
            text += "… [" + (reader.length() - reader.kept()) + " more bytes in this line]";
        }
        return new Line(
                reader.number(), reader.start(), reader.end(), text, text.getBytes(StandardCharsets.UTF_8).length + 1);
    }

    /** What was found so far. */
    private static final class Grep {
        private final int context;
        private final Deque<Line> before = new ArrayDeque<>();
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

        void take(Line line, boolean found, int maxBytes) {
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

        private void show(Line line, char mark, int maxBytes) {
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
