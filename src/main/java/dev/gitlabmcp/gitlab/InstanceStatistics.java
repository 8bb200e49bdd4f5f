package dev.gitlabmcp.gitlab;

import java.time.Instant;

/**
 * How much of an instance's pool is in use, and what it has been used for.
 *
 * @param instance whose pool it is
 * @param leases calls that use the pool
 * @param leased connections in use
 * @param pending calls that wait for a connection
 * @param available idle connections
 * @param max connections at most
 * @param lastUse when the last call ended, or the instance was first asked for
 * @param breaker whether calls go through
 * @param proven whether GitLab has accepted a credential there
 * @param traffic what was counted since the instance came into the pool
 */
public record InstanceStatistics(
        GitLabInstance instance,
        int leases,
        int leased,
        int pending,
        int available,
        int max,
        Instant lastUse,
        BreakerState breaker,
        boolean proven,
        TrafficStatistics traffic) {}
