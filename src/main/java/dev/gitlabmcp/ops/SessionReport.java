package dev.gitlabmcp.ops;

import dev.gitlabmcp.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The sessions of this process in numbers, without anything by which one of them could be told or used.
 *
 * @param active alive now
 * @param max at most
 * @param implicit alive now and opened for a request that came without a session
 * @param versions by protocol version
 * @param age since they were opened
 * @param idle since they were last used
 * @param callsInFlight calls running in them
 * @param openStreams connections of clients to them
 * @param replayBytes kept for clients that lost their connection
 */
public record SessionReport(
        int active,
        int max,
        long implicit,
        Map<String, Count> versions,
        Spread age,
        Spread idle,
        long callsInFlight,
        long openStreams,
        long replayBytes) {

    /** Sessions whose credential GitLab has accepted, and others. */
    public record Count(long proven, long unproven) {
        private Count plus(Session session) {
            return session.isProven() ? new Count(proven + 1, unproven) : new Count(proven, unproven + 1);
        }
    }

    /**
     * How seconds are spread; quantiles are 0 where there are no sessions.
     *
     * @param histogram how many are below each bound and not below the one before
     */
    public record Spread(double p50, double p90, double p99, double max, List<Bin> histogram) {
        private static final long[] BOUNDS = {10, 60, 600, 3600, 21_600, 86_400};

        private static Spread of(Collection<Session> sessions, Function<Session, Duration> measure) {
            double[] sorted = sessions.stream()
                    .mapToDouble(session -> Math.max(0, measure.apply(session).toMillis() / 1000.0))
                    .sorted()
                    .toArray();
            List<Bin> bins = new ArrayList<>();
            int before = 0;
            for (long bound : BOUNDS) {
                int below = (int)
                        Arrays.stream(sorted).filter(value -> value < bound).count();
                bins.add(new Bin(Long.toString(bound), below - before));
                before = below;
            }
            bins.add(new Bin("+Inf", sorted.length - before));
            return new Spread(at(sorted, 0.5), at(sorted, 0.9), at(sorted, 0.99), at(sorted, 1), List.copyOf(bins));
        }

        private static double at(double[] sorted, double quantile) {
            return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(quantile * sorted.length) - 1)];
        }
    }

    /**
     * Sessions in one part of a histogram.
     *
     * @param below seconds, or {@code +Inf}
     */
    public record Bin(String below, long sessions) {}

    /** The report of these sessions. */
    public static SessionReport of(Collection<Session> sessions, int max, long replayBytes, Instant now) {
        Map<String, Count> versions = new TreeMap<>();
        for (Session session : sessions) {
            versions.merge(
                    session.version().wireName(),
                    new Count(0, 0).plus(session),
                    (count, one) -> new Count(count.proven() + one.proven(), count.unproven() + one.unproven()));
        }
        return new SessionReport(
                sessions.size(),
                max,
                sessions.stream().filter(Session::isImplicit).count(),
                versions,
                Spread.of(sessions, session -> Duration.between(session.createdAt(), now)),
                Spread.of(sessions, session -> Duration.between(session.lastUsed(), now)),
                sessions.stream().mapToLong(Session::callsInFlight).sum(),
                sessions.stream().mapToLong(Session::openConnections).sum(),
                replayBytes);
    }
}
