package dev.gitlabmcp.shaping;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * Reads a stream line by line and keeps one line at a time, of a line that is too long only its front. Knows where in
 * the stream each line starts. For one thread.
 */
public final class LineReader {
    private final InputStream in;
    private final int maxLine;
    private final byte[] buffer = new byte[16 * 1024];
    private int position;
    private int filled;
    private byte[] line = new byte[512];
    private int kept;
    private long length;
    private boolean printable;
    private long start;
    private long offset;
    private int number;

    /**
     * Reads from here.
     *
     * @param offset what to call the first byte's place
     * @param maxLine how many bytes of a line to keep, 1 or more
     */
    public LineReader(InputStream in, long offset, int maxLine) {
        this.in = in;
        this.offset = offset;
        this.maxLine = maxLine;
    }

    /**
     * Goes to the next line; false when there is none.
     *
     * @throws IOException when the stream breaks off
     */
    public boolean next() throws IOException {
        start = offset;
        kept = 0;
        length = 0;
        printable = true;
        while (true) {
            if (position == filled) {
                filled = in.read(buffer, 0, buffer.length);
                position = 0;
                if (filled <= 0) {
                    filled = 0;
                    if (offset == start) {
                        return false;
                    }
                    number++;
                    return true;
                }
            }
            int end = lineEnd();
            keep(end - position);
            boolean complete = end < filled;
            int used = end - position + (complete ? 1 : 0);
            offset += used;
            position += used;
            if (complete) {
                number++;
                return true;
            }
        }
    }

    private int lineEnd() {
        int end = PrintableAscii.end(buffer, position, filled);
        while (end < filled && buffer[end] != '\n') {
            printable &= buffer[end] == '\t';
            end = PrintableAscii.end(buffer, end + 1, filled);
        }
        return end;
    }

    private void keep(int bytes) {
        length += bytes;
        int room = Math.min(bytes, maxLine - kept);
        if (room > 0) {
            if (kept + room > line.length) {
                line = Arrays.copyOf(line, Math.min(maxLine, Math.max(kept + room, line.length * 2)));
            }
            System.arraycopy(buffer, position, line, kept, room);
            kept += room;
        }
    }

    /** The kept part of the line, without its line feed. */
    public String text(Charset charset) {
        return new String(line, 0, kept, charset);
    }

    /** Whether the line holds nothing but tabs and printable characters of ASCII. */
    public boolean isPrintableAscii() {
        return printable;
    }

    /** How many bytes of the line were kept. */
    public int kept() {
        return kept;
    }

    /** The whole line's length in bytes, without its line feed. */
    public long length() {
        return length;
    }

    /** Where the line starts in the stream. */
    public long start() {
        return start;
    }

    /** Where the next line starts in the stream. */
    public long end() {
        return offset;
    }

    /** The line's number among those read, from 1. */
    public int number() {
        return number;
    }
}
