package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The numbers that operators see. */
final class PoolStatisticsTest extends PoolTestCase {

    @Test
    void calls_areCounted() {
        configure("{\"retries\":0}");
        WireServer server = serve((request, connection) ->
                WireServer.send(connection, WireServer.answer(request.target().substring(8) + " X", "", "{}")));
        for (String status : new String[] {"200", "200", "404", "404", "500", "429"}) {
            try {
                get(server, "/" + status);
            } catch (GitLabException e) {
                assertThat(e.problem().kind()).isIn("not_found", "server_error", "rate_limited");
            }
        }
        TrafficStatistics traffic = statistics(server).traffic();
        assertThat(traffic.calls()).isEqualTo(6);
        assertThat(traffic.failures()).isEqualTo(Map.of("not_found", 2L, "server_error", 1L, "rate_limited", 1L));
        assertThat(traffic.answers()).isEqualTo(Map.of("2xx", 2L, "4xx", 3L, "5xx", 1L));
        assertThat(traffic.retries()).isZero();
        assertThat(traffic.rateLimitRemaining()).isNull();
        assertThat(traffic.created()).isEqualTo(1);
        assertThat(traffic.reused()).isEqualTo(5);
        assertThat(traffic.evicted()).isZero();
        assertThat(traffic.latency().count()).isEqualTo(6);
        assertThat(traffic.latency().sumSeconds()).isPositive();
        assertThat(pool().statistics().traffic()).isEqualTo(traffic);
    }

    @Test
    void present_isShown() throws Exception {
        configure(
                "{\"connectionsPerInstance\":1,\"connectionsTotal\":7}",
                new GitLabPoolConfiguration(5, null, null),
                instance -> true);
        CountDownLatch answer = new CountDownLatch(1);
        WireServer server = serve((request, connection) -> {
            answer.await();
            WireServer.send(connection, WireServer.ok("{}"));
        });
        CompletableFuture<String> one = inBackground(() -> get(server, "/x"));
        await().until(() -> !server.requests().isEmpty());
        CompletableFuture<String> two = inBackground(() -> get(server, "/x"));
        await().until(() -> statistics(server).pending() == 1);
        InstanceStatistics busy = statistics(server);
        assertThat(busy.leases()).isEqualTo(2);
        assertThat(busy.leased()).isEqualTo(1);
        assertThat(busy.available()).isZero();
        assertThat(busy.max()).isEqualTo(1);
        assertThat(busy.breaker()).isEqualTo(BreakerState.CLOSED);
        PoolStatistics whole = pool().statistics();
        assertThat(whole.entries()).isEqualTo(1);
        assertThat(whole.max()).isEqualTo(5);
        assertThat(whole.leased()).isEqualTo(1);
        assertThat(whole.pending()).isEqualTo(1);
        assertThat(whole.connectionsOpen()).isEqualTo(1);
        assertThat(whole.connectionsTotal()).isEqualTo(7);
        answer.countDown();
        one.get(5, TimeUnit.SECONDS);
        two.get(5, TimeUnit.SECONDS);
        assertThat(statistics(server).available()).isEqualTo(1);
    }

    @Test
    void lastUse_isATime() {
        configure("{}");
        Instant start = Instant.now();
        WireServer server = serve(WireServer.ok("{}"));
        ticker.advance(Duration.ofHours(1));
        get(server, "/x");
        assertThat(statistics(server).lastUse())
                .isBetween(start.plusSeconds(3590), Instant.now().plusSeconds(3610));
        Instant before = statistics(server).lastUse();
        ticker.advance(Duration.ofMinutes(7));
        assertThat(statistics(server).lastUse()).isEqualTo(before);
    }
}
