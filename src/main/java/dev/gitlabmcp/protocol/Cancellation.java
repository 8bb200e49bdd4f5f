package dev.gitlabmcp.protocol;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cancellation of one call: a flag that is raised once, and the actions to run when it is. Thread-safe.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/cancellation">Cancellation</a>
 */
public final class Cancellation {
    private @Nullable String reason;
    private List<Runnable> actions = new ArrayList<>(2);

    /** Whether the call was cancelled. */
    public synchronized boolean isCancelled() {
        return reason != null;
    }

    /** Why the call was cancelled; null while it is not. */
    public synchronized @Nullable String reason() {
        return reason;
    }

    /** Raises the flag and runs the registered actions on this thread; later calls do nothing. */
    public void cancel(String why) {
        List<Runnable> toRun;
        synchronized (this) {
            if (reason != null) {
                return;
            }
            reason = why;
            toRun = actions;
            actions = List.of();
        }
        toRun.forEach(Runnable::run);
    }

    /**
     * Registers an action for the moment of cancellation; runs it at once when that has passed.
     *
     * @param action must not block or throw
     * @return forgets the action again; running it twice is harmless
     */
    public Runnable onCancel(Runnable action) {
        synchronized (this) {
            if (reason == null) {
                actions.add(action);
                return () -> forget(action);
            }
        }
        action.run();
        return () -> {};
    }

    private synchronized void forget(Runnable action) {
        if (reason == null) {
            actions.remove(action);
        }
    }
}
