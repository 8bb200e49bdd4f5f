package dev.gitlabmcp.tool;

import dev.gitlabmcp.gitlab.GitLabException;
import dev.gitlabmcp.gitlab.GitLabProblem;

/** A tool could not do what it was asked; becomes a result that the model reads. Expected, so without stack trace. */
public final class ToolException extends RuntimeException {
    private final transient ToolProblem problem;

    /** A failure of this kind. */
    public ToolException(ToolProblem problem) {
        super(problem.kind(), null, false, false);
        this.problem = problem;
    }

    /** An argument that cannot be right; see {@link ToolProblem.InvalidArgument}. */
    public static ToolException invalid(String argument, String what) {
        return new ToolException(new ToolProblem.InvalidArgument(argument, what));
    }

    /** A failed call to GitLab as a failed tool. */
    static ToolException of(GitLabException failure) {
        return new ToolException(translate(failure.problem()));
    }

    /** What a caller is told when the failed request was to change something. */
    public String whatHappened() {
        return ProblemText.of(problem, true);
    }

    /** What went wrong. */
    public ToolProblem problem() {
        return problem;
    }

    private static ToolProblem translate(GitLabProblem problem) {
        if (problem instanceof GitLabProblem.Refused p) {
            return new ToolProblem.RefusedByGitLab(
                    p.status(), p.message(), p.requestId(), p.missingScope(), p.retryAfter(), p.unknownAddress());
        }
        if (problem instanceof GitLabProblem.RateLimited p) {
            return new ToolProblem.RateLimited(p.retryAfter(), p.message(), p.requestId());
        }
        if (problem instanceof GitLabProblem.Unreachable p) {
            return new ToolProblem.Unreachable(p.instance(), p.reason());
        }
        if (problem instanceof GitLabProblem.TimedOut p) {
            return new ToolProblem.TimedOut(p.after());
        }
        if (problem instanceof GitLabProblem.CapacityReached p) {
            return new ToolProblem.CapacityReached(p.what());
        }
        if (problem instanceof GitLabProblem.CircuitOpen p) {
            return new ToolProblem.CircuitOpen(p.instance(), p.retryAfter());
        }
        if (problem instanceof GitLabProblem.TooLarge p) {
            return new ToolProblem.ResultTooLarge(
                    "GitLab's answer has more than " + p.limitBytes() + " bytes", "ask for a smaller part of it");
        }
        if (problem instanceof GitLabProblem.Unreadable p) {
            return new ToolProblem.Unreadable(p.reason());
        }
        if (problem instanceof GitLabProblem.TargetRefused p) {
            return new ToolProblem.NotPermitted(p.message());
        }
        if (problem instanceof GitLabProblem.OutsideProjects p) {
            return new ToolProblem.NotPermitted(p.message());
        }
        return new ToolProblem.Cancelled();
    }
}
