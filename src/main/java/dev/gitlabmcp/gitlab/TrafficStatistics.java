package dev.gitlabmcp.gitlab;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Calls to GitLab and the connections they used, counted since the start.
 *
 * @param calls calls begun, whether they succeeded or not
 * @param failures calls that failed, by {@link GitLabProblem#kind()}
 * @param latency how long calls took that were sent, from the wait for a connection to the last byte, retries included
 * @param answers the instance's answers, retries and redirects included, by class of status, such as {@code 4xx}
 * @param retries requests sent again
 * @param rateLimitRemaining the last {@code RateLimit-Remaining}; null where there was none, or of several instances
 * @param created connections opened and used
 * @param reused requests sent on a connection that had served before
 * @param evicted connections closed while nobody used them: idle, expired, or to make room
 */
public record TrafficStatistics(
        long calls,
        Map<String, Long> failures,
        LatencyHistogram.Snapshot latency,
        Map<String, Long> answers,
        long retries,
        @Nullable Long rateLimitRemaining,
        long created,
        long reused,
        long evicted) {

    public TrafficStatistics {
        failures = Collections.unmodifiableMap(new TreeMap<>(failures));
        answers = Collections.unmodifiableMap(new TreeMap<>(answers));
    }
}
