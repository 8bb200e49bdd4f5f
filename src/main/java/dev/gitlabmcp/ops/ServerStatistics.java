package dev.gitlabmcp.ops;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What the server has done so far, under the names that GitLab MCP servers share.
 *
 * @param activeSessions sessions alive
 * @param totalSessions sessions ever opened
 * @param expiredSessions sessions that ended by age or disuse
 * @param authFailures credentials refused, here or by GitLab
 * @param requestsProcessed requests let in
 * @param rejectedByRateLimit messages refused with 429
 * @param rejectedByCapacity sessions and calls refused since something was full
 * @param authenticatedSessions sessions whose credential GitLab has accepted
 * @param uptime seconds since the start
 * @param gitlabPool the connections to all GitLab instances together
 */
public record ServerStatistics(
        long activeSessions,
        long totalSessions,
        long expiredSessions,
        long authFailures,
        long requestsProcessed,
        long rejectedByRateLimit,
        long rejectedByCapacity,
        long authenticatedSessions,
        double uptime,
        MemoryUsage memoryUsage,
        Config config,
        @JsonIgnoreProperties("instances") PoolReport gitlabPool) {

    /**
     * The bounds that operators look at together with the numbers.
     *
     * @param sessionTimeoutSeconds idle time after which a session ends
     */
    public record Config(
            int maxSessions, int maxRequestsPerMinute, int sessionTimeoutSeconds, boolean remoteAuthEnabled) {}
}
