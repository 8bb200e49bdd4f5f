package dev.gitlabmcp.gitlab;

/** A call to GitLab that brought no answer; carries what went wrong and no stack trace, for it is no bug of ours. */
public final class GitLabException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient GitLabProblem problem;

    public GitLabException(GitLabProblem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    /** What went wrong. */
    public GitLabProblem problem() {
        return problem;
    }
}
