package dev.gitlabmcp.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.protocol.Cancellation;
import dev.gitlabmcp.protocol.RequestId;
import dev.gitlabmcp.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionStressTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 5_000;
    private static final int MAX = 40;

    private final ManualClock clock = new ManualClock();
    private final Set<String> proven = ConcurrentHashMap.newKeySet();
    private final InMemorySessionStore store = new InMemorySessionStore(
            new SessionConfiguration(60, null, MAX, 5, 12, 2, null, null, null, ""),
            new InMemoryEventLog(10_000, 10_000, Duration.ofMinutes(5), clock),
            clock,
            proven::contains,
            Runnable::run);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void everythingAtOnce_boundsHold_andNothingIsLeft() throws Exception {
        AtomicInteger endedUnderACall = new AtomicInteger();
        inAllThreads(seed -> {
            Random random = new Random(seed);
            for (int round = 0; round < ROUNDS; round++) {
                step(random, endedUnderACall);
                assertThat(store.statistics().active()).isLessThanOrEqualTo(MAX);
            }
        });
        assertThat(endedUnderACall).hasValue(0);
        SessionStatistics after = store.statistics();
        assertThat(after.active()).isEqualTo(store.sessions().size()).isPositive();
        assertThat(after.displaced()).isPositive();
        assertThat(after.callsInFlight()).isZero();
        store.sessions().forEach(session -> store.end(session, "test"));
        assertThat(store.indexEntries()).isZero();
        assertThat(store.statistics().active()).isZero();
    }

    private void step(Random random, AtomicInteger endedUnderACall) {
        String owner = "owner" + random.nextInt(30);
        NewSession spec = NewSessions.of(owner, "192.0.2." + random.nextInt(3));
        try {
            Session session = random.nextBoolean() ? store.create(spec) : store.implicit(spec);
            Cancellation call = new Cancellation();
            RequestId id = RequestId.ofNumber(random.nextInt(3));
            if (session.begin(id, call) == Session.Begin.STARTED) {
                Thread.yield();
                if (call.isCancelled() && !"test".equals(call.reason())) {
                    endedUnderACall.incrementAndGet();
                }
                session.finished(call, clock.instant());
            }
            disturb(random, owner, session);
        } catch (SessionCapacityException e) {
            assertThat(e).hasMessageStartingWith("Server capacity reached");
        }
    }

    private void disturb(Random random, String owner, Session session) {
        switch (random.nextInt(12)) {
            case 0 -> store.end(session, "test");
            case 1 -> proven.add(owner);
            case 2 -> {
                proven.remove(owner);
                store.endUnproven(owner, "refused");
            }
            case 3 -> {
                clock.advance(Duration.ofSeconds(5));
                store.expire();
            }
            case 4 -> {
                session.connectionOpened();
                store.find(session.id(), owner);
                session.connectionClosed(clock.instant());
            }
            default -> store.find(session.id(), owner);
        }
    }

    @Test
    void begin_manyThreads_neverMoreThanAllowed() throws Exception {
        Session session = store.create(NewSessions.of("anna", "192.0.2.1"));
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        inAllThreads(seed -> {
            RequestId id = RequestId.ofNumber(seed);
            for (int round = 0; round < ROUNDS; round++) {
                Cancellation call = new Cancellation();
                if (session.begin(id, call) == Session.Begin.STARTED) {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    running.decrementAndGet();
                    session.finished(call, clock.instant());
                }
            }
        });
        assertThat(most.get()).isBetween(1, 2);
        assertThat(session.callsInFlight()).isZero();
    }

    private interface Work {
        void run(int seed) throws Exception;
    }

    private void inAllThreads(Work work) throws Exception {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int seed = i;
            tasks.add(() -> {
                work.run(seed);
                return null;
            });
        }
        for (Future<Void> done : threads.invokeAll(tasks)) {
            done.get();
        }
    }
}
