package dev.gitlabmcp.ops;

import dev.gitlabmcp.gitlab.GitLabClientPool;
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
        SessionStore sessions, Door door, Door.Limits limits, GitLabClientPool pool, ServerStatistics.Config config) {

    /** As they are now. */
    public ServerStatistics now() {
        SessionStatistics counted = sessions.statistics();
        return new ServerStatistics(
                counted.active(),
                counted.total(),
                counted.expired(),
                limits.failures().failures(),
                door.admitted(),
                limits.requests().rejectedMessages() + limits.newInstances().rejectedInstances(),
                counted.refused() + pool.statistics().refused(),
                counted.authenticated(),
                ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0,
                MemoryUsage.now(),
                config);
    }
}
