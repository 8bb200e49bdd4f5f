package dev.gitlabmcp.tool;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gitlabmcp.gitlab.GitLabAnswer;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.Shape;
import java.io.IOException;

/** Turns paths of projects and groups into the numbers that some of GitLab's parameters take alone. Stateless. */
final class NumericIds {
    private NumericIds() {}

    /**
     * The arguments with numbers where their parameters ask for them.
     *
     * @throws ToolException when there is no such project or group, or GitLab cannot be asked
     */
    static Arguments resolved(Arguments arguments, ToolCall call) {
        Arguments resolved = arguments;
        for (Param<?> param : arguments.params()) {
            if (param.isNumeric() && arguments.raw(param) instanceof String name && !isNumber(name)) {
                resolved = resolved.withRaw(param, lookUp(param, name, call));
            }
        }
        return resolved;
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static String lookUp(Param<?> param, String name, ToolCall call) {
        boolean group = param.kind() instanceof LinkKinds.Namespace namespace
                && namespace.what().equals("group");
        GitLabRequest request = GitLabRequest.get(group ? "/groups/{id}" : "/projects/{id}")
                .path("id", name)
                .build();
        try {
            return call.send(request, NumericIds::id);
        } catch (ToolException e) {
            if (e.problem() instanceof ToolProblem.RefusedByGitLab refused && refused.status() == 404) {
                throw ToolException.invalid(param.name(), "names nothing that this token may see: " + name);
            }
            throw e;
        }
    }

    private static String id(GitLabAnswer answer) throws IOException {
        try (JsonParser parser = Shape.JSON.createParser(answer.body())) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                String name;
                while ((name = parser.nextFieldName()) != null) {
                    JsonToken value = parser.nextToken();
                    if (name.equals("id") && value == JsonToken.VALUE_NUMBER_INT) {
                        return parser.getText();
                    }
                    parser.skipChildren();
                }
            }
        }
        throw new ToolException(new ToolProblem.Unreadable("it has no id"));
    }
}
