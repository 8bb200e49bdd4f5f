package dev.gitlabmcp.tool;

import dev.gitlabmcp.gitlab.GitLabRequest;

/** A call that was to change nothing came to its first change; expected, so without stack trace. */
final class DryRunException extends RuntimeException {
    private final transient GitLabRequest request;

    DryRunException(GitLabRequest request) {
        super("dry run", null, false, false);
        this.request = request;
    }

    /** What would have been sent. */
    GitLabRequest request() {
        return request;
    }
}
