package dev.gitlabmcp.tool;

import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.gitlab.GitLabClient;
import dev.gitlabmcp.gitlab.GitLabException;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.ProtocolException;
import dev.gitlabmcp.protocol.ToolNarrowing;
import dev.gitlabmcp.shaping.ResultLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Serves {@code tools/call}: finds the tool, checks the arguments, runs it, and words what goes wrong. Thread-safe. */
public final class ToolExecutor {
    private final Catalogue catalogue;
    private final GitLabClient client;
    private final ResultLimits limits;
    private final ToolObserver observer;
    private final Duration callTimeout;
    private final Surface surface;
    private final boolean quickActions;
    private final boolean structured;

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
        this.surface = new Surface(catalogue, configuration, this::run);
        this.quickActions = configuration.quickActions();
        this.structured = configuration.listing().structuredContent();
    }

    /**
     * Runs a tool. What the caller can correct, and what GitLab refuses, is a result with {@code isError}; an
     * exception that is neither of those named below is a fault of ours.
     *
     * @throws ProtocolException of code -32602 when there is no such tool, or as the tool's handler throws it
     */
    public CallToolResult call(String name, ObjectNode arguments, CallContext context) {
        ToolView view = view(context.narrowing());
        ToolDefinition tool = view.own(name).or(() -> catalogue.find(name)).orElseThrow(() -> unknown(name));
        Optional<String> refusal = view.own(tool.name()).isPresent() ? Optional.empty() : surface.refusal(tool, view);
        return call(new Called(tool, refusal, CallForm.PLAIN), arguments, context);
    }

    /**
     * What is to be run.
     *
     * @param refusal why it must not, as a sentence
     * @param form how further calls are written
     */
    private record Called(ToolDefinition tool, Optional<String> refusal, CallForm form) {}

    /** A call that another tool passes on; only what is no such tool itself is reached, so that none calls itself. */
    private ToolOutput run(String name, ObjectNode arguments, CallContext context, CallForm form) {
        ToolView view = view(context.narrowing());
        ToolDefinition tool = catalogue.find(name).orElse(null);
        if (tool != null) {
            return ToolOutput.of(call(new Called(tool, surface.refusal(tool, view), form), arguments, context));
        }
        Operation operation = catalogue.operations().find(name).orElse(null);
        if (operation == null) {
            return ToolOutput.error(unknown(name).getMessage() + " find_tool finds tools; it is called by itself.");
        }
        ToolDefinition curated = catalogue.curated(operation).orElse(null);
        Called called = curated == null
                ? new Called(catalogue.operations().tool(operation), surface.refusal(operation, view), form)
                : new Called(curated, surface.refusal(curated, operation, view), form);
        return ToolOutput.of(call(called, arguments, context));
    }

    private CallToolResult call(Called called, ObjectNode arguments, CallContext context) {
        ToolDefinition tool = called.tool();
        long start = System.nanoTime();
        String outcome = "failed";
        try {
            called.refusal().ifPresent(reason -> {
                throw new ToolException(new ToolProblem.NotPermitted(reason));
            });
            CallScope scope = scope(context, tool.deadline(callTimeout));
            Arguments read = read(tool, arguments, context);
            if (read != null) {
                read.requirePermitted(scope);
            }
            ToolOutput output = tool.handler().handle(new ToolCall(tool, arguments, read, scope, called.form()));
            outcome = output.isError() ? "error" : "ok";
            return structured ? output.toStructuredResult(tool) : output.toResult();
        } catch (ToolException e) {
            outcome = e.problem().kind();
            return failure(tool, UrlHint.of(e.problem(), arguments));
        } catch (GitLabException e) {
            ToolProblem problem = ToolException.of(e).problem();
            outcome = problem.kind();
            return failure(tool, problem);
        } finally {
            observer.finished(tool, outcome, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /**
     * The tools as a request sees them that narrows so; the same object for all that narrow alike.
     *
     * @throws UnknownToolNameException when it names a toolset or tool that does not exist
     */
    public ToolView view(ToolNarrowing narrowing) {
        return surface.view(narrowing);
    }

    /**
     * Checks that a narrowing names only what exists.
     *
     * @throws UnknownToolNameException when it names a toolset or tool that does not exist
     */
    public void check(ToolNarrowing narrowing) {
        surface.check(narrowing);
    }

    /** What the code behind a tool, prompt or resource may use for that long. */
    CallScope scope(CallContext context, Duration allowed) {
        ToolView view = view(context.narrowing());
        CallRules rules = new CallRules(
                quickActions,
                context.narrowing().readOnly() ? Access.READ : surface.most(),
                tool -> surface.refusal(tool, view));
        return new CallScope(client, context, limits, allowed, rules);
    }

    /** A tool's entry in {@code tools/list} as the operator wants it; made anew where it holds the schema of results. */
    public SerializedString listEntry(ToolDefinition tool) {
        return structured ? tool.structuredListEntry() : tool.listEntry();
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
        if (catalogue.operations().find(name).isPresent()) {
            return new ProtocolException(
                    ErrorCode.INVALID_PARAMS,
                    "Unknown tool: " + shown + ". It is an operation of GitLab's API: call it through call_tool.");
        }
        List<String> near = catalogue.nearest(name);
        String hint = near.isEmpty() ? "" : " Did you mean " + String.join(" or ", near) + "?";
        return new ProtocolException(ErrorCode.INVALID_PARAMS, "Unknown tool: " + shown + "." + hint);
    }
}
