package dev.gitlabmcp.tool;

import dev.gitlabmcp.shaping.TextCleaner;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says to a model what went wrong and what to try; the only place where these sentences are written. */
final class ProblemText {
    private static final String MAYBE_DONE =
            " The change may have been carried out all the same: look before you repeat it.";

    private static final String LACKING =
            "This GitLab lacks what the tool asks for: it is older, or of another edition. Do without.";
    private static final String NOT_VISIBLE =
            "Either it does not exist, or this token may not see it (GitLab does not tell which)."
                    + " Check ids and paths; list or search for it.";
    private static final int MAX_MESSAGE = 2000;

    private ProblemText() {}

    /**
     * The sentences for a problem.
     *
     * @param writes whether the call was to change something
     */
    static String of(ToolProblem problem, boolean writes) {
        if (problem instanceof ToolProblem.InvalidArgument p) {
            return "Invalid argument: " + p.argument() + " " + p.what();
        }
        if (problem instanceof ToolProblem.RefusedByGitLab p) {
            return refused(p, writes);
        }
        if (problem instanceof ToolProblem.NotInThisGitLab p) {
            return said(p.refusal()) + p.because() + " Do without.";
        }
        if (problem instanceof ToolProblem.RefusedByGraphQl p) {
            return said(p)
                    + (p.lacking() ? LACKING : graphqlAdvice(p.message()))
                    + (writes && p.executed() ? MAYBE_DONE : "");
        }
        if (problem instanceof ToolProblem.RateLimited p) {
            return "GitLab limits the rate of requests (429): " + clean(p.message()) + id(p.requestId()) + " "
                    + retry(p.retryAfter());
        }
        if (problem instanceof ToolProblem.Unreachable p) {
            return "GitLab at " + p.instance() + " cannot be reached: " + clean(p.reason()) + ". Try again later; if it"
                    + " persists, the address or the network between this server and GitLab is wrong."
                    + (writes ? MAYBE_DONE : "");
        }
        if (problem instanceof ToolProblem.Unreadable p) {
            return "GitLab's answer cannot be read: " + clean(p.reason()) + "." + (writes ? MAYBE_DONE : " Try again.");
        }
        if (problem instanceof ToolProblem.TimedOut p) {
            return "GitLab did not answer within " + seconds(p.after()) + "."
                    + (writes ? MAYBE_DONE : " Try again, or ask for less (fewer items per page, a narrower filter).");
        }
        if (problem instanceof ToolProblem.Cancelled) {
            return "The call was cancelled." + (writes ? MAYBE_DONE : "");
        }
        if (problem instanceof ToolProblem.CapacityReached p) {
            return "Server capacity reached: no free " + p.what() + ". Try again in a few seconds.";
        }
        if (problem instanceof ToolProblem.CircuitOpen p) {
            return "GitLab at " + p.instance() + " has failed most of the last calls, so this one was not sent to it."
                    + " Nothing was changed. Try again in " + seconds(p.retryAfter()) + ".";
        }
        if (problem instanceof ToolProblem.ResultTooLarge p) {
            return "Too large: " + p.what() + ". Instead, " + p.instead() + ".";
        }
        if (problem instanceof ToolProblem.NothingFound p) {
            return p.what() + " " + p.instead();
        }
        if (problem instanceof ToolProblem.NotPermitted p) {
            return "Not permitted on this server: " + p.what();
        }
        throw new IllegalStateException("no words for " + problem.kind());
    }

    /** What GitLab said, without advice. */
    private static String said(ToolProblem problem) {
        if (problem instanceof ToolProblem.RefusedByGitLab p) {
            return "GitLab answered " + p.status() + ": " + clean(p.message()) + id(p.requestId()) + " ";
        }
        return problem instanceof ToolProblem.RefusedByGraphQl p
                ? "GitLab's GraphQL API refused it: " + clean(shortened(p.message())) + ". "
                : "";
    }

    private static String refused(ToolProblem.RefusedByGitLab p, boolean writes) {
        String said = said(p);
        if (p.unknownAddress()) {
            return said + LACKING;
        }
        return said
                + switch (p.status()) {
                    case 400 -> "Correct the arguments as GitLab says.";
                    case 401 -> unauthorized(writes);
                    case 403 -> forbidden(p.missingScope());
                    case 404 -> NOT_VISIBLE;
                    case 405 ->
                        "GitLab does not allow this in the present state: read the object again and see what"
                                + " is missing.";
                    case 409 ->
                        "It conflicts with the present state: something was changed meanwhile, or exists"
                                + " already. Read it again and decide anew.";
                    case 412 -> "A condition of the request no longer holds: it was changed meanwhile. Read it again.";
                    case 422 ->
                        "GitLab understood the request but cannot carry it out as it stands: correct what it names.";
                    default ->
                        p.status() >= 500
                                ? "The fault is on GitLab's side" + later(p.retryAfter())
                                : "Correct the request as GitLab says.";
                };
    }

    private static String graphqlAdvice(String message) {
        // The words of a resource that GitLab does not show.
        return message.contains("does not exist or you don't have permission")
                ? NOT_VISIBLE
                : "Correct the arguments as GitLab says.";
    }

    private static String shortened(String text) {
        return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE) + "...";
    }

    private static String unauthorized(boolean writes) {
        return writes
                ? "Either the token is wrong, expired or revoked, or its user may not do this (GitLab answers a merge"
                        + " without the right to it in the same way). If reading works, the user needs a higher role."
                : "The token is missing, wrong, expired or revoked: the user must give a valid one.";
    }

    private static String forbidden(@Nullable String missingScope) {
        if (missingScope != null) {
            return "The token lacks the scope " + clean(missingScope) + ": the user must give a token that has it.";
        }
        return "The token's user may not do this: a higher role is needed, or the feature is not part of this"
                + " GitLab's licence or settings.";
    }

    private static String retry(@Nullable Duration after) {
        return after == null ? "Wait a minute before the next call." : "Try again in " + seconds(after) + ".";
    }

    private static String later(@Nullable Duration after) {
        return after == null || after.isZero() ? ": try again later." : ". " + retry(after);
    }

    private static String id(@Nullable String requestId) {
        return requestId == null ? "." : " (GitLab's request id " + clean(requestId) + ").";
    }

    private static String seconds(Duration time) {
        long seconds = (time.toMillis() + 999) / 1000;
        return seconds == 1 ? "1 second" : seconds + " seconds";
    }

    private static String clean(String text) {
        String clean = TextCleaner.prose(text).strip();
        return clean.endsWith(".") ? clean.substring(0, clean.length() - 1) : clean;
    }
}
