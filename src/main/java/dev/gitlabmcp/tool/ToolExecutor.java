package dev.gitlabmcp.tool;

import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.gitlabmcp.gitlab.GitLabClient;
import dev.gitlabmcp.gitlab.GitLabException;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.ProtocolException;
import dev.gitlabmcp.protocol.ToolNarrowing;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.tool.Repeats.Answer;
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
    private final CallMemory memory = new CallMemory();
    private final Repeats repeats = new Repeats(Ticker.systemTicker());
    private final Requirements requirements;

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
        this.requirements = new Requirements(catalogue);
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
        boolean meta = view.own(tool.name()).isPresent();
        Optional<String> refusal = meta ? Optional.empty() : surface.refusal(tool, view);
        return call(new Called(tool, meta, refusal, view, CallForm.PLAIN), arguments, context);
    }

    /**
     * What is to be run.
     *
     * @param meta whether it finds or calls other tools
     * @param refusal why it must not, as a sentence
     * @param view the tools as the caller sees them
     * @param form how further calls are written
     */
    private record Called(ToolDefinition tool, boolean meta, Optional<String> refusal, ToolView view, CallForm form) {}

    /** A call that another tool passes on; only what is no such tool itself is reached, so that none calls itself. */
    private ToolOutput run(String name, ObjectNode arguments, CallContext context, CallForm form) {
        ToolView view = view(context.narrowing());
        ToolDefinition tool = catalogue.find(name).orElse(null);
        if (tool != null) {
            Called called = new Called(tool, false, surface.refusal(tool, view), view, form);
            return ToolOutput.of(call(called, arguments, context));
        }
        Operation operation = catalogue.operations().find(name).orElse(null);
        if (operation == null) {
            return ToolOutput.error(unknown(name).getMessage() + " find_tool finds tools; it is called by itself.");
        }
        ToolDefinition curated = catalogue.curated(operation).orElse(null);
        Called called = curated == null
                ? new Called(
                        catalogue.operations().tool(operation), false, surface.refusal(operation, view), view, form)
                : new Called(curated, false, surface.refusal(curated, operation, view), view, form);
        return ToolOutput.of(call(called, arguments, context));
    }

    private CallToolResult call(Called called, ObjectNode given, CallContext context) {
        long start = System.nanoTime();
        String outcome = FinishedCall.FAILED;
        observer.begun(called.meta());
        try {
            Answer answer = answer(called, given, context);
            outcome = answer.outcome();
            return answer.result();
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            FinishedCall call = new FinishedCall(called.tool(), called.meta(), outcome, took, given, context);
            observer.finished(call);
            context.finished(call);
        }
    }

    private Answer answer(Called called, ObjectNode given, CallContext context) {
        ToolDefinition tool = called.tool();
        try {
            called.refusal().ifPresent(reason -> {
                throw new ToolException(new ToolProblem.NotPermitted(reason));
            });
            CallOptions options = CallOptions.of(tool, given);
            CallScope whole = scope(context, tool.deadline(callTimeout), called.view());
            CallScope scope = tool.annotations().idempotent() ? whole : whole.once();
            Arguments read = read(tool, options.arguments(), context);
            if (read != null) {
                read.requirePermitted(scope);
            }
            ToolCall call = new ToolCall(tool, options.arguments(), read, scope, called.form());
            if (options.dryRun()) {
                return run(call.in(scope.dryRun()));
            }
            if (options.idempotencyKey() == null) {
                return run(call);
            }
            Repeats.Key key = new Repeats.Key(context.principal().id(), tool.name(), options.idempotencyKey());
            return repeats.once(key, options.arguments(), scope, () -> run(call.in(scope.finishing())));
        } catch (ToolException e) {
            return failure(tool, UrlHint.of(e.problem(), given), false);
        }
    }

    private Answer run(ToolCall call) {
        ToolDefinition tool = call.tool();
        try {
            ToolOutput output = tool.handler().handle(call);
            CallToolResult result = structured ? output.toStructuredResult(tool) : output.toResult();
            boolean settled = call.scope().written() != CallScope.Written.NOTHING;
            return new Answer(result, outcome(output), settled);
        } catch (DryRunException e) {
            ToolOutput shown = DryRun.show(e.request(), call);
            return new Answer(
                    structured ? shown.toStructuredResult(tool) : shown.toResult(), FinishedCall.DRY_RUN, false);
        } catch (ToolException e) {
            call.context().gitlabCalls().settled();
            return failure(call, requirements.explain(call, UrlHint.of(e.problem(), call.given())));
        } catch (GitLabException e) {
            return failure(call, ToolException.of(e).problem());
        }
    }

    private static String outcome(ToolOutput output) {
        if (output.passedOn()) {
            return FinishedCall.PASSED_ON;
        }
        return output.isError() ? FinishedCall.ERROR : FinishedCall.OK;
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

    /** What the code behind a prompt or resource may use for that long. */
    CallScope scope(CallContext context, Duration allowed) {
        return scope(context, allowed, view(context.narrowing()));
    }

    private CallScope scope(CallContext context, Duration allowed, ToolView view) {
        CallRules rules = new CallRules(
                quickActions,
                context.narrowing().readOnly() ? Access.READ : surface.most(),
                surface.reachesInstance(),
                tool -> surface.refusal(tool, view),
                tool -> surface.denial(tool, context.narrowing()));
        return new CallScope(client, context, limits, allowed, rules, memory);
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

    /** What was changed before it failed must not be changed again, and neither what perhaps was. */
    private static Answer failure(ToolCall call, ToolProblem problem) {
        boolean settled = switch (call.scope().written()) {
            case NOTHING -> false;
            case TRIED -> problem.leavesOpen();
            case DONE -> true;
        };
        return failure(call.tool(), problem, settled);
    }

    private static Answer failure(ToolDefinition tool, ToolProblem problem, boolean settled) {
        boolean writes = !tool.annotations().readOnly();
        return new Answer(CallToolResult.error(ProblemText.of(problem, writes)), problem.kind(), settled);
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
