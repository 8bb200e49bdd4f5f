package dev.gitlabmcp.gitlab;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;

/**
 * When calls to an instance that keeps failing are refused without being sent. Failures are connections that cannot be
 * made or break, silence for the response time-out, and 502, 503 and 504. What is left out takes its default.
 *
 * @param failureRate percentage of failed calls that opens the circuit, 1 to 100; default 50
 * @param minimumCalls calls within the window before the rate counts, 1 to 10,000; default 10
 * @param window how far the rate looks back, 1 s to 10 min; default 60 s
 * @param openFor how long calls are refused before some are let through to probe, 1 s to 1 h; default 30 s
 * @param probes calls let through to decide whether to go on, 1 to 100; default 3
 */
public record GitLabBreakerConfiguration(
        @NotNull @Min(1) @Max(100) Integer failureRate,
        @NotNull @Min(1) @Max(10_000) Integer minimumCalls,

        @NotNull @MinDuration(value = 1, unit = TimeUnit.SECONDS) @MaxDuration(value = 10, unit = TimeUnit.MINUTES)
        Duration window,

        @NotNull @MinDuration(value = 1, unit = TimeUnit.SECONDS) @MaxDuration(value = 1, unit = TimeUnit.HOURS)
        Duration openFor,

        @NotNull @Min(1) @Max(100) Integer probes) {

    private static final int FAILURE_RATE = 50;
    private static final int MINIMUM_CALLS = 10;
    private static final Duration WINDOW = Duration.seconds(60);
    private static final Duration OPEN_FOR = Duration.seconds(30);
    private static final int PROBES = 3;

    public GitLabBreakerConfiguration {
        failureRate = failureRate == null ? FAILURE_RATE : failureRate;
        minimumCalls = minimumCalls == null ? MINIMUM_CALLS : minimumCalls;
        window = window == null ? WINDOW : window;
        openFor = openFor == null ? OPEN_FOR : openFor;
        probes = probes == null ? PROBES : probes;
    }

    /** Every setting at its default. */
    public static GitLabBreakerConfiguration defaults() {
        return new GitLabBreakerConfiguration(FAILURE_RATE, MINIMUM_CALLS, WINDOW, OPEN_FOR, PROBES);
    }
}
