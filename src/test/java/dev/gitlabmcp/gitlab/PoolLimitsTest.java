package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.gitlab.GitLabProblem.Cancelled;
import dev.gitlabmcp.gitlab.GitLabProblem.CapacityReached;
import dev.gitlabmcp.gitlab.GitLabProblem.TimedOut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections of one instance and of all together, and who waits for them. */
final class PoolLimitsTest extends PoolTestCase {
    private static final GitLabRequest GET = GitLabRequest.get("/x").build();

    /** Each permit lets one request be answered. */
    private final Semaphore answers = new Semaphore(0);

    @AfterEach
    void letGo() {
        answers.release(1000);
    }

    @Test
    void total_closesIdleConnectionsOfTheLeastRecentlyUsed() {
        configure("{\"connectionsTotal\":2}");
        WireServer one = serve(WireServer.ok("1"));
        WireServer two = serve(WireServer.ok("2"));
        WireServer three = serve(WireServer.ok("3"));
        get(one, "/x");
        ticker.advance(Duration.ofSeconds(1));
        get(two, "/x");
        ticker.advance(Duration.ofSeconds(1));
        assertThat(get(three, "/x")).isEqualTo("3");
        assertThat(pool().statistics().connectionsOpen()).isEqualTo(2);
        assertThat(statistics(one).available()).isZero();
        assertThat(statistics(two).available()).isEqualTo(1);
        assertThat(statistics(one).traffic().evicted()).isEqualTo(1);
        assertThat(get(one, "/x")).isEqualTo("1");
        assertThat(statistics(two).available()).isZero();
    }

    @Test
    void total_isWaitedFor() throws Exception {
        configure("{\"connectionsTotal\":1}");
        WireServer busy = gated();
        WireServer other = serve(WireServer.ok("other"));
        CompletableFuture<String> holder = inBackground(() -> get(busy, "/x"));
        awaitRequests(busy, 1);
        CompletableFuture<String> waiter = inBackground(() -> get(other, "/x"));
        await().until(() -> statistics(other).leases() == 1);
        assertThat(other.requests()).isEmpty();
        answers.release();
        assertThat(holder.get(5, TimeUnit.SECONDS)).isEqualTo("late");
        assertThat(waiter.get(5, TimeUnit.SECONDS)).isEqualTo("other");
        assertThat(pool().statistics().connectionsOpen()).isEqualTo(1);
    }

    @Test
    void total_isCapacityInTheEnd() throws Exception {
        configure("{\"connectionsTotal\":1,\"leaseTimeout\":\"50ms\"}");
        WireServer busy = gated();
        CompletableFuture<String> holder = inBackground(() -> get(busy, "/x"));
        awaitRequests(busy, 1);
        GitLabProblem problem = problem(serve(WireServer.ok("")), GET);
        assertThat(problem).isEqualTo(new CapacityReached("connections in total (1)"));
        assertThat(problem.message()).isEqualTo("Server capacity reached: no free connections in total (1).");
        answers.release();
        holder.get(5, TimeUnit.SECONDS);
    }

    @Test
    void total_canBeGivenUpWaitingFor() throws Exception {
        configure("{\"connectionsTotal\":1}");
        WireServer busy = gated();
        WireServer other = serve(WireServer.ok("other"));
        CompletableFuture<String> holder = inBackground(() -> get(busy, "/x"));
        awaitRequests(busy, 1);
        assertThat(problem(() -> send(other, GET, Duration.ofMillis(60), CancelSignal.NEVER)))
                .isEqualTo(new TimedOut(Duration.ofMillis(60)));
        AtomicReference<Runnable> cancel = new AtomicReference<>();
        CompletableFuture<GitLabProblem> waiter = inBackground(() -> problem(() -> send(other, GET, AMPLE, action -> {
            cancel.set(action);
            return () -> {};
        })));
        await().until(() -> cancel.get() != null);
        cancel.get().run();
        assertThat(waiter.get(5, TimeUnit.SECONDS)).isEqualTo(new Cancelled());
        answers.release();
        holder.get(5, TimeUnit.SECONDS);
        assertThat(get(other, "/x")).isEqualTo("other");
    }

    @Test
    void total_survivesConnectionsThatCannotBeMade() {
        configure("{\"connectionsTotal\":1,\"retries\":0}");
        for (int i = 0; i < 3; i++) {
            problem(() ->
                    pool().call(principal("http://127.0.0.1:1"), GET, AMPLE, CancelSignal.NEVER, PoolTestCase::text));
        }
        assertThat(pool().statistics().connectionsOpen()).isZero();
        assertThat(get(serve(WireServer.ok("fine")), "/x")).isEqualTo("fine");
    }

