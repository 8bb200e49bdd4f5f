package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Everything at once for a few seconds: more instances than places, sweeps, cancellations, failures, full queues. */
final class PoolStressTest extends PoolTestCase {
    private static final int INSTANCES = 9;
    private static final int MAX = 4;
    private static final int CONNECTIONS = 10;
    private static final int THREADS = 12;
    private static final Duration TIME = Duration.ofSeconds(4);

    private final List<WireServer> servers = new ArrayList<>();
    private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(2);
    private final AtomicLong succeeded = new AtomicLong();
    private final Map<String, AtomicLong> failed = new ConcurrentHashMap<>();
    private final AtomicInteger mostEntries = new AtomicInteger();
    private final AtomicInteger mostConnections = new AtomicInteger();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void pool_keepsItsPromisesUnderPressure() throws Exception {
        configure(
                "{\"connectionsPerInstance\":4,\"connectionsTotal\":" + CONNECTIONS
                        + ",\"maxWaiting\":5,\"leaseTimeout\":\"300ms\",\"retries\":1,\"breaker\":{\"failureRate\":100}}",
                new GitLabPoolConfiguration(MAX, null, null),
                instance -> true);
        for (int i = 0; i < INSTANCES; i++) {
            servers.add(serve(this::answer));
        }
        timer.scheduleWithFixedDelay(this::disturb, 1, 1, TimeUnit.MILLISECONDS);
        long end = System.nanoTime() + TIME.toNanos();
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            Credentials credentials = Credentials.privateToken("glpat-thread-" + t % 5 + "-0123456789");
            threads.add(inBackground(() -> {
                while (System.nanoTime() - end < 0) {
                    call(servers.get(ThreadLocalRandom.current().nextInt(INSTANCES)), credentials);
                }
                return null;
            }));
        }
        for (CompletableFuture<Void> thread : threads) {
            thread.get(TIME.toSeconds() + 20, TimeUnit.SECONDS);
        }
        timer.shutdown();
        assertThat(timer.awaitTermination(20, TimeUnit.SECONDS)).isTrue();

        assertThat(failed.keySet()).isSubsetOf(Set.of("cancelled", "timed_out", "capacity_reached", "unreachable"));
        assertThat(succeeded.get()).isGreaterThan(500);
        assertThat(mostEntries.get()).isLessThanOrEqualTo(MAX);
        assertThat(mostConnections.get()).isLessThanOrEqualTo(CONNECTIONS);
        assertNothingLeaked();
    }

    private void assertNothingLeaked() {
        awaitNothingLeased();
        PoolStatistics statistics = pool().statistics();
        assertThat(statistics.evictedLru() + statistics.evictedIdle()).isGreaterThan(50);
        assertThat(statistics.opened() - statistics.evictedLru() - statistics.evictedIdle())
                .isEqualTo(statistics.entries());
        int available = statistics.instances().stream()
                .mapToInt(InstanceStatistics::available)
                .sum();
        assertThat(statistics.connectionsOpen()).isEqualTo(available);
        assertThat(statistics.instances())
                .allSatisfy(instance -> assertThat(instance.leases()).isZero());
        ticker.advance(Duration.ofHours(1));
        pool().sweep();
        assertThat(pool().statistics().entries()).isZero();
        assertThat(pool().statistics().connectionsOpen()).isZero();
        await().untilAsserted(() -> assertThat(servers)
                .allSatisfy(server -> assertThat(server.openConnections()).isZero()));
    }

    /** Calls, sometimes with little patience; an answer must be whole, so no entry was closed under it. */
    private void call(WireServer server, Credentials credentials) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        Principal principal = Principal.of(GitLabInstance.of(server.url()), credentials);
        Duration timeout = random.nextInt(20) == 0 ? Duration.ofMillis(3) : AMPLE;
        CancelSignal cancel = random.nextInt(20) == 0 ? soon() : CancelSignal.NEVER;
        GitLabRequest request = random.nextInt(30) == 0
                ? GitLabRequest.post("/broken").build()
                : GitLabRequest.get("/fine").build();
        try {
            assertThat(pool().call(principal, request, timeout, cancel, PoolTestCase::text))
                    .hasSize(3000);
            succeeded.incrementAndGet();
        } catch (GitLabException e) {
            boolean expected = !e.problem().kind().equals("unreachable")
                    || request.requestTarget().equals("/broken");
            failed.computeIfAbsent(expected ? e.problem().kind() : "unexpected " + e.problem(), k -> new AtomicLong())
                    .incrementAndGet();
        }
    }

    private CancelSignal soon() {
        return action -> {
            timer.schedule(action, ThreadLocalRandom.current().nextInt(3_000), TimeUnit.MICROSECONDS);
            return () -> {};
        };
    }

    private void disturb() {
        ticker.advance(Duration.ofMillis(ThreadLocalRandom.current().nextInt(200) == 0 ? 300_000 : 1));
        PoolStatistics statistics = pool().statistics();
        mostEntries.accumulateAndGet(statistics.entries(), Math::max);
        mostConnections.accumulateAndGet(statistics.connectionsOpen(), Math::max);
        pool().sweep();
    }

    private void answer(WireServer.Received request, Socket connection) throws Exception {
        if (request.target().endsWith("/broken")) {
            connection.close();
            return;
        }
        WireServer.send(connection, WireServer.ok("x".repeat(3000)));
    }
}
