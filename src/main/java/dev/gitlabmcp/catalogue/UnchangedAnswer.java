package dev.gitlabmcp.catalogue;

import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import dev.gitlabmcp.tool.ToolProblem;

/**
 * Serves tools whose endpoint answers 304 when there is nothing to change, as GitLab's subscriptions do: for the caller
 * that is what was wanted, not a failure. Stateless.
 */
final class UnchangedAnswer {
    private static final int NOT_MODIFIED = 304;

    private UnchangedAnswer() {}

    /** The tool's one request, with 304 as a success. */
    static ToolOutput allow(ToolCall call) {
        try {
            return call.answer(call.request(), call.tool().shape().orElse(Shape.EVERYTHING));
        } catch (ToolException e) {
            if (e.problem() instanceof ToolProblem.RefusedByGitLab refused && refused.status() == NOT_MODIFIED) {
                return ToolOutput.text(new JsonText()
                        .beginObject()
                        .field("ok", true)
                        .field("note", "It was so already; nothing changed.")
                        .endObject()
                        .finished());
            }
            throw e;
        }
    }
}
