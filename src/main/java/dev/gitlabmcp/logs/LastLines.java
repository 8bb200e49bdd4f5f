package dev.gitlabmcp.logs;

import ch.qos.logback.classic.LoggerContext;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.util.component.LifeCycle;
import org.slf4j.LoggerFactory;

/**
 * Has all lines written before the process ends: when Java shuts down and the server has stopped, it stops the appenders, which
 * wait for what they still hold. Thread-safe.
 */
public final class LastLines implements LifeCycle.Listener {
    private final Thread atShutdown = new Thread(this::write, "log-end");
    private volatile CountDownLatch serving = new CountDownLatch(0);

    private LastLines() {}

    /** From now on; to be told of the server's life. */
    public static LastLines atShutdown() {
        LastLines last = new LastLines();
        Runtime.getRuntime().addShutdownHook(last.atShutdown);
        return last;
    }

    @Override
    public void lifeCycleStarting(LifeCycle server) {
        serving = new CountDownLatch(1);
    }

    @Override
    public void lifeCycleFailure(LifeCycle server, Throwable cause) {
        serving.countDown();
    }

    @Override
    public void lifeCycleStopped(LifeCycle server) {
        serving.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(atShutdown);
        } catch (IllegalStateException e) {
            // Java is shutting down: this is its moment.
        }
    }

    private void write() {
        try {
            serving.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }
}
