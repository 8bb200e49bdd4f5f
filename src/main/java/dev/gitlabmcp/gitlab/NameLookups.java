package dev.gitlabmcp.gitlab;

import dev.gitlabmcp.net.HostName;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks names up without making calls wait for longer than they want. A look-up cannot be stopped, and how long it takes is
 * up to a name server that may be the caller's own; so it runs on a thread of its own, of which there is a bounded number,
 * half of them at most for instances that the operator has not named. Thread-safe; idle threads end.
 */
final class NameLookups {
    /** Look-ups at once; more are refused. */
    static final int MOST = 32;

    private static final AtomicInteger THREADS = new AtomicInteger();

    private final Lookup lookup;
    private final Semaphore strangers = new Semaphore(MOST / 2);
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, MOST, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), NameLookups::thread);

    /** Asks for the addresses of a name or of a literal address. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] find(String host) throws UnknownHostException;
    }

    /** There were no addresses yet when the waiting ended; there may be some at the next attempt. */
    static final class TooSlow extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        TooSlow(String host) {
            super(host);
        }
    }

    NameLookups(Lookup lookup) {
        this.lookup = lookup;
    }

    /**
     * The addresses of a name.
     *
     * @param vouchedFor whether the operator has named the instance that it is looked up for
     * @param longest how long to wait at most; less when the calling thread's {@link RunningCall} is stopped
     * @throws TooSlow when there is no answer by then, or too many other look-ups are waiting for theirs
     */
    InetAddress[] find(String host, boolean vouchedFor, Duration longest) throws UnknownHostException {
        if (HostName.literal(TargetPolicy.nameOf(host)).isPresent()) {
            return lookup.find(host);
        }
        FutureTask<InetAddress[]> task = begin(host, vouchedFor);
        long deadline = System.nanoTime() + longest.toNanos();
        for (long left = longest.toNanos(); !task.isDone(); left = deadline - System.nanoTime()) {
            if (left <= 0
                    || RunningCall.isCurrentStopped()
                    || Thread.currentThread().isInterrupted()) {
                throw new TooSlow(host);
            }
            LockSupport.parkNanos(this, left);
        }
        return result(task, host);
    }

    private FutureTask<InetAddress[]> begin(String host, boolean vouchedFor) throws TooSlow {
        if (!vouchedFor && !strangers.tryAcquire()) {
            throw new TooSlow(host);
        }
        Thread waiter = Thread.currentThread();
        FutureTask<InetAddress[]> task = new FutureTask<>(() -> lookup.find(host)) {
            @Override
            protected void done() {
                if (!vouchedFor) {
                    strangers.release();
                }
                LockSupport.unpark(waiter);
            }
        };
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            task.cancel(false);
            throw new TooSlow(host);
        }
        return task;
    }

    private static InetAddress[] result(FutureTask<InetAddress[]> task, String host) throws UnknownHostException {
        // It is done; an interruption must not get in between, and is noticed by whoever waits next.
        boolean interrupted = Thread.interrupted();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw new IllegalStateException("the look-up of " + host + " failed", e.getCause());
        } catch (InterruptedException | CancellationException e) {
            throw new TooSlow(host);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "gitlab-name-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
