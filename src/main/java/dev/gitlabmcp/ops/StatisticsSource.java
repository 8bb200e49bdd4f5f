package dev.gitlabmcp.ops;

import dev.gitlabmcp.dispatch.McpDispatcher;
import dev.gitlabmcp.gitlab.GitLabClientPool;
import dev.gitlabmcp.gitlab.PoolStatistics;
import dev.gitlabmcp.limit.FailedAuthentications;
import dev.gitlabmcp.session.SessionStatistics;
import dev.gitlabmcp.session.SessionStore;
import dev.gitlabmcp.transport.Door;
import java.lang.management.ManagementFactory;

/**
 * Gathers the statistics from where they are counted. Thread-safe.
 *
 * @param config the bounds shown beside the numbers
 */
public record StatisticsSource(
        SessionStore sessions,
        Door door,
        McpDispatcher calls,
        FailedAuthentications failures,
        GitLabClientPool pool,
        ServerStatistics.Config config) {

    /** As they are now. */
    public ServerStatistics now() {
        SessionStatistics counted = sessions.statistics();
        PoolStatistics connections = pool.statistics();
        return new ServerStatistics(
                counted.active(),
                counted.total(),
                counted.expired(),
                failures.failures(),
                door.admitted(),
                door.rejected() + calls.rejectedCalls(),
                counted.refused() + calls.refusedSubscriptions() + refusedBy(connections),
                counted.authenticated(),
                ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0,
                MemoryUsage.now(),
                config,
                PoolReport.of(connections));
    }

    /** No room for an instance, or for a call to it. */
    private static long refusedBy(PoolStatistics counted) {
        return counted.refused() + counted.traffic().failures().getOrDefault("capacity_reached", 0L);
    }
}
