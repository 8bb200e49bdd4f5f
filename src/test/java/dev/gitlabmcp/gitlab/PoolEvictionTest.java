package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.gitlab.GitLabProblem.CapacityReached;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Which instances stay in the pool, and which go. */
final class PoolEvictionTest extends PoolTestCase {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final CountDownLatch answer = new CountDownLatch(1);

    @Test
    void fullPool_givesUpTheLeastRecentlyUsed() {
        size(3);
        List<WireServer> servers = servers(5);
        use(servers.get(0));
        use(servers.get(1));
        use(servers.get(2));
        use(servers.get(0));
        use(servers.get(3));
        assertKnown(servers, true, false, true, true, false);
        use(servers.get(4));
        assertKnown(servers, true, false, false, true, true);
        use(servers.get(1));
        assertKnown(servers, false, true, false, true, true);
        PoolStatistics statistics = pool().statistics();
        assertThat(statistics.entries()).isEqualTo(3);
        assertThat(statistics.opened()).isEqualTo(6);
        assertThat(statistics.evictedLru()).isEqualTo(3);
        assertThat(statistics.evictedIdle()).isZero();
    }

    @Test
    void evictedInstance_closesItsConnectionsAndKeepsItsNumbers() {
        size(1);
        List<WireServer> servers = servers(2);
        use(servers.get(0));
        use(servers.get(0));
        use(servers.get(1));
        PoolStatistics statistics = pool().statistics();
        assertThat(statistics.connectionsOpen()).isEqualTo(1);
        assertThat(statistics.traffic().calls()).isEqualTo(3);
        assertThat(statistics.traffic().created()).isEqualTo(2);
        assertThat(statistics.traffic().reused()).isEqualTo(1);
        assertThat(statistics.traffic().evicted()).isEqualTo(1);
        assertThat(statistics.traffic().latency().count()).isEqualTo(3);
        assertThat(statistics.instances())
                .singleElement()
                .satisfies(instance -> assertThat(instance.traffic().calls()).isEqualTo(1));
    }

    @Test
    void evict_unusedInstance_closesItAndKeepsItsNumbers() {
        size(3);
        List<WireServer> servers = servers(2);
        use(servers.get(0));
        use(servers.get(1));

        assertThat(pool().evict(GitLabInstance.of(servers.get(0).url()))).isEqualTo(Eviction.CLOSED);

        assertKnown(servers, false, true);
        assertThat(pool().statistics().connectionsOpen()).isEqualTo(1);
        assertThat(pool().statistics().traffic().calls()).isEqualTo(2);
        assertThat(pool().evict(GitLabInstance.of(servers.get(0).url()))).isEqualTo(Eviction.UNKNOWN);
        use(servers.get(0));
        assertKnown(servers, true, true);
    }

    @Test
    void evict_instanceInUse_letsItsCallEndAndCountsIt() throws Exception {
        size(3);
        WireServer slow = slow();
        CompletableFuture<String> call = hold(slow);

        assertThat(pool().evict(GitLabInstance.of(slow.url()))).isEqualTo(Eviction.AFTER_CALLS);

        assertThat(knows(slow)).isFalse();
        assertThat(pool().statistics().traffic().calls()).isEqualTo(1);
        assertThat(pool().statistics().connectionsOpen()).isEqualTo(1);
        finish(call);
        await().untilAsserted(
                        () -> assertThat(pool().statistics().connectionsOpen()).isZero());
        // Only after the call was its time known.
        assertThat(pool().statistics().traffic().latency().count()).isEqualTo(1);
        assertThat(pool().statistics().traffic().calls()).isEqualTo(1);
        assertThat(pool().evict(GitLabInstance.of(slow.url()))).isEqualTo(Eviction.UNKNOWN);
    }

    @Test
    void sweep_givesUpWhatNobodyUses() throws Exception {
        configure("{}", settings(10), instance -> true);
        List<WireServer> servers = servers(2);
        WireServer slow = slow();
        use(servers.get(0));
        CompletableFuture<String> call = hold(slow);
        ticker.advance(MINUTE.multipliedBy(4));
        use(servers.get(1));
        ticker.advance(Duration.ofSeconds(59));
        pool().sweep();
        assertThat(pool().statistics().entries()).isEqualTo(3);
        ticker.advance(Duration.ofSeconds(1));
        pool().sweep();
        assertKnown(servers, false, true);
        assertThat(knows(slow)).isTrue();
        assertThat(pool().statistics().evictedIdle()).isEqualTo(1);
        finish(call);
        ticker.advance(MINUTE.multipliedBy(5));
        pool().sweep();
        assertThat(pool().statistics().entries()).isZero();
        assertThat(pool().statistics().connectionsOpen()).isZero();
    }

