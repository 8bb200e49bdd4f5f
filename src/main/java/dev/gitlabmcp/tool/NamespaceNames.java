package dev.gitlabmcp.tool;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gitlabmcp.gitlab.GitLabAnswer;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.Shape;
import java.io.IOException;

/**
 * Turns paths of projects and groups into the numbers that some of GitLab's parameters take alone, and numbers into the paths
 * that its GraphQL API takes alone. Stateless.
 */
final class NamespaceNames {
    private NamespaceNames() {}

    /** What a path was found to be. */
    private record FullPath(String text) {}

    /**
     * The arguments with numbers where their parameters ask for them.
     *
     * @throws ToolException when there is no such project or group, or GitLab cannot be asked
     */
    static Arguments numbered(Arguments arguments, ToolCall call) {
        Arguments numbered = arguments;
        for (Param<?> param : arguments.params()) {
            if (param.isNumeric() && arguments.raw(param) instanceof String name && !isNumber(name)) {
                numbered = numbered.withRaw(param, lookUp(param, name, "id", "it has no id", call));
            }
        }
        return numbered;
    }

    /** The full path of what a parameter names. */
    static String fullPath(ToolCall call, Param<String> param) {
        String name = call.get(param);
        if (!isNumber(name)) {
            return name;
        }
        String member = isGroup(param) ? "full_path" : "path_with_namespace";
        return call.scope()
                .remembered(
                        FullPath.class,
                        member + " " + name,
                        () -> new FullPath(lookUp(param, name, member, "it has no path", call)))
                .text();
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isGroup(Param<?> param) {
        return param.kind() instanceof LinkKinds.Namespace namespace
                && namespace.what().equals("group");
    }

    private static String lookUp(Param<?> param, String name, String member, String otherwise, ToolCall call) {
        GitLabRequest request = GitLabRequest.get(isGroup(param) ? "/groups/{id}" : "/projects/{id}")
                .path("id", name)
                .build();
        String found;
        try {
            found = call.send(request, answer -> member(answer, member));
        } catch (ToolException e) {
            if (e.problem() instanceof ToolProblem.RefusedByGitLab refused && refused.status() == 404) {
                throw ToolException.invalid(param.name(), "names nothing that this token may see: " + name);
            }
            throw e;
        }
        if (found.isEmpty()) {
            throw new ToolException(new ToolProblem.Unreadable(otherwise));
        }
        return found;
    }

    /** A member that is a number or a text; empty when there is none. */
    private static String member(GitLabAnswer answer, String wanted) throws IOException {
        try (JsonParser parser = Shape.JSON.createParser(answer.body())) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                String name;
                while ((name = parser.nextFieldName()) != null) {
                    JsonToken value = parser.nextToken();
                    if (name.equals(wanted)
                            && (value == JsonToken.VALUE_NUMBER_INT || value == JsonToken.VALUE_STRING)) {
                        return parser.getText();
                    }
                    parser.skipChildren();
                }
            }
        }
        return "";
    }
}
