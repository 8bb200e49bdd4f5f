package dev.gitlabmcp.gitlab;

/**
 * How much of an instance's pool is in use.
 *
 * @param instance whose pool it is
 * @param leases calls that use the pool
 * @param lastUsed when the last call ended, in the terms of {@link System#nanoTime()}
 * @param leased connections in use
 * @param pending calls that wait for a connection
 * @param available idle connections
 * @param max connections at most
 */
public record InstanceStatistics(
        GitLabInstance instance, int leases, long lastUsed, int leased, int pending, int available, int max) {}
