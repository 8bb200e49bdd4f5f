package dev.gitlabmcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/**
 * A call of a tool that has ended.
 *
 * @param meta whether the tool finds or calls others; the call of the other one was told of before
 * @param outcome {@code ok}, {@code dry_run}, {@code passed_on} for what another tool gave, which was told of before, {@code error} for a failure in the tool's own words, {@code failed} for a fault
 *     of ours, or the {@link ToolProblem#kind} of the problem
 * @param arguments as the client gave them: they may hold secrets
 */
public record FinishedCall(
        ToolDefinition tool, boolean meta, String outcome, Duration took, ObjectNode arguments, CallContext context) {}
