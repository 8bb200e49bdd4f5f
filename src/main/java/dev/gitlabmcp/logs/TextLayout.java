package dev.gitlabmcp.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * Log lines for people: level, time in UTC, logger, message, then {@code key=value}. What a caller wrote stays in its line;
 * only stack traces have lines of their own, each with {@code !} before it. Thread-safe.
 */
final class TextLayout extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);
    private static final String PLAIN = "-_.:/@%+~*,;()[]";
    private static final int MAX_FRAMES = 200;
    private static final int LEVEL_WIDTH = 5;

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder out = new StringBuilder(256);
        String level = event.getLevel().toString();
        out.append(level).append(" ".repeat(Math.max(0, LEVEL_WIDTH - level.length())));
        out.append(" [")
                .append(TIME.format(Instant.ofEpochMilli(event.getTimeStamp())))
                .append("] ");
        out.append(event.getLoggerName()).append(": ");
        escape(Printable.maskTokens(String.valueOf(event.getFormattedMessage())), out);
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            for (KeyValuePair pair : pairs) {
                out.append(' ').append(pair.key).append('=');
                value(String.valueOf(pair.value), out);
            }
        }
        out.append('\n');
        for (IThrowableProxy thrown = event.getThrowableProxy(); thrown != null; thrown = thrown.getCause()) {
            trace(thrown, thrown == event.getThrowableProxy() ? "! " : "! Caused by: ", out);
            if (thrown.isCyclic()) {
                break;
            }
        }
        return out.toString();
    }

    private static void value(String text, StringBuilder out) {
        boolean plain = !text.isEmpty();
        for (int i = 0; i < text.length() && plain; i++) {
            char c = text.charAt(i);
            plain = c < 0x7F && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
        }
        if (plain) {
            out.append(text);
        } else {
            out.append('"');
            escape(text.replace("\\", "\\\\").replace("\"", "\\\""), out);
            out.append('"');
        }
    }

    private static void trace(IThrowableProxy thrown, String prefix, StringBuilder out) {
        out.append(prefix).append(thrown.getClassName());
        @Nullable String message = thrown.getMessage();
        if (message != null) {
            escape(Printable.maskTokens(message), out.append(": "));
        }
        out.append('\n');
        StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
        int shown = frames == null ? 0 : Math.min(MAX_FRAMES, frames.length - thrown.getCommonFrames());
        for (int i = 0; i < shown; i++) {
            out.append("!   ").append(frames[i].getSTEAsString()).append('\n');
        }
    }

    /** Writes what would end the line, or show something else than is there, as Java would write it. */
    private static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Printable.isUnfit(text, i)) {
                out.append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c == '\r') {
                out.append("\\r");
            } else if (c == '\t') {
                out.append("\\t");
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
    }
}
