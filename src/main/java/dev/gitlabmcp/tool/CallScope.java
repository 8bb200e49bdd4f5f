package dev.gitlabmcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.gitlab.CancelSignal;
import dev.gitlabmcp.gitlab.GitLabClient;
import dev.gitlabmcp.gitlab.GitLabException;
import dev.gitlabmcp.gitlab.GitLabProblem;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.shaping.View;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** What the code behind a tool, prompt or resource may use while it serves one call: the client, GitLab, and time. */
public final class CallScope {
    private final GitLabClient client;
    private final CallContext context;
    private final ResultLimits limits;
    private final CallRules rules;
    private final Duration allowed;
    private final long deadline;
    private final CancelSignal cancel;
    private final CallMemory memory;
    private final Writes writes;
    private final boolean repeatable;
    private final Progress progress;

    /** What has come about of requests that change something, least first. */
    enum Written {
        NOTHING,
        TRIED,
        DONE
    }

    /** What is known of them, shared by scopes that were made of each other. */
    private static final class Progress {
        private volatile boolean tried;
        private volatile boolean done;
    }

    /** How requests that change something are treated. */
    private enum Writes {
        SENT,
        /** Also when the caller goes away meanwhile, since it may come back for the result. */
        FINISHED,
        SHOWN
    }

    CallScope(
            GitLabClient client,
            CallContext context,
            ResultLimits limits,
            Duration allowed,
            CallRules rules,
            CallMemory memory) {
        this.client = client;
        this.context = context;
        this.limits = limits;
        this.rules = rules;
        this.allowed = allowed;
        this.deadline = System.nanoTime() + allowed.toNanos();
        this.cancel = context.cancellation()::onCancel;
        this.memory = memory;
        this.writes = Writes.SENT;
        this.repeatable = true;
        this.progress = new Progress();
    }

    private CallScope(CallScope scope, Writes writes, boolean repeatable) {
        this.client = scope.client;
        this.context = scope.context;
        this.limits = scope.limits;
        this.rules = scope.rules;
        this.allowed = scope.allowed;
        this.deadline = scope.deadline;
        this.cancel = scope.cancel;
        this.memory = scope.memory;
        this.writes = writes;
        this.repeatable = repeatable;
        this.progress = scope.progress;
    }

    /** The same, but a request that changes something is never sent again by itself. */
    CallScope once() {
        return new CallScope(this, writes, false);
    }

    /** What of requests that change something has come about, by this scope or one that was made of it. */
    Written written() {
        return progress.done ? Written.DONE : progress.tried ? Written.TRIED : Written.NOTHING;
    }

    /** The same, but the first request that would change something ends the call with {@link DryRunException}. */
    CallScope dryRun() {
        return new CallScope(this, Writes.SHOWN, repeatable);
    }

    /** The same, but a change that was begun is finished even when the call is cancelled. */
    CallScope finishing() {
        return new CallScope(this, Writes.FINISHED, repeatable);
    }

    /** The request this call came with. */
    public CallContext context() {
        return context;
    }

    /** How large the result may get. */
    public ResultLimits limits() {
        return limits;
    }

    CallRules rules() {
        return rules;
    }

    /**
     * Makes sure that what this tool shows may be shown, for prompts, resources and completions that show the same.
     *
     * @throws ToolException when the operator or the request's narrowing leaves it out
     */
    public void require(ToolDefinition tool) {
        rules.refusals().apply(tool).ifPresent(reason -> {
            throw new ToolException(new ToolProblem.NotPermitted(reason));
        });
    }

    /**
     * Makes sure that what this tool shows may be shown as a part of what the called one does: it need not be offered by
     * itself, but must not be left out by name.
     *
     * @throws ToolException when the operator has denied it or the request excludes it
     */
    public void requirePart(ToolDefinition tool) {
        rules.denials().apply(tool).ifPresent(reason -> {
            throw new ToolException(new ToolProblem.NotPermitted(reason));
        });
    }

    /**
     * Makes sure that something may be removed for good.
     *
     * @param what the removal, as the subject of a sentence
     * @throws ToolException when this server does not delete
     */
    public void requireDeleting(String what) {
        if (rules.most() != Access.DELETE) {
            throw new ToolException(
                    new ToolProblem.NotPermitted(what + " deletes something, which this server does not do."));
        }
    }

