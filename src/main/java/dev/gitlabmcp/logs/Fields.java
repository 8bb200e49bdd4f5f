package dev.gitlabmcp.logs;

import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/** Puts members on a log line, and leaves out what is not known. For one line. */
record Fields(LoggingEventBuilder line) {

    Fields add(String name, @Nullable Object value) {
        if (value != null) {
            var unused = line.addKeyValue(name, value);
        }
        return this;
    }

    /** A text that somebody else chose. */
    Fields text(String name, @Nullable String value, int max) {
        return add(name, value == null || value.isEmpty() ? null : Printable.of(value, max));
    }

    /** A time in milliseconds, to a tenth. */
    Fields millis(String name, long nanos) {
        return add(name, Math.round(nanos / 100_000.0) / 10.0);
    }
}
