package dev.gitlabmcp.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.tool.CallScope;
import dev.gitlabmcp.tool.GraphQlDocument;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Asks for as much as a GitLab knows: one of the free edition, or an older one, refuses a whole document for one name in it.
 * Stateless.
 */
final class Editions {
    private Editions() {}

    /** Which document of several a GitLab takes. */
    private record Taken(GraphQlDocument document) {}

    /**
     * Sends the first of these documents that GitLab takes, and remembers for some minutes which that was. Documents that
     * lack one of the variables are left out: a filter must not be dropped.
     *
     * @param richestFirst the documents, of which the first has all variables
     * @throws ToolException as {@link CallScope#send(GraphQlDocument, ObjectNode, List)}
     */
    static JsonNode send(
            CallScope scope, List<GraphQlDocument> richestFirst, ObjectNode variables, List<String> projects) {
        List<GraphQlDocument> able = richestFirst.stream()
                .filter(document -> declaresAll(document, variables))
                .toList();
        String name = able.stream().map(GraphQlDocument::name).collect(Collectors.joining(","));
        List<JsonNode> first = new ArrayList<>(1);
        Taken taken = scope.remembered(Taken.class, name, () -> {
            int last = able.size() - 1;
            for (GraphQlDocument document : able.subList(0, last)) {
                try {
                    first.add(scope.send(document, variables, projects));
                    return new Taken(document);
                } catch (ToolException e) {
                    if (!isLacking(e)) {
                        throw e;
                    }
                }
            }
            first.add(scope.send(able.get(last), variables, projects));
            return new Taken(able.get(last));
        });
        return first.isEmpty() ? scope.send(taken.document(), variables, projects) : first.get(0);
    }

    /** Whether GitLab knows no such field, argument or type. */
    static boolean isLacking(ToolException e) {
        return e.problem() instanceof ToolProblem.RefusedByGraphQl refused && refused.lacking();
    }

    private static boolean declaresAll(GraphQlDocument document, ObjectNode variables) {
        for (var variable : variables.properties()) {
            if (!document.text().contains("$" + variable.getKey() + ":")) {
                return false;
            }
        }
        return true;
    }
}
