package dev.gitlabmcp.tool;

import dev.gitlabmcp.gitlab.CancelSignal;
import dev.gitlabmcp.gitlab.GitLabClient;
import dev.gitlabmcp.gitlab.GitLabException;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.shaping.View;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What the code behind a tool, prompt or resource may use while it serves one call: the client, GitLab, and time. */
public final class CallScope {
    private final GitLabClient client;
    private final CallContext context;
    private final ResultLimits limits;
    private final CallRules rules;
    private final Duration allowed;
    private final long deadline;
    private final CancelSignal cancel;

    CallScope(GitLabClient client, CallContext context, ResultLimits limits, Duration allowed, CallRules rules) {
        this.client = client;
        this.context = context;
        this.limits = limits;
        this.rules = rules;
        this.allowed = allowed;
        this.deadline = System.nanoTime() + allowed.toNanos();
        this.cancel = context.cancellation()::onCancel;
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
        try {
            return client.call(context.principal(), request, left, cancel, reader);
        } catch (GitLabException e) {
            throw ToolException.of(e);
        }
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
        CountDownLatch cancelled = new CountDownLatch(1);
        Runnable forget = context.cancellation().onCancel(cancelled::countDown);
        try {
            if (cancelled.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ToolException(new ToolProblem.Cancelled());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolException(new ToolProblem.Cancelled());
        } finally {
            forget.run();
        }
    }
}
