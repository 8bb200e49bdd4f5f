package dev.gitlabmcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.LoggingLevel;
import dev.gitlabmcp.protocol.ProtocolException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Reads a logging level that a client sent. */
final class LoggingLevels {
    private static final String NAMES =
            Arrays.stream(LoggingLevel.values()).map(LoggingLevel::wireName).collect(Collectors.joining(", "));

    private LoggingLevels() {}

    static LoggingLevel parse(JsonNode given) {
        return LoggingLevel.ofWireName(given.asText())
                .orElseThrow(() -> new ProtocolException(
                        ErrorCode.INVALID_PARAMS, "The log level must be one of " + NAMES + "; got " + given + "."));
    }
}
