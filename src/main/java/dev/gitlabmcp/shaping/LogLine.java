package dev.gitlabmcp.shaping;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A line of a CI job's log as it is shown.
 *
 * @param number among the lines read, from 1
 * @param start where it begins in the log, in bytes
 * @param text without colours and markers
 * @param size bytes of the text with a line feed
 */
record LogLine(int number, long start, String text, int size) {

    /** The line at which the reader stands, or null when nothing of it is shown. */
    static @Nullable LogLine read(LineReader reader) {
        if (reader.isPrintableAscii() && reader.kept() == reader.length()) {
            // As nearly all lines of a log, this one holds nothing to be removed, unless it is a marker.
            String text = reader.text(StandardCharsets.ISO_8859_1);
            if (!text.startsWith("section_")) {
                return new LogLine(reader.number(), reader.start(), text, reader.kept() + 1);
            }
        }
        String raw = reader.text(StandardCharsets.UTF_8);
        if (LogText.isMarkerOnly(raw)) {
            return null;
        }
        String text = LogText.plain(raw);
        if (reader.length() > reader.kept()) {
            text += "… [" + (reader.length() - reader.kept()) + " more bytes in this line]";
        }
        return of(reader, text);
    }

    private static LogLine of(LineReader reader, String text) {
        return new LogLine(reader.number(), reader.start(), text, JsonText.utf8Length(text) + 1);
    }

    /** The same line, or its front when it has more characters than that. */
    LogLine shortened(int chars) {
        if (text.length() <= chars) {
            return this;
        }
        int end = Character.isHighSurrogate(text.charAt(chars - 1)) ? chars - 1 : chars;
        String front = text.substring(0, end) + "… [" + (text.length() - end) + " more characters]";
        return new LogLine(number, start, front, JsonText.utf8Length(front) + 1);
    }
}
