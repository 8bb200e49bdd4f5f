package dev.gitlabmcp.limit;

/**
 * The caller is over a limit; to be answered with HTTP 429.
 *
 * @param limit the one it is over; where it is over several, the first in the order address, credential, session
 * @param perMinute what the limit allows
 * @param retryAfter seconds until there is room again, rounded up, 1 to 60: for the {@code Retry-After} header. A batch with
 *     more members than the limit allows in a minute never fits
 */
public record Over(Limit limit, int perMinute, long retryAfter) implements Decision {

    /** What the caller is told. */
    public String message() {
        return "Rate limit exceeded: " + perMinute + " " + limit.unit() + "; try again in " + retryAfter + " s.";
    }
}
