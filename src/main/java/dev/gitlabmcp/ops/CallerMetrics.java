package dev.gitlabmcp.ops;

import dev.gitlabmcp.dispatch.ChangeHub;
import dev.gitlabmcp.dispatch.McpDispatcher;
import dev.gitlabmcp.gitlab.GitLabClientPool;
import dev.gitlabmcp.gitlab.PoolStatistics;
import dev.gitlabmcp.limit.FailedAuthentications;
import dev.gitlabmcp.limit.Limit;
import dev.gitlabmcp.limit.RequestLimits;
import dev.gitlabmcp.protocol.Era;
import dev.gitlabmcp.protocol.ProtocolVersion;
import dev.gitlabmcp.session.SessionBreakdown;
import dev.gitlabmcp.session.SessionStatistics;
import dev.gitlabmcp.session.SessionStore;
import dev.gitlabmcp.transport.Door;
import dev.gitlabmcp.transport.OpenReplies;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Metrics of the callers' side: who was let in, sessions, streams, and what was refused. Thread-safe.
 */
public record CallerMetrics(
        Door door,
        Door.Limits limits,
        SessionStore sessions,
        McpDispatcher dispatcher,
        ChangeHub changes,
        OpenReplies replies,
        Bounded bounded)
        implements MultiCollector {

    /**
     * What else can be full.
     *
     * @param maxSessions sessions at most
     */
    public record Bounded(GitLabClientPool pool, int maxSessions) {}

    @Override
    public MetricSnapshots collect() {
        Families families = new Families();
        SessionStatistics counted = sessions.statistics();
        sessions(families, counted, sessions.breakdown());
        streams(families);
        families.counter("http_requests_admitted", "HTTP requests on MCP endpoints let in.", door.admitted());
        rejections(families, counted);
        authenticationFailures(families);
        return families.snapshots();
    }

    private void sessions(Families families, SessionStatistics counted, SessionBreakdown kinds) {
        Families.Values active = families.gauges(
                "sessions",
                "Sessions alive, by protocol version and by whether GitLab has accepted the credential.",
                "version",
                "proven");
        for (ProtocolVersion version : ProtocolVersion.values()) {
            if (version.era() == Era.LEGACY) {
                active.add(count(kinds, version, true), version.wireName(), "true");
                active.add(count(kinds, version, false), version.wireName(), "false");
            }
        }
        families.gauge("sessions_limit", "Sessions alive at most.", bounded.maxSessions());
        families.counter("sessions_opened", "Sessions opened.", counted.total());
        Families.Values ended = families.counters(
                "sessions_ended",
                "Sessions ended: expired, displaced by another, by their client, or since GitLab refused the credential.",
                "reason");
        new TreeMap<>(kinds.ended()).forEach((reason, count) -> ended.add(count, reason));
        families.gauge("session_calls_in_flight", "Calls running in sessions.", counted.callsInFlight());
        families.gauge(
                "session_replay_bytes",
                "Size of the events kept for clients that reconnect, all sessions together.",
                kinds.replayBytes());
    }

    private static long count(SessionBreakdown kinds, ProtocolVersion version, boolean proven) {
        return kinds.active().stream()
                .filter(kind -> kind.version() == version && kind.proven() == proven)
                .mapToLong(SessionBreakdown.Active::count)
                .sum();
    }

    private void streams(Families families) {
        families.gauge("replies", "HTTP requests being answered, streams included.", replies.count());
        families.gauge("streams", "Event streams open.", replies.openStreams());
        families.gauge("subscriptions", "Streams of subscriptions/listen open.", changes.openSubscriptions());
        families.counter(
                "subscriptions_opened", "Streams of subscriptions/listen opened.", changes.openedSubscriptions());
    }

    private void rejections(Families families, SessionStatistics counted) {
        Families.Values rejected = families.counters(
                "limits_rejected",
                "Messages, sessions, streams and calls refused since a limit was reached, by limit.",
                "reason");
        rejected(counted).forEach((reason, count) -> rejected.add(count, reason));
    }

    /** What was refused so far, by the limit that was reached. */
    Map<String, Long> rejected(SessionStatistics counted) {
        RequestLimits requests = limits.requests();
        PoolStatistics pool = bounded.pool().statistics();
        Map<String, Long> rejected = new LinkedHashMap<>();
        rejected.put("rate_limit_session", requests.rejectedMessages(Limit.SESSION));
        rejected.put("rate_limit_principal", requests.rejectedMessages(Limit.CREDENTIAL));
        rejected.put("notifications", requests.rejectedMessages(Limit.NOTIFICATIONS));
        rejected.put("unproven_address", requests.rejectedMessages(Limit.ADDRESS));
        rejected.put("new_instances", limits.newInstances().rejectedInstances());
        rejected.put("failed_authentications", door.blocked());
        rejected.put("calls_in_flight", dispatcher.rejectedCalls());
        rejected.put("sessions", counted.refused());
        rejected.put("subscriptions", dispatcher.refusedSubscriptions());
        rejected.put("instances", pool.refused());
        rejected.put("connections", pool.traffic().failures().getOrDefault("capacity_reached", 0L));
        return rejected;
    }

    private void authenticationFailures(Families families) {
        Families.Values failures = families.counters(
                "authentication_failures",
                "Requests without a credential, with an unusable one, with one that GitLab refused, or for an instance that"
                        + " cannot be called.",
                "reason");
        FailedAuthentications counted = limits.failures();
        failures.add(counted.missing(), "missing");
        failures.add(counted.unusable(), "unusable");
        failures.add(counted.refused(), "refused_by_gitlab");
        failures.add(door.badInstances(), "bad_instance");
    }
}
