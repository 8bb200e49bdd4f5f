package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.gitlab.GitLabProblem.Cancelled;
import dev.gitlabmcp.gitlab.GitLabProblem.TimedOut;
import dev.gitlabmcp.gitlab.GitLabProblem.Unreachable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls whose name server takes its time. */
final class NameLookupsTest extends NetworkTestCase {
    private static final GitLabRequest GET = GitLabRequest.get("/x").build();
    private static final Duration AMPLE = Duration.ofSeconds(20);

    private final CountDownLatch nameServer = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();

    @AfterEach
    void answer() {
        nameServer.countDown();
    }

    @Test
    void slowNameServer_isWaitedForNoLongerThanForAConnection() {
        GitLabClientPool pool = pool("200ms");
        long start = System.nanoTime();
        assertThat(problem(() -> call(pool, "http://slow.test", AMPLE, CancelSignal.NEVER)))
                .isEqualTo(new Unreachable("slow.test", "the host name was not found in time"));
        assertThat(since(start)).isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
        assertThat(pool.statistics().connectionsOpen()).isZero();
        assertThat(pool.statistics().leased()).isZero();
    }

    @Test
    void deadline_endsALookUp() {
        GitLabClientPool pool = pool("15s");
        Duration limit = Duration.ofMillis(300);
        long start = System.nanoTime();
        assertThat(problem(() -> call(pool, "http://slow.test", limit, CancelSignal.NEVER)))
                .isEqualTo(new TimedOut(limit));
        assertThat(since(start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void cancellation_endsALookUp() throws Exception {
        GitLabClientPool pool = pool("15s");
        AtomicReference<Runnable> cancel = new AtomicReference<>();
        CompletableFuture<GitLabProblem> call =
                PoolTestCase.inBackground(() -> problem(() -> call(pool, "http://slow.test", AMPLE, action -> {
                    cancel.set(action);
                    return () -> {};
                })));
        await().until(() -> waiting.get() == 1);
        cancel.get().run();
        assertThat(call.get(5, TimeUnit.SECONDS)).isEqualTo(new Cancelled());
    }

    @Test
    void interruption_endsALookUp() throws Exception {
        GitLabClientPool pool = pool("15s");
        CompletableFuture<GitLabProblem> seen = new CompletableFuture<>();
        Thread caller = new Thread(
                () -> seen.complete(problem(() -> call(pool, "http://slow.test", AMPLE, CancelSignal.NEVER))));
        caller.start();
        await().until(() -> waiting.get() == 1);
        caller.interrupt();
        assertThat(seen.get(5, TimeUnit.SECONDS)).isEqualTo(new Cancelled());
    }

    @Test
    void slowNameServersOfCallers_leaveRoomForTheOperatorsInstance() throws Exception {
        WireServer server = closed(WireServer.always(WireServer.ok("own")));
        name("own.test", "127.0.0.1");
        String own = "http://own.test:" + server.port();
        GitLabClientPool pool = pool("1s", GitLabInstance.of(own));
        List<CompletableFuture<GitLabProblem>> calls = new ArrayList<>();
        for (int i = 0; i < NameLookups.MOST + 8; i++) {
            String url = "http://slow.test:" + (1000 + i);
            calls.add(PoolTestCase.inBackground(() -> problem(() -> call(pool, url, AMPLE, CancelSignal.NEVER))));
        }
        await().until(() -> waiting.get() == NameLookups.MOST / 2);
        assertThat(call(pool, own, AMPLE, CancelSignal.NEVER)).isEqualTo("own");
        for (CompletableFuture<GitLabProblem> call : calls) {
            assertThat(call.get(15, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            Unreachable.class,
                            problem -> assertThat(problem.reason()).isEqualTo("the host name was not found in time"));
        }
        assertThat(waiting).hasValue(NameLookups.MOST / 2);
        nameServer.countDown();
        await().until(() -> waiting.get() == 0);
        name("slow.test", "10.0.0.1");
        assertThat(problem(() -> call(pool, "http://slow.test:1", AMPLE, CancelSignal.NEVER)))
                .isInstanceOf(GitLabProblem.TargetRefused.class);
    }

    @Test
    void slowProxyName_isNamedAsSuch() {
        String json = "{\"httpProxy\":\"http://slow.test:3128\"}";
        GitLabInstance own = GitLabInstance.of("http://own.test");
        GitLabClientPool pool = pool("200ms", Network.of(settings(json), own, false, this::slowly));
        assertThat(problem(() -> call(pool, "http://own.test", AMPLE, CancelSignal.NEVER))
                        .message())
                .contains("the forward proxy's host name was not found in time");
    }

    private InetAddress[] slowly(String host) throws UnknownHostException {
        if (host.equals("slow.test")) {
            waiting.incrementAndGet();
            try {
                nameServer.await();
            } catch (InterruptedException e) {
                throw new UnknownHostException(host);
            } finally {
                waiting.decrementAndGet();
            }
        }
        return find(host);
    }

    private GitLabClientPool pool(String connectTimeout) {
        return pool(connectTimeout, OWN);
    }

    private GitLabClientPool pool(String connectTimeout, GitLabInstance own) {
        return pool(connectTimeout, Network.of(settings("{}"), own, true, this::slowly));
    }

    private GitLabClientPool pool(String connectTimeout, Network network) {
        return closed(new GitLabClientPool(
                PoolTestCase.configuration("{\"retries\":1,\"connectTimeout\":\"" + connectTimeout + "\"}"),
                GitLabPoolConfiguration.defaults(),
                network,
                new KnownCredentials(),
                new TrafficByInstance(0)));
    }

    private static String call(GitLabClientPool pool, String url, Duration timeout, CancelSignal cancel) {
        Principal principal = Principal.of(GitLabInstance.of(url), Credentials.privateToken(TOKEN));
        return pool.call(principal, GET, timeout, cancel, PoolTestCase::text);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
