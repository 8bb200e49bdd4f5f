package dev.gitlabmcp.ops;

import dev.gitlabmcp.transport.AdminPort;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The order in which the server stops. Readiness goes off; balancers have time to notice, while all is served; then no
 * connection is accepted and no session opened any more, streams that wait for nothing end, and calls in flight have their
 * time. After that Jetty stops, and what serves calls is closed.
 */
public final class Drain implements LifeCycle.Listener {
    private static final Logger LOGGER = LoggerFactory.getLogger(Drain.class);
    /** Requests may be on their way on connections that were accepted before, where there are any. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private static final long LOOK_MILLIS = 50;

    private final Readiness readiness;
    private final ShutdownConfiguration times;
    private final Runnable endStreams;
    private final IntSupplier open;

    /**
     * Stops in these times.
     *
     * @param endStreams opens no more sessions and ends the streams that no call uses; called until nothing is open
     * @param open how many requests are being served, streams included
     */
    public Drain(Readiness readiness, ShutdownConfiguration times, Runnable endStreams, IntSupplier open) {
        this.readiness = readiness;
        this.times = times;
        this.endStreams = endStreams;
        this.open = open;
    }

    @Override
    public void lifeCycleStarted(LifeCycle event) {
        readiness.ready();
    }

    @Override
    public void lifeCycleStopping(LifeCycle event) {
        boolean unknown = readiness.isStarting();
        readiness.stop();
        if (unknown) {
            // The start has failed: there is nobody to tell or to wait for.
            endStreams.run();
            return;
        }
        long delay = Math.max(0, times.drainDelay().toNanoseconds() - readiness.nanosInState());
        LOGGER.info("Draining: not ready any more; streams end in {} ms", TimeUnit.NANOSECONDS.toMillis(delay));
        try {
            TimeUnit.NANOSECONDS.sleep(delay);
            closeDoors(event);
            awaitCalls(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            endStreams.run();
        }
    }

    /** Those of the application port alone: operators look on. */
    private static void closeDoors(LifeCycle event) {
        doors(event).forEach(NetworkConnector::close);
    }

    private static Stream<NetworkConnector> doors(LifeCycle event) {
        return event instanceof Server server
                ? Stream.of(server.getConnectors())
                        .filter(connector -> !AdminPort.isServedBy(connector))
                        .filter(NetworkConnector.class::isInstance)
                        .map(NetworkConnector.class::cast)
                : Stream.empty();
    }

    private static boolean isConnected(LifeCycle event) {
        return doors(event).anyMatch(door -> !door.getConnectedEndPoints().isEmpty());
    }

    private void awaitCalls(LifeCycle event) throws InterruptedException {
        long begun = System.nanoTime();
        long spent;
        endStreams.run();
        do {
            // Once at least: what was accepted last may not be known as a connection yet.
            Thread.sleep(LOOK_MILLIS);
            endStreams.run();
            spent = System.nanoTime() - begun;
        } while ((spent < LINGER.toNanos() && isConnected(event))
                || (open.getAsInt() > 0 && spent < times.callTimeout().toNanoseconds()));
        int left = open.getAsInt();
        if (left > 0) {
            LOGGER.warn("Stopping with {} calls unfinished after {}", left, times.callTimeout());
        } else {
            LOGGER.info("Drained: every call has ended");
        }
    }
}
