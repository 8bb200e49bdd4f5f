package dev.gitlabmcp.trace;

import org.jspecify.annotations.Nullable;

/** The trace of the call that the present thread serves, for all that is done on its behalf. Thread-safe. */
public final class CurrentTrace {
    private static final ThreadLocal<@Nullable CallTrace> CURRENT = new ThreadLocal<>();

    private CurrentTrace() {}

    /** The present call's; {@link CallTrace#NONE} outside of calls. */
    public static CallTrace get() {
        CallTrace current = CURRENT.get();
        return current == null ? CallTrace.NONE : current;
    }

    /** Runs the body as a part of that call. */
    public static void run(CallTrace trace, Runnable body) {
        if (trace == CallTrace.NONE) {
            body.run();
            return;
        }
        CURRENT.set(trace);
        try {
            body.run();
        } finally {
            CURRENT.remove();
        }
    }
}
