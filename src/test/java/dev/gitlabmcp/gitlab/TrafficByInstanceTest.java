package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What outlives an instance's stay in the pool, through a pool with room for one. */
final class TrafficByInstanceTest extends PoolTestCase {
    private static final GitLabPoolConfiguration ONE = new GitLabPoolConfiguration(1, null, null);
    private static final String LIMITED = WireServer.answer("200 OK", "RateLimit-Remaining: 41\r\n", "{}");

    @Test
    void provenInstance_goesOnCountingAfterItsReturn() {
        configure("{}", ONE, instance -> true);
        WireServer first = serve(LIMITED);
        WireServer second = serve(WireServer.ok("{}"));
        get(first, "/x");
        get(first, "/x");
        TrafficStatistics before = own(first);
        get(second, "/x");
        assertThat(pool().statistics().evictedLru()).isEqualTo(1);
        assertThat(own(first).calls()).isEqualTo(before.calls()).isEqualTo(1);
        assertThat(own(first).latency()).isEqualTo(before.latency());
        assertThat(before.latency().count()).isEqualTo(1);
        get(first, "/x");

        assertThat(statistics(first).traffic().calls()).isEqualTo(1);
        assertThat(own(first).calls()).isEqualTo(before.calls() + 1);
        assertThat(own(first).rateLimitRemaining()).isEqualTo(41);
        // Only one may count by itself.
        assertThat(series.isSeparate(GitLabInstance.of(second.url()))).isFalse();
        assertThat(series.instances()).hasSize(1);
        assertEverythingIsCountedOnce();
    }

    @Test
    void instanceThatAcceptsNothing_countsWithTheOthers() {
        configure("{\"retries\":0}", ONE, instance -> false);
        for (int i = 0; i < 3; i++) {
            WireServer server = serve(WireServer.ok("{}"));
            get(server, "/x");
        }

        assertThat(series.instances()).isEmpty();
        assertThat(series.others().calls()).isEqualTo(3);
        assertThat(series.others().answers()).isEqualTo(Map.of("2xx", 3L));
        assertEverythingIsCountedOnce();
    }

    @Test
    void ownInstance_countsByItselfFromTheStart() {
        configure("{\"retries\":1}", ONE, instance -> true);
        WireServer server = serve((request, connection) ->
                WireServer.send(connection, WireServer.answer("503 Service Unavailable", "", "{}")));
        series.separate(GitLabInstance.of(server.url()));
        problem(server);

        TrafficStatistics counted = own(server);
        assertThat(counted.calls()).isEqualTo(1);
        assertThat(counted.retries()).isEqualTo(1);
        assertThat(counted.answers()).isEqualTo(Map.of("5xx", 2L));
        assertThat(counted.failures()).isEqualTo(Map.of("unavailable", 1L));
        assertThat(series.others().calls()).isZero();
    }

    private TrafficStatistics own(WireServer server) {
        return series.instances().get(GitLabInstance.of(server.url()));
    }

    private void assertEverythingIsCountedOnce() {
        long separate = series.instances().values().stream()
                .mapToLong(TrafficStatistics::calls)
                .sum();
        assertThat(separate + series.others().calls())
                .isEqualTo(pool().statistics().traffic().calls());
    }
}
