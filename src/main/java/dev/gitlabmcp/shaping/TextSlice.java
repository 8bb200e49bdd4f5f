package dev.gitlabmcp.shaping;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Part of a text file, by lines or from a byte on.
 *
 * @param text the lines, with invisible characters made visible
 * @param firstLine number of the first line shown; 0 when the slice starts at a byte, or nothing is shown
 * @param lastLine number of the last line shown, or 0
 * @param nextLine the line that comes next, or 0 when all was shown or the cut is inside a line
 * @param nextByte the byte that comes next when the cut is inside a line, or -1
 * @param totalLines lines of the whole file, or -1 when its end was not reached
 */
public record TextSlice(String text, int firstLine, int lastLine, int nextLine, long nextByte, int totalLines) {

    /**
     * Reads lines.
     *
     * @param from first line, from 1
     * @param to last line, {@link Integer#MAX_VALUE} for all
     * @param maxBytes how many bytes of text to show
     * @throws IOException when the stream breaks off
     */
    public static TextSlice lines(InputStream in, Charset charset, int from, int to, int maxBytes) throws IOException {
        LineReader reader = new LineReader(in, 0, maxBytes);
        StringBuilder text = new StringBuilder();
        int room = maxBytes;
        int last = 0;
        while (reader.next()) {
            int number = reader.number();
            if (number > to) {
                return new TextSlice(text.toString(), from, last, number, -1, -1);
            }
            if (number < from) {
                continue;
            }
            String line = TextCleaner.code(reader.text(charset));
            int size = line.getBytes(StandardCharsets.UTF_8).length + 1;
            if (reader.length() > reader.kept() || size > room) {
                if (last > 0) {
                    return new TextSlice(text.toString(), from, last, number, -1, -1);
                }
                int kept = Math.min(reader.kept(), room);
                String front = firstBytes(reader.text(charset), charset, kept);
                long next = reader.start() + front.getBytes(charset).length;
                return new TextSlice(TextCleaner.code(front), number, number, 0, next, -1);
            }
            room -= size;
            text.append(line).append('\n');
            last = number;
        }
        return new TextSlice(text.toString(), last == 0 ? 0 : from, last, 0, -1, reader.number());
    }

    /**
     * Reads from a byte on; starts and ends between characters.
     *
     * @throws IOException when the stream breaks off
     */
    public static TextSlice bytes(InputStream in, Charset charset, long offset, int maxBytes) throws IOException {
        in.skipNBytes(offset);
        byte[] read = in.readNBytes(maxBytes + 1);
        boolean more = read.length > maxBytes;
        int end = more ? maxBytes : read.length;
        boolean utf8 = charset.equals(StandardCharsets.UTF_8);
        while (more && utf8 && end > 0 && (read[end] & 0xc0) == 0x80) {
            end--;
        }
        int start = 0;
        while (offset > 0 && utf8 && start < end && start < 4 && (read[start] & 0xc0) == 0x80) {
            start++;
        }
        String text = TextCleaner.code(new String(read, start, end - start, charset));
        return new TextSlice(text, 0, 0, 0, more ? offset + end : -1, -1);
    }

    private static String firstBytes(String text, Charset charset, int bytes) {
        byte[] all = text.getBytes(charset);
        int end = Math.min(bytes, all.length);
        while (end < all.length && end > 0 && charset.equals(StandardCharsets.UTF_8) && (all[end] & 0xc0) == 0x80) {
            end--;
        }
        return new String(all, 0, end, charset);
    }
}
