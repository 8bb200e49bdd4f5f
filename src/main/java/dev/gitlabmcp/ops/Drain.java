package dev.gitlabmcp.ops;

import java.time.Duration;
import org.eclipse.jetty.util.component.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The order in which the server stops: readiness off, a wait for balancers to notice, idle streams ended; after that Jetty
 * stops accepting and gives calls in flight its grace period.
 */
public final class Drain implements LifeCycle.Listener {
    private static final Logger LOGGER = LoggerFactory.getLogger(Drain.class);

    private final Readiness readiness;
    private final Duration delay;
    private final Runnable endStreams;

    /** Ends streams by that action, so long after readiness went off. */
    public Drain(Readiness readiness, Duration delay, Runnable endStreams) {
        this.readiness = readiness;
        this.delay = delay;
        this.endStreams = endStreams;
    }

    @Override
    public void lifeCycleStarted(LifeCycle event) {
        readiness.set(true);
    }

    @Override
    public void lifeCycleStopping(LifeCycle event) {
        readiness.set(false);
        LOGGER.info("Draining: no longer ready, streams end in {} ms", delay.toMillis());
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        endStreams.run();
    }
}
