package dev.gitlabmcp.gitlab;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.dropwizard.util.Duration;
import java.io.IOException;

/**
 * Reads a duration as Dropwizard does ({@code 5m}, {@code 300s}), and a plain number as milliseconds, which is how
 * {@code GITLAB_POOL_IDLE_TIMEOUT=300000} is meant. Thread-safe.
 */
public final class MillisecondsOrDuration extends StdDeserializer<Duration> {

    /** The one way to read both. */
    public MillisecondsOrDuration() {
        super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return Duration.milliseconds(parser.getLongValue());
        }
        String text = parser.getValueAsString("").strip();
        try {
            boolean plain = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
            return plain ? Duration.milliseconds(Long.parseLong(text)) : Duration.parse(text);
        } catch (IllegalArgumentException e) {
            return (Duration) context.handleWeirdStringValue(
                    Duration.class, text, "give milliseconds, or a number with a unit such as 300s or 5m");
        }
    }
}
