package dev.gitlabmcp.tool;

import dev.gitlabmcp.gitlab.GitLabProblem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a tool could not do what it was asked: what happens next is that the model reads it and corrects itself. */
public sealed interface ToolProblem {

    /** The kind's name as a label of metrics, in snake case. */
    String kind();

    /** Whether a change may have been carried out all the same, so that it must not simply be repeated. */
    default boolean leavesOpen() {
        return false;
    }

    /**
     * An argument has no value, or one that cannot be right.
     *
     * @param argument the argument's name, with the place inside a list where there is one
     * @param what what was wrong and what would be right, as the end of a sentence that starts with the name
     */
    record InvalidArgument(String argument, String what) implements ToolProblem {
        @Override
        public String kind() {
            return "invalid_argument";
        }
    }

    /**
     * GitLab answered with a status that is no success.
     *
     * @param status the HTTP status
     * @param message GitLab's own words
     * @param requestId what GitLab's administrators find the request by
     * @param missingScope the token scope GitLab asks for
     * @param retryAfter how long GitLab asked to wait
     * @param unknownAddress whether it has no such address, in place of no such object
     */
    record RefusedByGitLab(
            int status,
            String message,
            @Nullable String requestId,
            @Nullable String missingScope,
            @Nullable Duration retryAfter,
            boolean unknownAddress)
            implements ToolProblem {
        @Override
        public boolean leavesOpen() {
            return status >= 500;
        }

        @Override
        public String kind() {
            return GitLabProblem.Refused.kind(status, missingScope);
        }
    }

    /**
     * GitLab's GraphQL API answered with errors.
     *
     * @param message GitLab's own words
     * @param lacking whether this GitLab knows no such field or argument
     * @param executed whether it had begun to carry the document out
     */
    record RefusedByGraphQl(String message, boolean lacking, boolean executed) implements ToolProblem {
        @Override
        public boolean leavesOpen() {
            return executed;
        }

        @Override
        public String kind() {
            return "graphql_error";
        }
    }

    /**
     * GitLab cannot do it, since it is older or of another edition.
     *
     * @param refusal how it said so
     * @param because what it would have to be, as a sentence
     */
    record NotInThisGitLab(ToolProblem refusal, String because) implements ToolProblem {
        @Override
        public String kind() {
            return refusal.kind();
        }
    }

    /**
     * GitLab wants fewer requests.
     *
     * @param retryAfter how long GitLab asked to wait
     */
    record RateLimited(
            @Nullable Duration retryAfter,
            String message,
            @Nullable String requestId) implements ToolProblem {
        @Override
        public String kind() {
            return "rate_limited";
        }
    }

    /** GitLab cannot be reached. */
    record Unreachable(String instance, String reason) implements ToolProblem {
        @Override
        public boolean leavesOpen() {
            return true;
        }

        @Override
        public String kind() {
            return "unreachable";
        }
    }

    /** GitLab's answer broke off or is not what it should be. */
    record Unreadable(String reason) implements ToolProblem {
        @Override
        public boolean leavesOpen() {
            return true;
        }

        @Override
        public String kind() {
            return "unreadable";
        }
    }

    /** The time allowed for the call is over. */
    record TimedOut(Duration after) implements ToolProblem {
        @Override
        public boolean leavesOpen() {
            return true;
        }

        @Override
        public String kind() {
            return "timed_out";
        }
    }

    /** The caller no longer wants the answer. */
    record Cancelled() implements ToolProblem {
        @Override
        public boolean leavesOpen() {
            return true;
        }

        @Override
        public String kind() {
            return "cancelled";
        }
    }

    /**
     * This server is at one of its bounds.
     *
     * @param what the things that ran out
     */
    record CapacityReached(String what) implements ToolProblem {
        @Override
        public String kind() {
            return "capacity_reached";
        }
    }

    /**
     * Calls to this instance keep failing, so this one was not sent.
     *
     * @param retryAfter when to try again
     */
    record CircuitOpen(String instance, Duration retryAfter) implements ToolProblem {
        @Override
        public String kind() {
            return "circuit_open";
        }
    }

    /**
     * What was asked for is larger than this server reads.
     *
     * @param what the thing and its size or bound
     * @param instead what to ask for instead
     */
    record ResultTooLarge(String what, String instead) implements ToolProblem {
        @Override
        public String kind() {
            return "result_too_large";
        }
    }

    /**
     * GitLab answered, but what was asked for is not in the answer.
     *
     * @param what what is missing, as a sentence
     * @param instead what to try
     */
    record NothingFound(String what, String instead) implements ToolProblem {
        @Override
        public String kind() {
            return "nothing_found";
        }
    }

    /**
     * This server's operator does not allow it.
     *
     * @param what what is not allowed, as a sentence
     */
    record NotPermitted(String what) implements ToolProblem {
        @Override
        public String kind() {
            return "not_permitted";
        }
    }
}
