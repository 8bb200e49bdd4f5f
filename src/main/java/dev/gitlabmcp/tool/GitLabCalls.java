package dev.gitlabmcp.tool;

import dev.gitlabmcp.gitlab.GitLabAnswer;
import dev.gitlabmcp.gitlab.GitLabProblem;
import dev.gitlabmcp.gitlab.GitLabRequest;
import org.jspecify.annotations.Nullable;

/** What the requests to GitLab have come to that one request of a client made. Thread-safe. */
public final class GitLabCalls {
    private int count;
    private long nanos;
    private int status;
    private boolean settled;
    private @Nullable String requestId;
    private @Nullable String change;

    /**
     * What is known at a moment.
     *
     * @param count requests sent to GitLab, retries and redirects not counted
     * @param nanos how long they took together, in nanoseconds
     * @param status the HTTP status of the last answer, or of the one that ended the call; 0 when there was none
     * @param requestId the id under which GitLab logged the last one it answered
     * @param change method and path, without a query, of the first one that changes something, sent or not
     */
    public record Seen(
            int count,
            long nanos,
            int status,
            @Nullable String requestId,
            @Nullable String change) {}

    /** As known now. */
    public synchronized Seen seen() {
        return new Seen(count, nanos, status, requestId, change);
    }

    synchronized void changing(GitLabRequest request) {
        if (change == null) {
            String target = request.requestTarget();
            int query = target.indexOf('?');
            change = request.method() + " " + (query < 0 ? target : target.substring(0, query));
        }
    }

    synchronized void answered(GitLabAnswer answer) {
        note(answer.status(), answer.requestId().orElse(null));
    }

    synchronized void failed(GitLabProblem problem) {
        if (problem instanceof GitLabProblem.Refused refused) {
            note(refused.status(), refused.requestId());
        } else if (problem instanceof GitLabProblem.RateLimited limited) {
            note(429, limited.requestId());
        }
    }

    private void note(int newStatus, @Nullable String newRequestId) {
        if (!settled) {
            status = newStatus;
            requestId = newRequestId;
        }
    }

    /** The call has failed by its last answer: what is asked further only helps to explain it. */
    synchronized void settled() {
        settled = true;
    }

    synchronized void took(long spent) {
        count++;
        nanos += spent;
    }
}
