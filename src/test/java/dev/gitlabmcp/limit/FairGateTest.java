package dev.gitlabmcp.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.limit.FairGate.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class FairGateTest {
    private static final long LONG = TimeUnit.SECONDS.toNanos(20);

    private final List<String> order = new CopyOnWriteArrayList<>();

    @Test
    void permits_areBounded() {
        FairGate gate = new FairGate(2, 0);
        assertThat(gate.tryAcquire()).isTrue();
        assertThat(gate.acquire("a", 0, () -> false)).isEqualTo(Outcome.ADMITTED);
        assertThat(gate.tryAcquire()).isFalse();
        assertThat(gate.inUse()).isEqualTo(2);
        gate.release();
        assertThat(gate.tryAcquire()).isTrue();
    }

    @Test
    void keys_takeTurns() throws Exception {
        FairGate gate = new FairGate(1, 300);
        assertThat(gate.tryAcquire()).isTrue();
        List<CompletableFuture<Outcome>> waiters = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            waiters.add(waitAs(gate, "greedy"));
        }
        waiters.add(waitAs(gate, "modest"));
        waiters.add(waitAs(gate, "shy"));
        gate.release();
        for (CompletableFuture<Outcome> waiter : waiters) {
            assertThat(waiter.get(10, TimeUnit.SECONDS)).isEqualTo(Outcome.ADMITTED);
        }
        assertThat(order.subList(0, 3)).containsExactly("greedy", "modest", "shy");
        assertThat(order).hasSize(202);
        assertUnused(gate);
    }

    @Test
    void fullQueue_refusesAtOnce() throws Exception {
        FairGate gate = new FairGate(1, 2);
        gate.tryAcquire();
        CompletableFuture<Outcome> first = waitAs(gate, "a");
        CompletableFuture<Outcome> second = waitAs(gate, "b");
        assertThat(gate.acquire("c", LONG, () -> false)).isEqualTo(Outcome.FULL);
        gate.release();
        assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo(Outcome.ADMITTED);
        assertThat(second.get(5, TimeUnit.SECONDS)).isEqualTo(Outcome.ADMITTED);
        assertUnused(gate);
    }

    @Test
    void fullQueue_isShared() throws Exception {
        FairGate gate = new FairGate(1, 4);
        gate.tryAcquire();
        List<CompletableFuture<Outcome>> greedy = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            greedy.add(waitAs(gate, "greedy"));
        }
        CompletableFuture<Outcome> modest = new CompletableFuture<>();
        start(() -> modest.complete(pass(gate, "modest")));
        assertThat(greedy.get(3).get(5, TimeUnit.SECONDS)).isEqualTo(Outcome.FULL);
        assertThat(gate.acquire("greedy", LONG, () -> false)).isEqualTo(Outcome.FULL);
        awaitWaiting(gate, 4);
        gate.release();
        assertThat(modest.get(5, TimeUnit.SECONDS)).isEqualTo(Outcome.ADMITTED);
        for (CompletableFuture<Outcome> call : greedy.subList(0, 3)) {
            assertThat(call.get(5, TimeUnit.SECONDS)).isEqualTo(Outcome.ADMITTED);
        }
        assertThat(order).startsWith("greedy", "modest");
        assertUnused(gate);
    }

    @Test
    void waiting_endsInTime() {
        FairGate gate = new FairGate(1, 1);
        gate.tryAcquire();
        long start = System.nanoTime();
        assertThat(gate.acquire("a", TimeUnit.MILLISECONDS.toNanos(30), () -> false))
                .isEqualTo(Outcome.TIMED_OUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(30), Duration.ofSeconds(2));
        gate.release();
        assertUnused(gate);
    }

    @Test
    void waiting_canBeStopped() throws Exception {
        FairGate gate = new FairGate(1, 5);
        gate.tryAcquire();
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Thread thread = start(() -> outcome.complete(gate.acquire("a", LONG, stop::get)));
        awaitWaiting(gate, 1);
        CompletableFuture<Outcome> other = waitAs(gate, "a");
        stop.set(true);
        LockSupport.unpark(thread);
        assertThat(outcome.get(5, TimeUnit.SECONDS)).isEqualTo(Outcome.STOPPED);
        assertThat(gate.waiting()).isEqualTo(1);
        gate.release();
        assertThat(other.get(5, TimeUnit.SECONDS)).isEqualTo(Outcome.ADMITTED);
        assertUnused(gate);
    }

    @Test
    void interruption_stopsAndIsKept() throws Exception {
        FairGate gate = new FairGate(1, 5);
        gate.tryAcquire();
        CompletableFuture<String> outcome = new CompletableFuture<>();
        Thread thread = start(() -> outcome.complete(gate.acquire("a", LONG, () -> false) + " "
                + Thread.currentThread().isInterrupted()));
        awaitWaiting(gate, 1);
        thread.interrupt();
        assertThat(outcome.get(5, TimeUnit.SECONDS)).isEqualTo("STOPPED true");
        gate.release();
        assertUnused(gate);
    }

    @Test
    void storm_losesNoPermit() throws Exception {
        FairGate gate = new FairGate(3, 6);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger admitted = new AtomicInteger();
        int threads = 12;
        CountDownLatch over = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            String key = "key" + t % 4;
            start(() -> {
                for (int i = 0; i < 4_000; i++) {
                    long patience = ThreadLocalRandom.current().nextLong(200_000);
                    boolean fickle = i % 7 == 0;
                    if (gate.acquire(key, patience, () -> fickle) == Outcome.ADMITTED) {
                        admitted.incrementAndGet();
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        if (i % 3 == 0) {
                            Thread.yield();
                        }
                        inside.decrementAndGet();
                        gate.release();
                    }
                }
                over.countDown();
            });
        }
        assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(most.get()).isBetween(1, 3);
        assertThat(admitted.get()).isPositive();
        assertUnused(gate);
    }

    @Test
    void nonsense_isRefused() {
        assertThatThrownBy(() -> new FairGate(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FairGate(1, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Waits in the background, notes its turn, and passes the permit on. */
    private CompletableFuture<Outcome> waitAs(FairGate gate, String key) {
        CompletableFuture<Outcome> result = new CompletableFuture<>();
        int before = gate.waiting();
        start(() -> result.complete(pass(gate, key)));
        awaitWaiting(gate, before + 1);
        return result;
    }

    private Outcome pass(FairGate gate, String key) {
        Outcome outcome = gate.acquire(key, LONG, () -> false);
        if (outcome == Outcome.ADMITTED) {
            order.add(key);
            gate.release();
        }
        return outcome;
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void awaitWaiting(FairGate gate, int count) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> gate.waiting() == count);
    }

    private static void assertUnused(FairGate gate) {
        assertThat(gate.inUse()).isZero();
        assertThat(gate.waiting()).isZero();
        for (int i = 0; i < gate.permits(); i++) {
            assertThat(gate.tryAcquire()).isTrue();
        }
        assertThat(gate.tryAcquire()).isFalse();
    }
}
