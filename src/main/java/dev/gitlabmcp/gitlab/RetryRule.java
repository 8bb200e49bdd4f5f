package dev.gitlabmcp.gitlab;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * When a request is sent again, and how long to wait before: exponential back-off with full jitter, or what GitLab asks
 * for. Immutable.
 *
 * @param retries further attempts after the first at most
 */
record RetryRule(int retries) {
    private static final long FIRST_BACK_OFF = Duration.ofMillis(250).toNanos();
    private static final long LONGEST_BACK_OFF = Duration.ofSeconds(5).toNanos();

    /** Spreads those who were all told the same time. */
    private static final long SPREAD = Duration.ofMillis(100).toNanos();

    private static final long MAX_SECONDS = Duration.ofDays(365).toSeconds();

    /** Whether an answer with this status may be followed by another attempt. */
    boolean allowsAfter(int status, boolean idempotent, int retriesDone) {
        if (retriesDone >= retries) {
            return false;
        }
        // 429 is said before anything is done, so that even a POST may be sent again.
        return status == 429 || (idempotent && (status == 502 || status == 503 || status == 504));
    }

    /** Whether a failure without any answer may be followed by another attempt. */
    boolean allowsAfter(NetworkFailure failure, boolean idempotent, int retriesDone) {
        if (retriesDone >= retries) {
            return false;
        }
        return switch (failure.retry()) {
            case ANY -> true;
            case IDEMPOTENT -> idempotent;
            case NONE -> false;
        };
    }

    /** Nanoseconds to wait: a little longer than asked for, else a random part of the back-off. */
    long delay(@Nullable Duration askedFor, int retriesDone) {
        if (askedFor != null) {
            return askedFor.toNanos() + ThreadLocalRandom.current().nextLong(SPREAD);
        }
        long backOff = Math.min(LONGEST_BACK_OFF, FIRST_BACK_OFF << Math.min(retriesDone, 16));
        return ThreadLocalRandom.current().nextLong(backOff);
    }

    /**
     * The wait that an answer asks for: {@code Retry-After} in seconds or as a date, else with 429 GitLab's
     * {@code RateLimit-Reset}, https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/.
     */
    static @Nullable Duration askedFor(ReceivedAnswer answer) {
        Instant now = Instant.now();
        Duration wait = retryAfter(answer.headerOrNull("Retry-After"), now);
        if (wait == null && answer.status() == 429) {
            long reset = seconds(answer.headerOrNull("RateLimit-Reset"));
            wait = reset < 0 ? null : until(Instant.ofEpochSecond(reset), now);
        }
        return wait;
    }

    static @Nullable Duration retryAfter(@Nullable String value, Instant now) {
        if (value == null) {
            return null;
        }
        long seconds = seconds(value);
        if (seconds >= 0) {
            return Duration.ofSeconds(Math.min(seconds, MAX_SECONDS));
        }
        try {
            return until(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.strip(), Instant::from), now);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Duration until(Instant time, Instant now) {
        Duration wait = Duration.between(now, time);
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.toSeconds() > MAX_SECONDS ? Duration.ofSeconds(MAX_SECONDS) : wait;
    }

    private static long seconds(@Nullable String value) {
        try {
            return value == null ? -1 : Long.parseLong(value.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
