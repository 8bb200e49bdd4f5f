package dev.gitlabmcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Explains a 404 whose cause may be where a file's URL was taken apart: branches may hold slashes, too. Stateless. */
final class UrlHint {
    private static final List<String> FILE_PAGES = List.of("/-/blob/", "/-/tree/", "/-/raw/", "/-/blame/", "/-/edit/");

    private UrlHint() {}

    /** The problem, with that hint where it fits. */
    static ToolProblem of(ToolProblem problem, ObjectNode arguments) {
        if (!(problem instanceof ToolProblem.RefusedByGitLab refused)
                || refused.status() != 404
                || arguments.hasNonNull("ref")) {
            return problem;
        }
        for (JsonNode argument : arguments) {
            if (argument.isTextual() && FILE_PAGES.stream().anyMatch(argument.textValue()::contains)) {
                return new ToolProblem.RefusedByGitLab(
                        404,
                        refused.message()
                                + " (the URL's branch was taken to end at its first slash; where its name holds"
                                + " one, give ref, too)",
                        refused.requestId(),
                        null,
                        null,
                        false);
            }
        }
        return problem;
    }
}
