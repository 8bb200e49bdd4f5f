package dev.gitlabmcp.limit;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * How much callers may ask for, section {@code limits} of {@code config.yml}. Each limit is a token bucket: so many at once
 * after a minute of silence, and so many a minute from then on.
 *
 * @param requestsPerMinute requests a minute of one credential, and of one session; default 60
 * @param notificationsPerMinute notifications and replies a minute of one credential, beside its requests; default 10 times
 *     {@code requestsPerMinute}, as progress and replies come in numbers that the server causes
 * @param unprovenPerAddress messages of any kind a minute of all credentials together that one client address sends and
 *     GitLab has not accepted yet; default 10 times {@code requestsPerMinute}, for offices behind one address
 * @param failedAuthenticationsPerMinute refused credentials a minute from one client address, after which further unproven
 *     ones are not tried; default 30
 * @param newInstancesPerMinute GitLab instances a minute that unproven credentials of one client address may make the server
 *     connect to for the first time; default 30
 * @param maxTracked callers kept in mind of each kind (proven credentials, unproven ones, their sessions, addresses); default
 *     10,000; past that a caller's bucket may be forgotten and start full again
 */
public record LimitConfiguration(
        @JsonProperty @Min(1) @Max(MAX_PER_MINUTE) Integer requestsPerMinute,
        @JsonProperty @Min(1) @Max(MAX_DERIVED) Integer notificationsPerMinute,
        @JsonProperty @Min(1) @Max(MAX_DERIVED) Integer unprovenPerAddress,
        @JsonProperty @Min(1) @Max(MAX_PER_MINUTE) Integer failedAuthenticationsPerMinute,
        @JsonProperty @Min(1) @Max(MAX_PER_MINUTE) Integer newInstancesPerMinute,
        @JsonProperty @Min(100) @Max(MAX_PER_MINUTE) Integer maxTracked) {

    private static final int MAX_PER_MINUTE = 1_000_000;
    private static final int FACTOR = 10;
    private static final int MAX_DERIVED = FACTOR * MAX_PER_MINUTE;

    public LimitConfiguration {
        requestsPerMinute = requestsPerMinute == null ? 60 : requestsPerMinute;
        int several = FACTOR * Math.max(1, Math.min(requestsPerMinute, MAX_PER_MINUTE));
        notificationsPerMinute = notificationsPerMinute == null ? several : notificationsPerMinute;
        unprovenPerAddress = unprovenPerAddress == null ? several : unprovenPerAddress;
        failedAuthenticationsPerMinute = failedAuthenticationsPerMinute == null ? 30 : failedAuthenticationsPerMinute;
        newInstancesPerMinute = newInstancesPerMinute == null ? 30 : newInstancesPerMinute;
        maxTracked = maxTracked == null ? 10_000 : maxTracked;
    }

    /** The defaults. */
    @SuppressWarnings("NullAway") // the constructor puts a default wherever configuration gives nothing
    public static LimitConfiguration defaults() {
        return new LimitConfiguration(null, null, null, null, null, null);
    }

    /** The defaults that follow from this many requests a minute. */
    @SuppressWarnings("NullAway") // as above
    public static LimitConfiguration ofRequests(int requestsPerMinute) {
        return new LimitConfiguration(requestsPerMinute, null, null, null, null, null);
    }
}
