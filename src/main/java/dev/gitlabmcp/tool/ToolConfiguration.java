package dev.gitlabmcp.tool;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import java.util.concurrent.TimeUnit;

/**
 * How tools run, section {@code tools} of {@code config.yml}.
 *
 * @param callTimeout how long a call may take altogether, its retries and redirects included; tools that wait for something
 *     say a longer time themselves; 100 ms to 1 h
 */
public record ToolConfiguration(
        @JsonProperty
        @MinDuration(value = 100, unit = TimeUnit.MILLISECONDS)
        @MaxDuration(value = 1, unit = TimeUnit.HOURS)
        Duration callTimeout) {

    public ToolConfiguration {
        callTimeout = callTimeout == null ? Duration.milliseconds(60_000) : callTimeout;
    }

    /** The defaults. */
    @SuppressWarnings("NullAway") // the constructor puts a default wherever configuration gives nothing
    public static ToolConfiguration defaults() {
        return new ToolConfiguration(null);
    }
}
