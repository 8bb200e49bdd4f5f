package dev.gitlabmcp.gitlab;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.core5.concurrent.Cancellable;
import org.jspecify.annotations.Nullable;

/**
 * One call from its first attempt to the last byte read: knows its deadline, and can be stopped from any thread, whether it
 * is connecting, reading or waiting for its next attempt. Created on the thread that makes the call.
 */
final class RunningCall {
    /** Longer time-outs count as this one, so that the clock's arithmetic cannot overflow. */
    private static final Duration LONGEST = Duration.ofDays(1);

    /** The call that each thread is making, for what HttpClient calls back without telling for whom. */
    private static final ThreadLocal<@Nullable RunningCall> CURRENT = new ThreadLocal<>();

    private final Thread caller = Thread.currentThread();
    private final Duration timeout;
    private final long startedAt = System.nanoTime();
    private final long deadline;
    private final AtomicReference<@Nullable GitLabProblem> stopped = new AtomicReference<>();
    private volatile @Nullable Cancellable attempt;

    RunningCall(Duration timeout) {
        this.timeout = timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
        this.deadline = startedAt + this.timeout.toNanos();
    }

    /** Stops the call as cancelled; does nothing when it is stopped or over. */
    void cancel() {
        stop(new GitLabProblem.Cancelled());
    }

    /** Stops the call if its deadline has passed. */
    void checkDeadline(long now) {
        if (now - deadline >= 0) {
            stop(new GitLabProblem.TimedOut(timeout));
        }
    }

    /** Whether the call was stopped, so that waiting for anything is in vain. */
    boolean isStopped() {
        return stopped.get() != null;
    }

    /** Whether the calling thread is making a call that was stopped. Stopping it unparks the thread. */
    static boolean isCurrentStopped() {
        RunningCall current = CURRENT.get();
        return current != null && current.isStopped();
    }

    /** Nanoseconds until the deadline; negative after it. */
    long remainingNanos() {
        return deadline - System.nanoTime();
    }

    long elapsedNanos() {
        return System.nanoTime() - startedAt;
    }

    /** Makes the attempt the one that stopping aborts. */
    void begin(Cancellable newAttempt) {
        checkDeadline(System.nanoTime());
        CURRENT.set(this);
        attempt = newAttempt;
        throwIfStopped();
    }

    /** Ends the call: stopping has no effect on the connection any more, which others may be using by then. */
    void end() {
        attempt = null;
        CURRENT.remove();
    }

    /** Waits on the calling thread. */
    void pause(long nanos) {
        long until = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && stopped.get() == null; left = until - System.nanoTime()) {
            if (Thread.currentThread().isInterrupted()) {
                cancel();
            } else {
                LockSupport.parkNanos(this, left);
            }
        }
        throwIfStopped();
    }

    /** Turns whatever stopping the call has caused into the reason it was stopped for. */
    void throwIfStopped() {
        GitLabProblem reason = stopped.get();
        if (reason != null) {
            throw new GitLabException(reason);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new GitLabException(new GitLabProblem.Cancelled());
        }
    }

    private void stop(GitLabProblem reason) {
        if (stopped.compareAndSet(null, reason)) {
            // begin() writes the attempt and then reads the reason; here it is the other way round, so one sees the
            // other.
            Cancellable running = attempt;
            if (running != null) {
                running.cancel();
            }
            LockSupport.unpark(caller);
        }
    }
}
