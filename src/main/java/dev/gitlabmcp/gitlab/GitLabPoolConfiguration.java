package dev.gitlabmcp.gitlab;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;

/**
 * How many GitLab instances are kept connected, and how long. What is left out takes its default. Both times are read as
 * durations with a unit, or as plain milliseconds.
 *
 * @param maxSize instances at once, 1 to 10,000; when full, the least recently used one not in use goes; default 100
 * @param idleTimeout time after its last call at which an instance goes, 1 s to 1 day; default 300,000 ms
 * @param cleanupInterval time between two looks for idle instances and connections, 1 s to 1 h; default 60,000 ms
 */
public record GitLabPoolConfiguration(
        @NotNull @Min(1) @Max(10_000) Integer maxSize,

        @NotNull
        @MinDuration(value = 1, unit = TimeUnit.SECONDS)
        @MaxDuration(value = 1, unit = TimeUnit.DAYS)
        @JsonDeserialize(using = MillisecondsOrDuration.class)
        Duration idleTimeout,

        @NotNull
        @MinDuration(value = 1, unit = TimeUnit.SECONDS)
        @MaxDuration(value = 1, unit = TimeUnit.HOURS)
        @JsonDeserialize(using = MillisecondsOrDuration.class)
        Duration cleanupInterval) {

    private static final int MAX_SIZE = 100;
    private static final Duration IDLE_TIMEOUT = Duration.milliseconds(300_000);
    private static final Duration CLEANUP_INTERVAL = Duration.milliseconds(60_000);

    public GitLabPoolConfiguration {
        maxSize = maxSize == null ? MAX_SIZE : maxSize;
        idleTimeout = idleTimeout == null ? IDLE_TIMEOUT : idleTimeout;
        cleanupInterval = cleanupInterval == null ? CLEANUP_INTERVAL : cleanupInterval;
    }

    /** Every setting at its default. */
    public static GitLabPoolConfiguration defaults() {
        return new GitLabPoolConfiguration(MAX_SIZE, IDLE_TIMEOUT, CLEANUP_INTERVAL);
    }
}
