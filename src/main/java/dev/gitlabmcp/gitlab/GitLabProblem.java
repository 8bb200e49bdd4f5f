package dev.gitlabmcp.gitlab;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a call to GitLab brought no answer. No text in here ever holds a token. */
public sealed interface GitLabProblem {

    /** What went wrong in words, GitLab's own where it said any: at most about 2,000 characters, without markup. */
    String message();

    /** The kind's name as a label of metrics, in snake case. */
    String kind();

    /** Whether a request may have left this server; false where it was stopped before. */
    default boolean mayHaveGone() {
        return true;
    }

    /**
     * GitLab answered with a status outside 2xx, other than 429.
     *
     * @param status the HTTP status
     * @param message what GitLab said, or the status' name where it said nothing
     * @param requestId the id under which GitLab logged the request
     * @param missingScope the token scope that GitLab named as missing, with status 403
     * @param retryAfter how long GitLab wants no further request, where it said so
     * @param unknownAddress whether it said that it has no such address, in place of no such object
     */
    record Refused(
            int status,
            String message,
            @Nullable String requestId,
            @Nullable String missingScope,
            @Nullable Duration retryAfter,
            boolean unknownAddress)
            implements GitLabProblem {

        /** A refusal by an address that exists. */
        public Refused(
                int status,
                String message,
                @Nullable String requestId,
                @Nullable String missingScope,
                @Nullable Duration retryAfter) {
            this(status, message, requestId, missingScope, retryAfter, false);
        }

        @Override
        public String kind() {
            return kind(status, missingScope);
        }

        /** The kind of a refusal with this status. */
        public static String kind(int status, @Nullable String missingScope) {
            return switch (status) {
                case 400 -> "bad_request";
                case 401 -> "unauthorized";
                case 403 -> missingScope == null ? "forbidden" : "insufficient_scope";
                case 404 -> "not_found";
                case 405 -> "method_not_allowed";
                case 409 -> "conflict";
                case 412 -> "precondition_failed";
                case 422 -> "unprocessable";
                case 502, 503, 504 -> "unavailable";
                default -> status >= 500 ? "server_error" : "refused";
            };
        }
    }

    /**
     * GitLab answered 429 and went on doing so, or wants a longer wait than the call's deadline leaves.
     *
     * @param retryAfter how long GitLab wants no further request, where it said so
     * @param message what GitLab said
     * @param requestId the id under which GitLab logged the request
     */
    record RateLimited(
            @Nullable Duration retryAfter,
            String message,
            @Nullable String requestId) implements GitLabProblem {
        @Override
        public String kind() {
            return "rate_limited";
        }
    }

    /**
     * No connection could be made, or it was lost before any answer; a request that changes something may have arrived.
     *
     * @param instance the instance's label
     * @param reason what the network said
     */
    record Unreachable(String instance, String reason) implements GitLabProblem {
        @Override
        public String kind() {
            return "unreachable";
        }

        @Override
        public String message() {
            return "GitLab at " + instance + " cannot be reached: " + reason;
        }
    }

    /**
     * The answer was not complete in time; a request that changes something may have arrived.
     *
     * @param after the time that was allowed: the call's deadline, or the client's limit for a silent connection
     */
    record TimedOut(Duration after) implements GitLabProblem {
        @Override
        public String kind() {
            return "timed_out";
        }

        @Override
        public String message() {
            return "GitLab did not answer within " + after.toMillis() + " ms.";
        }
    }

    /** The caller no longer wanted the answer, or the server is stopping. */
    record Cancelled() implements GitLabProblem {
        @Override
        public String kind() {
            return "cancelled";
        }

        @Override
        public String message() {
            return "The call to GitLab was cancelled.";
        }
    }

    /**
     * A bound of this server was reached before the request was sent.
     *
     * @param what the things that ran out, such as {@code connections}
     */
    record CapacityReached(String what) implements GitLabProblem {
        @Override
        public boolean mayHaveGone() {
            return false;
        }

        @Override
        public String kind() {
            return "capacity_reached";
        }

        @Override
        public String message() {
            return "Server capacity reached: no free " + what + ".";
        }
    }

    /**
     * Most of the last calls to the instance got no proper answer, so this one was not sent.
     *
     * @param instance the instance's label
     * @param retryAfter when the next call may be sent, at least 1 s
     */
    record CircuitOpen(String instance, Duration retryAfter) implements GitLabProblem {
        @Override
        public boolean mayHaveGone() {
            return false;
        }

        @Override
        public String kind() {
            return "circuit_open";
        }

        @Override
        public String message() {
            return "GitLab at " + instance + " has failed most of the last calls; none is sent for another "
                    + retryAfter.toMillis() + " ms.";
        }
    }

    /**
     * The decompressed answer is larger than the client accepts.
     *
     * @param limitBytes the bound
     */
    record TooLarge(long limitBytes) implements GitLabProblem {
        @Override
        public String kind() {
            return "too_large";
        }

        @Override
        public String message() {
            return "GitLab's answer is larger than " + limitBytes + " bytes.";
        }
    }

    /**
     * GitLab answered, but not with what was announced: the answer broke off, or is no proper HTTP, gzip or JSON. A
     * request that changes something has probably been carried out.
     *
     * @param reason what is wrong with the answer
     */
    record Unreadable(String reason) implements GitLabProblem {
        @Override
        public String kind() {
            return "unreadable";
        }

        @Override
        public String message() {
            return "GitLab's answer cannot be read: " + reason;
        }
    }

    /**
     * The request would leave the projects that the operator allows; it was not sent.
     *
     * @param message why, as the end of a sentence about this server
     */
    record OutsideProjects(String message) implements GitLabProblem {
        @Override
        public boolean mayHaveGone() {
            return false;
        }

        @Override
        public String kind() {
            return "outside_projects";
        }
    }

    /**
     * This server does not call that address, whoever asks for it.
     *
     * @param instance the instance's label
     * @param reason why, as a sentence or its end; it tells nothing of the network that the server is in
     */
    record TargetRefused(String instance, String reason) implements GitLabProblem {
        @Override
        public boolean mayHaveGone() {
            return false;
        }

        @Override
        public String kind() {
            return "target_refused";
        }

        @Override
        public String message() {
            return "GitLab at " + instance + " is not called: " + reason;
        }
    }

    /**
     * The request was only to be checked, and it is as it should be.
     *
     * @param request what would have been sent
     */
    record NotSent(GitLabRequest request) implements GitLabProblem {
        @Override
        public boolean mayHaveGone() {
            return false;
        }

        @Override
        public String message() {
            return "the request was not to be sent";
        }

        @Override
        public String kind() {
            return "not_sent";
        }
    }
}
