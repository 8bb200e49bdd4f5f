package dev.gitlabmcp.app;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs short tasks again and again; one that fails is logged and runs again all the same. */
final class Ticker {
    private static final Logger LOGGER = LoggerFactory.getLogger(Ticker.class);

    private final ScheduledExecutorService scheduler;

    Ticker(ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
    }

    void every(Duration interval, Runnable task) {
        ScheduledFuture<?> unused = scheduler.scheduleWithFixedDelay(
                () -> run(task), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOGGER.error("A task that runs at intervals failed", e);
        }
    }
}
