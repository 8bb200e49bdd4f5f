package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Ticker;
import io.dropwizard.jackson.Jackson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;

/** Calls through a real pool to real sockets; whatever a test does, no connection may stay leased. */
abstract class PoolTestCase {
    static final String TOKEN = "glpat-abcdefghij0123456789";
    static final Credentials CREDENTIALS = Credentials.privateToken(TOKEN);
    static final Duration AMPLE = Duration.ofSeconds(10);

    private static final ObjectMapper MAPPER = Jackson.newObjectMapper();

    final ManualTicker ticker = new ManualTicker();
    final KnownCredentials known = new KnownCredentials(ticker);
    final TrafficByInstance series = new TrafficByInstance(1);

    private final List<AutoCloseable> resources = new ArrayList<>();
    private GitLabClientPool pool = new GitLabClientPool(GitLabClientConfiguration.defaults());

    /** Stands still until it is moved. */
    static final class ManualTicker implements Ticker {
        private final AtomicLong now = new AtomicLong(1_000_000);

        @Override
        public long read() {
            return now.get();
        }

        void advance(Duration by) {
            now.addAndGet(by.toNanos());
        }
    }

    @AfterEach
    final void nothingIsLeased() throws Exception {
        assertThat(pool.statistics().instances()).allSatisfy(instance -> {
            assertThat(instance.leases()).isZero();
            assertThat(instance.pending()).isZero();
        });
        // The thread that stops a call gives its connection up, maybe a moment after the caller is free.
        awaitNothingLeased();
        pool.close();
        assertThat(pool.statistics().connectionsOpen()).isZero();
        for (AutoCloseable resource : resources) {
            resource.close();
        }
    }

    /** Settings in JSON; those left out have their defaults. */
    static GitLabClientConfiguration configuration(String json) {
        try {
            return MAPPER.readValue(json, GitLabClientConfiguration.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    final void configure(String json) {
        configure(json, new GitLabPoolConfiguration(null, null, null), instance -> true);
    }

    /** As {@link #configure(String)}, with these settings of the pool and these instances vouched for. */
    final void configure(String json, GitLabPoolConfiguration settings, Predicate<GitLabInstance> vouched) {
        pool.close();
        pool = new GitLabClientPool(configuration(json), settings, Network.direct(), known, series, ticker, vouched);
    }

    final GitLabClientPool pool() {
        return pool;
    }

    final WireServer serve(WireServer.Handler handler) {
        return closed(new WireServer(handler));
    }

    final WireServer serve(String answer) {
        return closed(WireServer.always(answer));
    }

    final <C extends AutoCloseable> C closed(C resource) {
        resources.add(resource);
        return resource;
    }

    final String get(WireServer server, String path) {
        return send(server, GitLabRequest.get(path).build());
    }

    final String send(WireServer server, GitLabRequest request) {
        return send(server, request, AMPLE, CancelSignal.NEVER);
    }

    final String send(WireServer server, GitLabRequest request, Duration timeout, CancelSignal cancel) {
        return pool.call(principal(server.url()), request, timeout, cancel, PoolTestCase::text);
    }

    final GitLabProblem problem(WireServer server, GitLabRequest request) {
        return problem(() -> send(server, request));
    }

    final GitLabProblem problem(WireServer server) {
        return problem(server, GitLabRequest.get("/version").build());
    }

    static GitLabProblem problem(Runnable call) {
        GitLabException e = Assertions.catchThrowableOfType(GitLabException.class, call::run);
        assertThat(e).as("an exception").isNotNull();
        assertThat(e.toString()).doesNotContain(TOKEN);
        assertThat(e.problem().toString()).doesNotContain(TOKEN);
        return e.problem();
    }

    /** Runs on a thread of its own: the common pool may have a single one. */
    static <R> CompletableFuture<R> inBackground(Supplier<R> work) {
        return CompletableFuture.supplyAsync(work, PoolTestCase::start);
    }

    static void start(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    final void awaitNothingLeased() {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> assertThat(pool.statistics().leased()).isZero());
    }

    final InstanceStatistics statistics(WireServer server) {
        return pool.statistics().instances().stream()
                .filter(instance -> instance.instance().equals(GitLabInstance.of(server.url())))
                .findFirst()
                .orElseThrow();
    }

    static Principal principal(String url) {
        return Principal.of(GitLabInstance.of(url), CREDENTIALS);
    }

    static String text(GitLabAnswer answer) throws java.io.IOException {
        return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    }
}
