package dev.gitlabmcp.gitlab;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops calls that outlive their deadline, at most {@value #TICK_MILLIS} ms late. One thread looks at all running calls now
 * and then, and only while there are any: a timer per call would cost two queue operations and a thread's wake-up each.
 */
final class Deadlines implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);
    private static final long TICK_MILLIS = 20;

    private final Set<RunningCall> running = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean ticking = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor scheduler;
    private volatile boolean closed;

    Deadlines() {
        scheduler = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "gitlab-deadlines");
            thread.setDaemon(true);
            return thread;
        });
    }

    void watch(RunningCall call) {
        running.add(call);
        startTicking();
        if (closed) {
            call.cancel();
        }
    }

    void forget(RunningCall call) {
        running.remove(call);
    }

    /** Cancels every running call and each that may still come, and ends the thread. */
    @Override
    public void close() {
        closed = true;
        running.forEach(RunningCall::cancel);
        scheduler.shutdownNow();
    }

    private void startTicking() {
        if (!ticking.get() && ticking.compareAndSet(false, true)) {
            scheduleTick();
        }
    }

    private void scheduleTick() {
        try {
            var unused = scheduler.schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // Closed, which has cancelled them all.
            ticking.set(false);
        }
    }

    private void tick() {
        try {
            long now = System.nanoTime();
            for (RunningCall call : running) {
                call.checkDeadline(now);
            }
        } catch (RuntimeException e) {
            LOG.error("A call's connection could not be closed at its deadline", e);
        } finally {
            if (running.isEmpty()) {
                ticking.set(false);
                // A call that came between the two lines above saw ticking as true.
                if (!running.isEmpty()) {
                    startTicking();
                }
            } else {
                scheduleTick();
            }
        }
    }
}
