package dev.gitlabmcp.tool;

import java.time.Duration;

/**
 * Hears of every finished call; what metrics are made of. Called on the call's thread; must be quick and must not
 * throw.
 */
@FunctionalInterface
public interface ToolObserver {
    /** Hears nothing. */
    ToolObserver NONE = (tool, outcome, took) -> {};

    /**
     * A call has ended.
     *
     * @param outcome {@code ok}, {@code error} for a failure in the tool's own words, {@code failed} for any other
     *     exception, or the {@link ToolProblem#kind} of the problem
     */
    void finished(ToolDefinition tool, String outcome, Duration took);
}