    @Test
    void sweep_closesIdleConnectionsOfThoseThatStay() {
        configure("{\"keepAlive\":\"1ms\"}");
        WireServer server = servers(1).get(0);
        use(server);
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).untilAsserted(() -> {
            pool().sweep();
            assertThat(statistics(server).available()).isZero();
        });
        assertThat(statistics(server).traffic().evicted()).isEqualTo(1);
        assertThat(pool().statistics().connectionsOpen()).isZero();
    }

    @Test
    void allInUse_isCapacity() throws Exception {
        size(2);
        CompletableFuture<String> one = hold(slow());
        CompletableFuture<String> two = hold(slow());
        WireServer third = servers(1).get(0);
        GitLabProblem problem = problem(third);
        assertThat(problem).isInstanceOf(CapacityReached.class);
        assertThat(problem.message()).startsWith("Server capacity reached").contains("instances");
        assertThat(pool().statistics().refused()).isEqualTo(1);
        assertThat(third.requests()).isEmpty();
        finish(one);
        finish(two);
        use(third);
        assertThat(knows(third)).isTrue();
    }

    @Test
    void instanceInUse_staysThoughItIsTheOldest() throws Exception {
        size(2);
        WireServer slow = slow();
        CompletableFuture<String> call = hold(slow);
        List<WireServer> servers = servers(2);
        use(servers.get(0));
        use(servers.get(1));
        assertThat(knows(slow)).isTrue();
        assertKnown(servers, false, true);
        finish(call);
    }

    @Test
    void unproven_goBeforeTheLeastRecentlyUsed() {
        size(3);
        List<WireServer> servers = servers(2);
        WireServer refusing = serve(WireServer.answer("403 Forbidden", "", ""));
        use(servers.get(0));
        problem(refusing);
        ticker.advance(MINUTE);
        WireServer other = servers(1).get(0);
        use(other);
        assertThat(statistics(refusing).proven()).isFalse();
        assertThat(statistics(other).proven()).isTrue();
        use(servers.get(1));
        assertThat(knows(refusing)).isFalse();
        assertKnown(servers, true, true);
    }

    @Test
    void unknownInstances_shareHalfOfThePool() throws Exception {
        List<WireServer> named = servers(2);
        configure("{}", settings(4), isOneOf(named));
        use(named.get(0));
        use(named.get(1));
        List<WireServer> unknown = servers(3);
        use(unknown.get(0));
        use(unknown.get(1));
        use(unknown.get(2));
        assertKnown(unknown, false, true, true);
        assertKnown(named, true, true);
        assertThat(pool().statistics().instances())
                .filteredOn(InstanceStatistics::proven)
                .hasSize(2);
    }

    @Test
    void unknownInstances_takeNoMoreThanHalfOfAnEmptyPool() throws Exception {
        configure("{}", settings(4), instance -> false);
        CompletableFuture<String> one = hold(slow());
        CompletableFuture<String> two = hold(slow());
        assertThat(problem(servers(1).get(0))).isInstanceOf(CapacityReached.class);
        assertThat(pool().statistics().entries()).isEqualTo(2);
        finish(one);
        finish(two);
    }

    @Test
    void unknownInstance_hasAPlaceInTheSmallestPool() {
        configure("{}", settings(1), instance -> false);
        servers(2).forEach(this::use);
        assertThat(pool().statistics().entries()).isEqualTo(1);
    }

    @Test
    void provenPrincipal_bringsAProvenInstance() {
        size(1);
        List<WireServer> servers = servers(2);
        use(servers.get(0));
        use(servers.get(1));
        WireServer first = servers.get(0);
        AtomicProof proof = new AtomicProof();
        pool().call(
                        principal(first.url()),
                        GitLabRequest.get("/x").build(),
                        AMPLE,
                        CancelSignal.NEVER,
                        answer -> proof.seen = statistics(first).proven());
        assertThat(proof.seen).isTrue();
    }

    private static final class AtomicProof {
        volatile boolean seen;
    }

    private void size(int max) {
        configure("{}", settings(max), instance -> true);
    }

    private static GitLabPoolConfiguration settings(int max) {
        return new GitLabPoolConfiguration(max, null, null);
    }

    private static Predicate<GitLabInstance> isOneOf(List<WireServer> servers) {
        List<GitLabInstance> named =
                servers.stream().map(server -> GitLabInstance.of(server.url())).toList();
        return named::contains;
    }

    private List<WireServer> servers(int count) {
        List<WireServer> servers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            servers.add(serve(WireServer.ok("{}")));
        }
        return servers;
    }

    /** A server that does not answer before {@link #finish}. */
    private WireServer slow() {
        return serve((request, connection) -> {
            answer.await();
            WireServer.send(connection, WireServer.ok("late"));
        });
    }

    private CompletableFuture<String> hold(WireServer server) {
        CompletableFuture<String> call = inBackground(() -> get(server, "/x"));
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> !server.requests().isEmpty());
        return call;
    }

    private void finish(CompletableFuture<String> call) throws Exception {
        answer.countDown();
        assertThat(call.get(5, TimeUnit.SECONDS)).isEqualTo("late");
    }

    private void use(WireServer server) {
        ticker.advance(Duration.ofMillis(1));
        get(server, "/x");
    }

    private boolean knows(WireServer server) {
        return pool().knows(GitLabInstance.of(server.url()));
    }

    private void assertKnown(List<WireServer> servers, Boolean... known) {
        assertThat(servers.stream().map(this::knows).toList()).containsExactly(known);
    }
}
