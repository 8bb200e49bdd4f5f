package dev.gitlabmcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.gitlab.GitLabClient;
import dev.gitlabmcp.gitlab.GitLabException;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.ProtocolException;
import dev.gitlabmcp.shaping.ResultLimits;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Serves {@code tools/call}: finds the tool, checks the arguments, runs it, and words what goes wrong. Thread-safe. */
public final class ToolExecutor {
    private final Catalogue catalogue;
    private final GitLabClient client;
    private final ResultLimits limits;
    private final ToolObserver observer;
    private final Duration callTimeout;
    private final ToolPolicy policy;
    private final boolean quickActions;

    /**
     * Serves the tools of this catalogue through this client.
     *
     * @throws IllegalArgumentException with a sentence that names the setting, when the configuration is unusable
     */
    public ToolExecutor(
            Catalogue catalogue,
            GitLabClient client,
            ResultLimits limits,
            ToolObserver observer,
            ToolConfiguration configuration) {
        this.catalogue = catalogue;
        this.client = client;
        this.limits = limits;
        this.observer = observer;
        this.callTimeout = configuration.callTimeout().toJavaDuration();
        this.policy = ToolPolicy.of(configuration);
        this.quickActions = configuration.quickActions();
    }

    /**
     * Runs a tool. What the caller can correct, and what GitLab refuses, is a result with {@code isError}; an
     * exception that is neither of those named below is a fault of ours.
     *
     * @throws ProtocolException of code -32602 when there is no such tool, or as the tool's handler throws it
     */
    public CallToolResult call(String name, ObjectNode arguments, CallContext context) {
        ToolDefinition tool = catalogue.find(name).orElseThrow(() -> unknown(name));
        long start = System.nanoTime();
        String outcome = "failed";
        try {
            policy.refusal(tool).ifPresent(reason -> {
                throw new ToolException(new ToolProblem.NotPermitted(reason));
            });
            CallScope scope = new CallScope(client, context, limits, tool.deadline(callTimeout));
            ToolOutput output =
                    tool.handler().handle(new ToolCall(tool, arguments, read(tool, arguments, context), scope));
            outcome = output.isError() ? "error" : "ok";
            return output.toResult();
        } catch (ToolException e) {
            outcome = e.problem().kind();
            return failure(tool, e.problem());
        } catch (GitLabException e) {
            ToolProblem problem = ToolException.of(e).problem();
            outcome = problem.kind();
            return failure(tool, problem);
        } finally {
            observer.finished(tool, outcome, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /** Whether the operator permits the tool, so that listing it makes sense. */
    public boolean permits(ToolDefinition tool) {
        return policy.refusal(tool).isEmpty();
    }

    /** Null for tools with a schema of their own. */
    private @Nullable Arguments read(ToolDefinition tool, ObjectNode given, CallContext context) {
        ParamSet params = tool.input().params();
        if (params != null) {
            return params.read(given, context.principal().instance(), quickActions);
        }
        for (String required : tool.input().required()) {
            if (!given.has(required)) {
                throw ToolException.invalid(required, "is missing");
            }
        }
        return null;
    }

    private static CallToolResult failure(ToolDefinition tool, ToolProblem problem) {
        return CallToolResult.error(ProblemText.of(problem, !tool.annotations().readOnly()));
    }

    private ProtocolException unknown(String name) {
        String shown = name.length() > 64 ? name.substring(0, 64) + "..." : name;
        List<String> near = catalogue.nearest(name);
        String hint = near.isEmpty() ? "" : " Did you mean " + String.join(" or ", near) + "?";
        return new ProtocolException(ErrorCode.INVALID_PARAMS, "Unknown tool: " + shown + "." + hint);
    }
}
