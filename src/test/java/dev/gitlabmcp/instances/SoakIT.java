package dev.gitlabmcp.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Four times as many instances as the pool holds, called by many for long: nothing grows, no bound is passed, no token goes
 * astray. The number of calls is system property {@code soak.calls}.
 */
class SoakIT {
    private static final int INSTANCES = 200;
    private static final int POOL = 50;
    /** Fewer than the instances in the pool, so that these take connections from each other. */
    private static final int CONNECTIONS = 48;

    private static final int THREADS = 16;
    private static final int CALLS = Integer.getInteger("soak.calls", 10_000);
    private static final int QUARTERS = 4;
    private static final long MEGABYTE = 1024 * 1024;

    private static ManyInstances gitlab;
    private static RunningServer server;

    private final AtomicLong mostEntries = new AtomicLong();
    private final AtomicLong mostConnections = new AtomicLong();

    /** What the process holds while no call runs. */
    private record Sample(long heap, int sockets, int threads, long entries, long sessions, long perSecond) {
        @Override
        public String toString() {
            return "heap " + heap / MEGABYTE + " MiB, sockets " + sockets + ", threads " + threads + ", entries "
                    + entries + ", sessions " + sessions + ", calls/s " + perSecond;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        gitlab = new ManyInstances(INSTANCES);
        server = RunningServer.start(Map.of(
                "ENABLE_DYNAMIC_API_URL", "true",
                "GITLAB_ALLOWED_HOSTS", "127.0.0.1",
                "GITLAB_POOL_MAX_SIZE", Integer.toString(POOL),
                "GITLAB_POOL_MAX_TOTAL_CONNECTIONS", Integer.toString(CONNECTIONS),
                "GITLAB_POOL_IDLE_TIMEOUT", "2s",
                "GITLAB_POOL_CLEANUP_INTERVAL", "1s",
                "MAX_SESSIONS", "5000",
                "MAX_UNPROVEN_SESSIONS_PER_ADDRESS", "5000",
                "MAX_NEW_INSTANCES_PER_MINUTE", "1000000"));
    }

    @AfterAll
    static void stop() {
        server.close();
        gitlab.close();
    }

    @Test
    void manyCallsToMoreInstancesThanThePoolHolds_nothingGrows(TestReporter report) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Sample> samples = new ArrayList<>();
        try {
            List<Worker> workers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                workers.add(new Worker(i));
            }
            for (int quarter = 0; quarter < QUARTERS; quarter++) {
                long begin = System.nanoTime();
                List<Future<?>> running = new ArrayList<>();
                workers.forEach(worker -> running.add(threads.submit(worker::quarter)));
                for (Future<?> one : running) {
                    one.get(10, TimeUnit.MINUTES);
                }
                samples.add(sample(CALLS / QUARTERS, System.nanoTime() - begin));
            }
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
        JsonNode pools = pools();
        report.publishEntry(
                "soak",
                CALLS + " calls; " + samples + "; most entries " + mostEntries + ", most connections " + mostConnections
                        + ", evicted to make room " + pools.path("evictedLru") + ", connections created "
                        + pools.at("/traffic/created") + ", reused " + pools.at("/traffic/reused"));

        assertThat(gitlab.wrongTokens()).isEmpty();
        assertThat(mostEntries.get()).isEqualTo(POOL);
        assertThat(mostConnections.get()).isLessThanOrEqualTo(CONNECTIONS);
        assertThat(pools.at("/traffic/failures")).isEmpty();
        assertThat(pools.path("refused").asLong()).isZero();
        assertThat(pools.path("evictedLru").asLong()).isGreaterThan(INSTANCES - POOL);
        assertNoGrowth(samples.get(1), samples.get(3));
        assertAllGiven();
    }

    private static void assertNoGrowth(Sample half, Sample end) {
        assertThat(end.heap()).as("heap").isLessThan(half.heap() + 8 * MEGABYTE);
        assertThat(end.sockets()).as("sockets").isLessThanOrEqualTo(CONNECTIONS);
        assertThat(end.threads()).as("threads").isLessThanOrEqualTo(half.threads() + THREADS);
        assertThat(end.entries()).as("entries").isLessThanOrEqualTo(POOL);
        assertThat(end.sessions()).as("sessions").isEqualTo(half.sessions());
    }

    /** The sweeps go on until nothing is left that nobody uses. */
    private static void assertAllGiven() {
        assertThat(server.gauge("gitlab_mcp_gitlab_connections_leased")).isZero();
        assertThat(server.gauge("gitlab_mcp_session_calls_in_flight")).isZero();
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
            assertThat(server.gauge("gitlab_mcp_pool_instances")).isZero();
            assertThat(server.gauge("gitlab_mcp_pool_connections")).isZero();
            assertThat(gitlab.openConnections()).isZero();
        });
    }

    private Sample sample(int calls, long nanos) {
        System.gc();
        // The upstream notices a closed connection a moment later.
        await().until(() -> gitlab.openConnections() <= server.gauge("gitlab_mcp_pool_connections"));
        Runtime runtime = Runtime.getRuntime();
        noteBounds();
        return new Sample(
                runtime.totalMemory() - runtime.freeMemory(),
                gitlab.openConnections(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                server.gauge("gitlab_mcp_pool_instances"),
                server.gauge("gitlab_mcp_sessions"),
                calls * TimeUnit.SECONDS.toNanos(1) / nanos);
    }

    private void noteBounds() {
        mostEntries.accumulateAndGet(server.gauge("gitlab_mcp_pool_instances"), Math::max);
        mostConnections.accumulateAndGet(server.gauge("gitlab_mcp_pool_connections"), Math::max);
    }

    private static JsonNode pools() {
        try (RawHttp http = new RawHttp(server.adminUrl())) {
            return McpClient.json(
                    http.send("GET", "/pools", List.of(), new byte[0]).answer().body());
        }
    }

    /** One thread's callers: each instance once, then any in no order. */
    private final class Worker {
        private final List<Caller> callers = new ArrayList<>();
        private final List<Integer> firstLap = new ArrayList<>();
        private final Random random;
        private int calls;

        Worker(int number) {
            random = new Random(number);
            for (int i = 0; i < INSTANCES; i++) {
                callers.add(new Caller(server.url(), gitlab.apiUrl(i), gitlab.token(i), style(number + i)));
                firstLap.add(i);
            }
            Collections.shuffle(firstLap, random);
        }

        /** One of an instance's callers at most has no session of its own, as its ids would be those of the next. */
        private static Caller.Style style(int number) {
            if (number % THREADS == 0) {
                return Caller.Style.IMPLICIT;
            }
            return number % 2 == 0 ? Caller.Style.MODERN : Caller.Style.SESSION;
        }

        Void quarter() throws Exception {
            for (int i = 0; i < CALLS / QUARTERS / THREADS; i++) {
                int instance = calls < INSTANCES ? firstLap.get(calls) : random.nextInt(INSTANCES);
                JsonNode result = callers.get(instance).call("get_project", "{\"project_id\":42}");
                assertThat(result.path("isError").asBoolean()).as("%s", result).isFalse();
                assertThat(result.at("/content/0/text").asText()).contains("\"soak/i" + instance + "\"");
                if (++calls % 10 == 0) {
                    noteBounds();
                }
            }
            return null;
        }
    }
}
