package dev.gitlabmcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gitlabmcp.gitlab.GitLabRequest;

/** Turns numbers of projects and groups into the paths that GitLab's GraphQL API takes alone. Stateless. */
final class FullPaths {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FullPaths() {}

    /** What a path was found to be. */
    private record FullPath(String text) {}

    static String of(ToolCall call, Param<String> param) {
        String name = call.get(param);
        if (!name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return name;
        }
        boolean group = param.kind() instanceof LinkKinds.Namespace namespace
                && namespace.what().equals("group");
        String template = group ? "/groups/{id}" : "/projects/{id}";
        return call.scope()
                .remembered(FullPath.class, template + name, () -> lookUp(call, param, template, name))
                .text();
    }

    private static FullPath lookUp(ToolCall call, Param<String> param, String template, String number) {
        GitLabRequest request = GitLabRequest.get(template).path("id", number).build();
        JsonNode found;
        try {
            found = call.send(request, answer -> JSON.readTree(answer.body()));
        } catch (ToolException e) {
            if (e.problem() instanceof ToolProblem.RefusedByGitLab refused && refused.status() == 404) {
                throw ToolException.invalid(param.name(), "names nothing that this token may see: " + number);
            }
            throw e;
        }
        String path = found.path(template.startsWith("/groups") ? "full_path" : "path_with_namespace")
                .asText();
        if (path.isEmpty()) {
            throw new ToolException(new ToolProblem.Unreadable("it has no path"));
        }
        return new FullPath(path);
    }
}
