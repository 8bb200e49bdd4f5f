package dev.gitlabmcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Set;

/**
 * A call of a tool that has ended.
 *
 * @param meta whether the tool finds or calls others; the call of the other one was told of before
 * @param outcome one of the constants below, or the {@link ToolProblem#kind} of the problem
 * @param arguments as the client gave them: they may hold secrets
 */
public record FinishedCall(
        ToolDefinition tool, boolean meta, String outcome, Duration took, ObjectNode arguments, CallContext context) {
    /** The outcome of calls that did what they should. */
    public static final String OK = "ok";

    /** The outcome of calls that only showed what they would change. */
    public static final String DRY_RUN = "dry_run";

    /** The outcome of calls that gave what another tool gave, which was told of before. */
    public static final String PASSED_ON = "passed_on";

    /** The outcome of calls that failed in the tool's own words. */
    public static final String ERROR = "error";

    /** The outcome of calls that met a fault of ours. */
    public static final String FAILED = "failed";

    /** The outcomes that are no failures. */
    public static final Set<String> SUCCESSES = Set.of(OK, DRY_RUN, PASSED_ON);

    /** Whether it did not fail. */
    public boolean succeeded() {
        return SUCCESSES.contains(outcome);
    }
}
