package dev.gitlabmcp.ops;

import dev.gitlabmcp.dispatch.ServerIdentity;
import dev.gitlabmcp.session.SessionStatistics;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.List;

/** Gathers what the dashboard shows from where it is counted. Thread-safe. */
public record DashboardSource(Readiness readiness, ToolMetrics tools, CallerMetrics callers, InstantSource clock) {

    /** As it is now. */
    DashboardSnapshot now() {
        List<ToolMetrics.Seen> seen = tools.snapshot();
        SessionStatistics sessions = callers.sessions().statistics();
        return new DashboardSnapshot(
                clock.millis(),
                readiness.name(),
                ServerIdentity.version(),
                System.getProperty("java.version", "unknown"),
                ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0,
                new DashboardSnapshot.Load(
                        sessions.active(),
                        callers.bounded().maxSessions(),
                        seen.stream()
                                .mapToLong(tool -> tool.calls() - tool.passedOn())
                                .sum(),
                        seen.stream().mapToLong(ToolMetrics.Seen::failed).sum(),
                        tools.running(),
                        callers.replies().openStreams(),
                        callers.changes().openSubscriptions()),
                MemoryUsage.now(),
                DashboardSnapshot.Tools.of(seen),
                DashboardSnapshot.Pool.of(callers.bounded().pool().statistics()),
                callers.rejected(sessions));
    }
}