    /**
     * Makes sure that something may be done to the whole instance.
     *
     * @param what the change, as the subject of a sentence
     * @throws ToolException when the operator has not switched that on
     */
    public void requireInstanceWide(String what) {
        if (!rules.instanceWide()) {
            throw new ToolException(new ToolProblem.NotPermitted(what + " acts on the whole instance, which takes"
                    + " GITLAB_API_OPERATIONS=all and the permission mode full."));
        }
    }

    /** What is left of the time allowed; zero or less when it is over. */
    public Duration remaining() {
        return Duration.ofNanos(deadline - System.nanoTime());
    }

    /**
     * Sends a request to GitLab on behalf of the caller and reads its answer.
     *
     * @throws ToolException when GitLab refuses or cannot be reached, the time is over, or the call is cancelled
     */
    public <T> T send(GitLabRequest request, GitLabClient.AnswerReader<T> reader) {
        Duration left = remaining();
        if (left.isNegative() || left.isZero()) {
            throw new ToolException(new ToolProblem.TimedOut(allowed));
        }
        GitLabCalls calls = context.gitlabCalls();
        boolean write = !request.isSafe();
        if (write) {
            calls.changing(request);
        }
        GitLabRequest sent = write ? asWrite(request) : request;
        CancelSignal signal = write && writes == Writes.FINISHED ? CancelSignal.NEVER : cancel;
        boolean went = true;
        long begun = System.nanoTime();
        try {
            T answer = client.call(context.principal(), sent, left, signal, came -> {
                calls.answered(came);
                return reader.read(came);
            });
            if (write) {
                progress.done = true;
            }
            return answer;
        } catch (GitLabException e) {
            went = e.problem().mayHaveGone();
            if (e.problem() instanceof GitLabProblem.NotSent notSent) {
                throw new DryRunException(notSent.request());
            }
            calls.failed(e.problem());
            throw ToolException.of(e);
        } finally {
            if (went) {
                calls.took(System.nanoTime() - begun);
            }
        }
    }

    private GitLabRequest asWrite(GitLabRequest request) {
        if (writes == Writes.SHOWN) {
            return request.dryRun();
        }
        progress.tried = true;
        return repeatable ? request : request.once();
    }

    /**
     * Sends a GraphQL document and gives what it is about of the answer.
     *
     * @param variables of the document, by name
     * @param projects full paths of all projects that it concerns; empty when it may concern others, too
     * @throws ToolException as {@link #send}, and when GitLab answers with errors alone or a mutation has any
     */
    public JsonNode send(GraphQlDocument document, ObjectNode variables, List<String> projects) {
        return send(document.request(variables, projects), answer -> document.result(answer.body()));
    }

    /**
     * What was found out before for this caller at this instance, or is now; forgotten after some minutes.
     *
     * @param kind what sort of thing it is
     * @param name which one
     */
    public <T> T remembered(Class<T> kind, String name, Supplier<T> look) {
        return memory.get(context.principal(), kind, name, look);
    }

    /**
     * Sends a request and writes its answer, shaped, as the next value of a larger result.
     *
     * @throws ToolException as {@link #send}
     */
    public void show(GitLabRequest request, Shape shape, View view, JsonText out) {
        send(request, answer -> {
            shape.write(answer.body(), out, view);
            return true;
        });
    }

    /** The chosen fields, with cuts that name no further call. */
    public View brief() {
        return new View(false, 0, Set.of(), limits, changes -> "");
    }

    /**
     * Waits.
     *
     * @throws ToolException at once when the call is cancelled, or when less time than that is left
     */
    public void pause(Duration time) {
        if (remaining().compareTo(time) < 0) {
            throw new ToolException(new ToolProblem.TimedOut(allowed));
        }
        waitFor(new CompletableFuture<>(), time);
    }

    /**
     * Waits until something has ended.
     *
     * @throws ToolException at once when the call is cancelled, or when its time is over before
     */
    void await(CompletableFuture<?> ended) {
        if (!waitFor(ended, remaining())) {
            throw new ToolException(new ToolProblem.TimedOut(allowed));
        }
    }

    /** Whether that was completed in time. */
    private boolean waitFor(CompletableFuture<?> event, Duration time) {
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        Runnable forget = context.cancellation().onCancel(() -> cancelled.complete(null));
        try {
            CompletableFuture.anyOf(event, cancelled).get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolException(new ToolProblem.Cancelled());
        } finally {
            forget.run();
        }
        if (cancelled.isDone()) {
            throw new ToolException(new ToolProblem.Cancelled());
        }
        return true;
    }
}
