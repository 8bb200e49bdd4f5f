package dev.gitlabmcp.catalogue;

import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.shaping.View;
import dev.gitlabmcp.tool.Arguments;
import dev.gitlabmcp.tool.CallScope;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolProblem;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Puts one result together of what several tools show. Each part may fill the result up to a share of it, so that what an
 * earlier one leaves is there for those after it; a part that GitLab or the operator does not show is named, and the rest
 * shown all the same. For one call and one thread.
 */
final class Parts {
    /** What {@link Shape} keeps free by itself. */
    private static final int SHAPES_RESERVE = 1024;

    private static final int SMALLEST = 4096;
    private static final int LARGEST = 4 * 1024 * 1024;

    private final CallScope scope;
    private final boolean prompt;
    private final int room;
    private final JsonText out = new JsonText().beginObject();
    private int steps;

    /** Sends requests and writes what comes of them. */
    @FunctionalInterface
    interface Part {
        void write();
    }

    private Parts(CallScope scope, boolean prompt, int room) {
        this.scope = scope;
        this.prompt = prompt;
        this.room = room;
    }

    /** The result of a tool. */
    static Parts of(ToolCall call) {
        return new Parts(call.scope(), false, call.roomBeside(new JsonText()));
    }

    /** The data of a prompt, which shows only what the caller may have from the tools themselves. */
    static Parts ofPrompt(CallScope scope) {
        return new Parts(scope, true, scope.limits().maxBytes());
    }

    CallScope scope() {
        return scope;
    }

    /** The object that is open. */
    JsonText out() {
        return out;
    }

    /** How many bytes the whole may have. */
    int room() {
        return room;
    }

    /** How many bytes are left when the result may be filled up to that share; less than 0 when it is fuller. */
    int left(double share) {
        return (int) (room * share) - out.size();
    }

    /** Tells what is done next. */
    void step(String what) {
        scope.context().progress(++steps, null, what);
    }

    /**
     * Makes sure that what a tool shows may be shown here.
     *
     * @throws ToolException when it may not
     */
    void allow(ToolDefinition tool) {
        if (prompt) {
            scope.require(tool);
        } else {
            scope.requirePart(tool);
        }
    }

    /** A tool's arguments, when what it shows may be shown here. */
    Arguments read(ToolDefinition tool, Map<String, String> arguments) {
        return prompt ? tool.read(scope, arguments) : tool.readAsPart(scope, arguments);
    }

    /** A tool's request, when what it shows may be shown here. */
    GitLabRequest request(ToolDefinition tool, Map<String, String> arguments) {
        return tool.request(read(tool, arguments));
    }

    /** The chosen fields, filling the result up to that share. */
    View upTo(double share) {
        int limit = Math.max(SMALLEST, Math.min(LARGEST, (int) (room * share) + SHAPES_RESERVE));
        return new View(false, 0, Set.of(), new ResultLimits(limit), changes -> "");
    }

    /**
     * Writes what a tool shows as the member of that name, or why it is not shown; of a list that goes on, also the call that
     * shows it whole.
     *
     * @param share of the result up to which it may be filled, from 0 to 1
     */
    void show(String name, ToolDefinition tool, Map<String, String> arguments, Shape shape, double share) {
        attempt(name, () -> send(name, tool, arguments, request(tool, arguments), shape, share));
    }

    /** As above, where the tool shows the answer to another request than its first. */
    void show(String name, ToolDefinition tool, GitLabRequest request, Shape shape, double share) {
        attempt(name, () -> {
            allow(tool);
            send(name, tool, Map.of(), request, shape, share);
        });
    }

    private void send(
            String name,
            ToolDefinition tool,
            Map<String, String> arguments,
            GitLabRequest request,
            Shape shape,
            double share) {
        scope.send(request, answer -> {
            int missing = shape.write(answer.body(), out.name(name), upTo(share));
            if (missing > 0 || answer.paging().nextPage().isPresent()) {
                Map<String, String> whole = new TreeMap<>(arguments);
                whole.remove("per_page");
                out.field("more_" + name, CallText.of(tool.name(), whole));
            }
            return true;
        });
    }

    /**
     * Writes a part, or else, as the member of that name, why it is not shown.
     *
     * @throws ToolException when that is no matter of this part alone
     */
    void attempt(String name, Part part) {
        long mark = out.mark();
        try {
            part.write();
        } catch (ToolException e) {
            String why = why(e);
            out.reset(mark);
            out.field(name, why);
        }
    }

    /**
     * Why a part is not shown.
     *
     * @throws ToolException when that is no matter of this part alone
     */
    static String why(ToolException e) {
        if (e.problem() instanceof ToolProblem.NotPermitted refused) {
            return "not shown: " + refused.what();
        }
        if (e.problem() instanceof ToolProblem.RefusedByGitLab refused && refused.status() != 401) {
            return "GitLab does not show this (" + refused.status() + ")";
        }
        if (e.problem() instanceof ToolProblem.RefusedByGraphQl) {
            return "GitLab's GraphQL API does not show this";
        }
        if (e.problem() instanceof ToolProblem.Unreadable || e.problem() instanceof ToolProblem.ResultTooLarge) {
            return "GitLab's answer cannot be read, or is too large";
        }
        throw e;
    }
}
