package dev.gitlabmcp.protocol;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/**
 * Severity of a log message sent to the client, least severe first (RFC 5424, section 6.2.1).
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/server/utilities/logging">Logging</a>
 */
public enum LoggingLevel {
    DEBUG,
    INFO,
    NOTICE,
    WARNING,
    ERROR,
    CRITICAL,
    ALERT,
    EMERGENCY;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name on the wire, in lower case. */
    @JsonValue
    public String wireName() {
        return wireName;
    }

    /** The level of that wire name (case-sensitive), or empty when there is none. */
    public static Optional<LoggingLevel> ofWireName(String name) {
        for (LoggingLevel level : values()) {
            if (level.wireName.equals(name)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