    @Test
    void instancesThatCallersBring_leaveHalfOfTheTotalToTheOperators() throws Exception {
        WireServer own = serve(WireServer.ok("own"));
        configureWithStrangers("{\"connectionsTotal\":8,\"connectionsPerInstance\":4,\"leaseTimeout\":\"300ms\"}", own);
        List<CompletableFuture<String>> calls = new ArrayList<>();
        for (WireServer silent : List.of(gated(), gated())) {
            for (int i = 0; i < 4; i++) {
                CompletableFuture<String> call = new CompletableFuture<>();
                calls.add(call);
                start(() -> {
                    try {
                        call.complete(get(silent, "/x"));
                    } catch (GitLabException e) {
                        call.complete(e.problem().message());
                    }
                });
            }
        }
        waitUntil(() -> pool().statistics().connectionsOpen() >= 4);
        List<CompletableFuture<String>> own4 = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            own4.add(inBackground(() -> get(own, "/x")));
        }
        for (CompletableFuture<String> call : own4) {
            assertThat(call.get(5, TimeUnit.SECONDS)).isEqualTo("own");
        }
        waitUntil(() -> calls.stream().filter(CompletableFuture::isDone).count() == 4);
        answers.release(100);
        for (CompletableFuture<String> call : calls) {
            assertThat(call.get(5, TimeUnit.SECONDS))
                    .isIn(
                            "late",
                            "Server capacity reached: no free connections to instances that callers brought (4 of 8).");
        }
    }

    @Test
    void instanceThatACallerBrings_makesRoomAtTheCostOfItsKindAlone() {
        WireServer own = serve(WireServer.ok("own"));
        configureWithStrangers("{\"connectionsTotal\":2,\"leaseTimeout\":\"50ms\"}", own);
        WireServer stranger = serve(WireServer.ok("stranger"));
        WireServer other = serve(WireServer.ok("other"));
        assertThat(get(own, "/x") + get(stranger, "/x")).isEqualTo("ownstranger");
        ticker.advance(Duration.ofSeconds(1));
        assertThat(get(other, "/x")).isEqualTo("other");
        assertThat(statistics(own).available()).isEqualTo(1);
        assertThat(statistics(stranger).available()).isZero();
        assertThat(pool().statistics().connectionsOpen()).isEqualTo(2);
    }

    @Test
    void operatorsInstance_takesTheRoomOfAnyIdleConnection() {
        WireServer own = serve(WireServer.ok("own"));
        configureWithStrangers("{\"connectionsTotal\":1}", own);
        WireServer stranger = serve(WireServer.ok("stranger"));
        assertThat(get(stranger, "/x") + get(own, "/x")).isEqualTo("strangerown");
        assertThat(statistics(stranger).available()).isZero();
        GitLabProblem problem = problem(() -> send(stranger, GET, Duration.ofMillis(50), CancelSignal.NEVER));
        assertThat(problem).isInstanceOf(TimedOut.class);
        assertThat(statistics(own).available()).isEqualTo(1);
    }

    private void configureWithStrangers(String json, WireServer own) {
        GitLabInstance named = GitLabInstance.of(own.url());
        configure(json, new GitLabPoolConfiguration(null, null, null), named::equals);
    }

    @Test
    void queue_isFairBetweenPrincipals() throws Exception {
        configure("{\"connectionsPerInstance\":1}");
        WireServer server = gated();
        List<String> order = new CopyOnWriteArrayList<>();
        List<CompletableFuture<String>> calls = new ArrayList<>();
        calls.add(callAs(server, "greedy", order));
        awaitRequests(server, 1);
        for (int i = 1; i <= 30; i++) {
            int pending = i;
            calls.add(callAs(server, "greedy", order));
            waitUntil(() -> statistics(server).pending() == pending);
        }
        calls.add(callAs(server, "modest", order));
        waitUntil(() -> statistics(server).pending() == 31);
        answers.release(100);
        for (CompletableFuture<String> call : calls) {
            call.get(5, TimeUnit.SECONDS);
        }
        assertThat(order.indexOf("modest")).isBetween(1, 3);
        assertThat(order).hasSize(32);
    }

    @Test
    void queue_isBounded() throws Exception {
        configure("{\"connectionsPerInstance\":1,\"maxWaiting\":1}");
        WireServer server = gated();
        CompletableFuture<String> one = inBackground(() -> get(server, "/x"));
        awaitRequests(server, 1);
        CompletableFuture<String> two = inBackground(() -> get(server, "/x"));
        waitUntil(() -> statistics(server).pending() == 1);
        assertThat(problem(server, GET))
                .isEqualTo(new CapacityReached("places in the queue for connections to 127.0.0.1:" + server.port()));
        answers.release(2);
        assertThat(one.get(5, TimeUnit.SECONDS) + two.get(5, TimeUnit.SECONDS)).isEqualTo("latelate");
        assertThat(statistics(server).traffic().failures()).containsEntry("capacity_reached", 1L);
        assertThat(statistics(server).breaker()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void queue_canBeLeft() throws Exception {
        configure("{\"connectionsPerInstance\":1}");
        WireServer server = gated();
        CompletableFuture<String> holder = inBackground(() -> get(server, "/x"));
        awaitRequests(server, 1);
        AtomicReference<Runnable> cancel = new AtomicReference<>();
        CompletableFuture<GitLabProblem> waiter = inBackground(() -> problem(() -> send(server, GET, AMPLE, action -> {
            cancel.set(action);
            return () -> {};
        })));
        waitUntil(() -> statistics(server).pending() == 1);
        cancel.get().run();
        assertThat(waiter.get(5, TimeUnit.SECONDS)).isEqualTo(new Cancelled());
        assertThat(statistics(server).pending()).isZero();
        answers.release();
        holder.get(5, TimeUnit.SECONDS);
    }

    private CompletableFuture<String> callAs(WireServer server, String name, List<String> order) {
        Principal principal = Principal.of(
                GitLabInstance.of(server.url()), Credentials.privateToken("glpat-" + name + "-0123456789abcdef"));
        return inBackground(() -> pool().call(principal, GET, AMPLE, CancelSignal.NEVER, answer -> {
            order.add(name);
            return text(answer);
        }));
    }

    private WireServer gated() {
        return serve((request, connection) -> {
            answers.acquire();
            WireServer.send(connection, WireServer.ok("late"));
        });
    }

    private static void awaitRequests(WireServer server, int count) {
        waitUntil(() -> server.requests().size() >= count);
    }

    private static void waitUntil(BooleanSupplier condition) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(condition::getAsBoolean);
    }
}
