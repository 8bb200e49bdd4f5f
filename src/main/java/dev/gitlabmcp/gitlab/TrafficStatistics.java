package dev.gitlabmcp.gitlab;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Calls to GitLab and the connections they used, counted since the start.
 *
 * @param calls calls begun, whether they succeeded or not
 * @param failures calls that failed, by {@link GitLabProblem#kind()}
 * @param latency how long calls took that were sent, from the wait for a connection to the last byte, retries included
 * @param created connections opened and used
 * @param reused requests sent on a connection that had served before
 * @param evicted connections closed while nobody used them: idle, expired, or to make room
 */
public record TrafficStatistics(
        long calls,
        Map<String, Long> failures,
        LatencyHistogram.Snapshot latency,
        long created,
        long reused,
        long evicted) {

    public TrafficStatistics {
        failures = Collections.unmodifiableMap(new TreeMap<>(failures));
    }
}
