package dev.gitlabmcp.ops;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import java.util.concurrent.TimeUnit;

/**
 * How the server stops, section {@code shutdown} of {@code config.yml}.
 *
 * @param drainDelay time between readiness going off and streams ending, for balancers to notice; 0 to 5 minutes
 * @param callTimeout time that calls in flight have then; 0 to 10 minutes
 */
public record ShutdownConfiguration(
        @JsonProperty @MinDuration(value = 0, unit = TimeUnit.SECONDS) @MaxDuration(value = 5, unit = TimeUnit.MINUTES)
        Duration drainDelay,

        @JsonProperty @MinDuration(value = 0, unit = TimeUnit.SECONDS) @MaxDuration(value = 10, unit = TimeUnit.MINUTES)
        Duration callTimeout) {

    public ShutdownConfiguration {
        drainDelay = drainDelay == null ? Duration.seconds(3) : drainDelay;
        callTimeout = callTimeout == null ? Duration.seconds(30) : callTimeout;
    }

    /** The defaults. */
    @SuppressWarnings("NullAway") // the constructor puts a default wherever configuration gives nothing
    public static ShutdownConfiguration defaults() {
        return new ShutdownConfiguration(null, null);
    }
}
