package dev.gitlabmcp.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDataSize;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.concurrent.TimeUnit;

/**
 * Settings of sessions, section {@code sessions} of {@code config.yml}.
 *
 * @param timeoutSeconds a session unused for so long ends; calls in flight and open streams count as use
 * @param maxAge a session ends at this age, used or not
 * @param maxSessions at most so many at once, 1 to 1,000,000, default 1,000; further ones take the place of unused unproven
 *     ones, those of proven principals also of unproven ones with nothing but open streams, or are refused with 503; the
 *     subscriptions of the modern era have the same three bounds, each for itself
 * @param maxPerPrincipal of one credential at one instance, 1 to 1,000,000, default 100; further ones take the place of its
 *     own unused ones, or are refused with 503
 * @param maxUnprovenPerAddress opened from one client address with credentials that GitLab has not accepted yet, 1 to
 *     1,000,000, default 100; further ones take the place of unused ones among them, or are refused with 503
 * @param maxCallsInFlight calls one session may have running at once
 * @param replay bytes of events kept for one session's reconnects
 * @param replayTotal bytes of events kept for all sessions together
 * @param replayTime how long an event is kept
 * @param replica suffix of every session id, so that a proxy can route by it; empty for none
 */
public record SessionConfiguration(
        @JsonProperty @Min(1) @Max(31_536_000) Integer timeoutSeconds,

        @JsonProperty @MinDuration(value = 1, unit = TimeUnit.SECONDS)
        Duration maxAge,

        @JsonProperty @Min(1) @Max(1_000_000) Integer maxSessions,
        @JsonProperty @Min(1) @Max(1_000_000) Integer maxPerPrincipal,
        @JsonProperty @Min(1) @Max(1_000_000) Integer maxUnprovenPerAddress,
        @JsonProperty @Min(1) @Max(1_000) Integer maxCallsInFlight,
        @JsonProperty @MinDataSize(1) DataSize replay,
        @JsonProperty @MinDataSize(1) DataSize replayTotal,

        @JsonProperty @MinDuration(value = 1, unit = TimeUnit.SECONDS)
        Duration replayTime,

        @JsonProperty
        @Size(max = 32)
        @Pattern(regexp = "[A-Za-z0-9_-]*", message = "must consist of letters, digits, _ and -")
        String replica) {

    public SessionConfiguration {
        timeoutSeconds = timeoutSeconds == null ? 3600 : timeoutSeconds;
        maxAge = maxAge == null ? Duration.hours(24) : maxAge;
        maxSessions = maxSessions == null ? 1000 : maxSessions;
        maxPerPrincipal = maxPerPrincipal == null ? 100 : maxPerPrincipal;
        maxUnprovenPerAddress = maxUnprovenPerAddress == null ? 100 : maxUnprovenPerAddress;
        maxCallsInFlight = maxCallsInFlight == null ? 8 : maxCallsInFlight;
        replay = replay == null ? DataSize.mebibytes(1) : replay;
        replayTotal = replayTotal == null ? DataSize.mebibytes(64) : replayTotal;
        replayTime = replayTime == null ? Duration.minutes(5) : replayTime;
        replica = replica == null ? "" : replica;
    }

    /** The defaults. */
    @SuppressWarnings("NullAway") // the constructor puts a default wherever configuration gives nothing
    public static SessionConfiguration defaults() {
        return new SessionConfiguration(null, null, null, null, null, null, null, null, null, null);
    }

    /** These settings for a server where all callers share one credential: it may have all the sessions there are. */
    public SessionConfiguration forSharedCredential() {
        return new SessionConfiguration(
                timeoutSeconds,
                maxAge,
                maxSessions,
                maxSessions,
                maxSessions,
                maxCallsInFlight,
                replay,
                replayTotal,
                replayTime,
                replica);
    }
}
