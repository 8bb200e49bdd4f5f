package dev.gitlabmcp.tool;

import java.util.List;

/**
 * Hears of every call of a tool; what metrics and the audit log are made of. Called on the call's thread; must be quick and must
 * not throw.
 */
@FunctionalInterface
public interface ToolObserver {
    /** Hears nothing. */
    ToolObserver NONE = call -> {};

    /**
     * A call begins; {@link #finished} follows.
     *
     * @param meta whether the tool finds or calls others; the call of the other one begins, and is told of, by itself
     */
    default void begun(boolean meta) {}

    /** A call has ended. */
    void finished(FinishedCall call);

    /** All of these, in this order. */
    static ToolObserver all(List<ToolObserver> observers) {
        List<ToolObserver> each = List.copyOf(observers);
        return new ToolObserver() {
            @Override
            public void begun(boolean meta) {
                each.forEach(observer -> observer.begun(meta));
            }

            @Override
            public void finished(FinishedCall call) {
                each.forEach(observer -> observer.finished(call));
            }
        };
    }
}
