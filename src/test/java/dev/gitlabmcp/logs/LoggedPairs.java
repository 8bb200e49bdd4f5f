package dev.gitlabmcp.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.gitlabmcp.testkit.LogLines;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.event.KeyValuePair;

/** The lines of one of our logs as maps, until this is closed. */
final class LoggedPairs implements AutoCloseable {
    private final LogLines lines;

    LoggedPairs(String logger) {
        this.lines = LogLines.named(logger);
    }

    /** So many lines, as soon as there are; fails when there are more. */
    List<Map<String, Object>> await(int count) {
        org.awaitility.Awaitility.await().until(() -> lines.events().size() >= count);
        List<Map<String, Object>> all =
                lines.events().stream().map(LoggedPairs::pairs).toList();
        if (all.size() > count) {
            throw new AssertionError("More lines than " + count + ": " + all);
        }
        return all;
    }

    /** The only line, as soon as it is there. */
    Map<String, Object> line() {
        return await(1).get(0);
    }

    List<ILoggingEvent> events() {
        return lines.events();
    }

    private static Map<String, Object> pairs(ILoggingEvent event) {
        Map<String, Object> pairs = new LinkedHashMap<>();
        for (KeyValuePair pair : Objects.requireNonNullElse(event.getKeyValuePairs(), List.<KeyValuePair>of())) {
            if (pairs.put(pair.key, pair.value) != null) {
                throw new AssertionError("Twice in one line: " + pair.key);
            }
        }
        return pairs;
    }

    @Override
    public void close() {
        lines.close();
    }
}
