package dev.gitlabmcp.app;

import dev.gitlabmcp.app.GitLabMcpConfiguration.VirtualThreads;
import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.server.ServerFactory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The threads that requests run on: virtual ones where the Java runtime has them, else pools that shrink when idle. */
final class Threads {
    private static final int FIRST_WITH_VIRTUAL = 21;
    /** Dropwizard bounds virtual threads by the same number as platform threads, where a bound this high costs nothing. */
    private static final int MAX_VIRTUAL = 16_384;

    private static final int MAX_CALLS = 256;
    private static final int MAX_WRITES = 8;

    private final boolean virtual;

    private Threads(boolean virtual) {
        this.virtual = virtual;
    }

    static Threads of(VirtualThreads setting) {
        boolean available = Runtime.version().feature() >= FIRST_WITH_VIRTUAL;
        if (setting == VirtualThreads.ON && !available) {
            throw new StartRefusedException("virtualThreads is \"on\", but this is Java "
                    + Runtime.version().feature() + "; use Java 21 or newer, or set it to \"auto\".");
        }
        return new Threads(available && setting != VirtualThreads.OFF);
    }

    /** Whether requests are served on virtual threads. */
    boolean areVirtual() {
        return virtual;
    }

    /** Prepares Dropwizard's server; before it is built. */
    void apply(ServerFactory serverFactory) {
        if (!(serverFactory instanceof AbstractServerFactory factory)) {
            return;
        }
        // It would name threads after addresses with their queries, which logs and the list of threads would show.
        factory.setEnableThreadNameFilter(false);
        if (virtual) {
            factory.setEnableVirtualThreads(true);
            factory.setMaxThreads(Math.max(factory.getMaxThreads(), MAX_VIRTUAL));
        }
    }

    /** By default a pool gives back one thread a minute, which would keep those of a burst for hours. */
    static void letShrink(org.eclipse.jetty.server.Server server) {
        if (server.getThreadPool() instanceof QueuedThreadPool pool) {
            pool.setMaxEvictCount(pool.getMaxThreads());
        }
    }

    /** For calls whose answer goes on another stream. */
    ExecutorService calls() {
        return virtual
                ? virtualExecutor()
                : new ThreadPoolExecutor(
                        0,
                        MAX_CALLS,
                        10,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        new ThreadPoolExecutor.CallerRunsPolicy());
    }

    /** For writes that wait for nothing but the client: keep-alives and notifications. */
    ExecutorService writes() {
        if (virtual) {
            return virtualExecutor();
        }
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(MAX_WRITES, MAX_WRITES, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** The compiler targets Java 17, which lacks the method. */
    private static ExecutorService virtualExecutor() {
        try {
            return (ExecutorService) MethodHandles.publicLookup()
                    .findStatic(
                            java.util.concurrent.Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class))
                    .invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("This Java runtime should have virtual threads", e);
        }
    }
}
