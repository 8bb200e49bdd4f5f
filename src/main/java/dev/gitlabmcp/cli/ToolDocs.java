package dev.gitlabmcp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.tool.Access;
import dev.gitlabmcp.tool.Catalogue;
import dev.gitlabmcp.tool.ListingConfiguration;
import dev.gitlabmcp.tool.Operation;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolConfiguration;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;
import dev.gitlabmcp.tool.ToolView;
import dev.gitlabmcp.tool.Toolset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes the documentation of the tools from their definitions, as Markdown. Immutable. */
final class ToolDocs {
    private static final String GENERATED = "<!-- Written by `gitlab-mcp tools docs`; do not edit. -->\n\n";

    private final Catalogue catalogue;

    ToolDocs(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** What a tool's entry in the list costs a model: bytes / 4, rounded up. */
    static int tokens(ToolDefinition tool) {
        return (bytes(tool) + 3) / 4;
    }

    private static int bytes(ToolDefinition tool) {
        return tool.listEntry().asUnquotedUTF8().length;
    }

    /** All files by name. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("README.md", GENERATED + overview());
        for (Toolset set : catalogue.toolsets()) {
            files.put(set.name() + ".md", GENERATED + toolset(set));
        }
        return files;
    }

    private String overview() {
        return """
                # Tools

                Every offered tool can be called by name, listed or not. What a model sees listed is the *surface*, chosen by
                the operator with `TOOL_SURFACE` and narrowed by each client's headers or address; see
                [configuration](../configuration.md). `core` lists the most used tools and two more, `find_tool` and
                `call_tool`, through which all others are found and called; `find` lists those two and `describe_tool`;
                `grouped` lists one tool to read and one to change each kind of thing; `all` lists everything.

                Most tools that read take `detail: full` for everything GitLab says, and `fields` for some members only. Parameters
                marked "not listed" are accepted everywhere and left out of the lists, since each word of these costs every
                model's context.

                Every tool that changes something also takes two options that are listed nowhere but by `describe_tool`:
                `dry_run: true` checks arguments and permission and shows the first request that would change something,
                with secrets masked, in place of sending it (a tool that lists a `dry_run` passes it on to GitLab instead); and `idempotency_key`, a text of your own, makes a repeat safe: for
                ten minutes a call of the same tool by the same token with the same key and arguments gets the first result
                instead of being carried out again, repeats at once wait for the first, and a call whose client went away is
                finished for its repeat. What GitLab refused is not kept. Keys are known to one process: with several replicas
                a repeat must reach the same one.

                """ + costs() + operations();
    }

    /** What can be reached beside the tools. */
    private String operations() {
        List<Operation> all = catalogue.operations().all();
        StringBuilder out = new StringBuilder("""

                ## The rest of GitLab's REST API

                What has no tool is an *operation*, named after its method and path:
                `GET /projects/{id}/debian_distributions` is `get_projects_debian_distributions`. Operations are found by
                `find_tool`, described by `describe_tool` with their whole schema, tier and first version, and called by
                `call_tool`, which also takes method and path as a name.
                They are never listed, and bound by the same permission, projects, limits and masking of secrets as tools.
                An operation that a tool does the whole of is that tool, under both names.

                `GITLAB_API_OPERATIONS` says which can be reached; the guarded ones act on the instance or with the accounts
                and tokens of others, and also take the permission mode `full`.

                | operations | `GITLAB_API_OPERATIONS` | read | change | delete | done by a tool |
                | --- | --- | ---: | ---: | ---: | ---: |
                """);
        for (Operation.Reach reach : Operation.Reach.values()) {
            List<Operation> these =
                    all.stream().filter(one -> one.reach() == reach).toList();
            out.append("| %s | `%s` | %d | %d | %d | %d |\n"
                    .formatted(
                            reach.name().toLowerCase(Locale.ROOT),
                            reach == Operation.Reach.MAIN ? "main" : "all",
                            count(these, Access.READ),
                            count(these, Access.MODIFY),
                            count(these, Access.DELETE),
                            these.stream()
                                    .filter(one -> catalogue.curated(one).isPresent())
                                    .count()));
        }
        return all.isEmpty() ? "" : out.toString();
    }

    private static long count(List<Operation> operations, Access access) {
        return operations.stream().filter(one -> one.access() == access).count();
    }

    /** What the lists cost, as tables. */
    String costs() {
        StringBuilder out = new StringBuilder(
                "| surface | tools listed | bytes | tokens (bytes / 4) |\n| --- | ---: | ---: | ---: |\n");
        for (String surface : List.of("core", "find", "grouped", "all")) {
            ToolView view = view(surface, "");
            row(out, "`" + surface + "`", view.listed());
        }
        out.append("\n| toolset | about | tools | bytes | tokens |\n| --- | --- | ---: | ---: | ---: |\n");
        for (Toolset set : catalogue.toolsets()) {
            row(out, "[`" + set.name() + "`](" + set.name() + ".md) | " + set.title(), set.tools());
        }
        return out.toString();
    }

    private ToolView view(String surface, String toolsets) {
        return ToolView.of(
                catalogue, ToolConfiguration.defaults().with(ListingConfiguration.of(toolsets, "", surface)));
    }

    private static void row(StringBuilder out, String name, List<ToolDefinition> tools) {
        int bytes = tools.stream().mapToInt(tool -> bytes(tool) + 1).sum();
        out.append("| %s | %d | %d | %d |\n".formatted(name, tools.size(), bytes, (bytes + 3) / 4));
    }

    private static String toolset(Toolset set) {
        StringBuilder out = new StringBuilder("# " + set.title() + "\n\nToolset `" + set.name() + "`.\n");
        for (ToolGroup group : set.groups()) {
            out.append("\n## ")
                    .append(group.title())
                    .append("\n\n| tool | does | may | tokens |\n| --- | --- | --- | ---: |\n");
            for (ToolDefinition tool : group.tools()) {
                out.append("| [`%s`](#%s) | %s | %s | %d |\n"
                        .formatted(tool.name(), tool.name(), cell(tool.title()), may(tool), tokens(tool)));
            }
        }
        set.tools().forEach(tool -> out.append('\n').append(describe(tool)));
        return out.toString();
    }

    /** One tool whole. */
    String tool(ToolDefinition tool) {
        return describe(tool);
    }

    private static String describe(ToolDefinition tool) {
        StringBuilder out = new StringBuilder("### " + tool.name() + "\n\n" + tool.description() + "\n");
        List<String> facts = new ArrayList<>();
        facts.add(may(tool));
        tool.method().ifPresent(method -> facts.add("`" + method + " " + String.join("` or `", tool.paths()) + "`"));
        tool.documents().forEach(document -> facts.add("GraphQL `" + document.name() + "`"));
        if (!tool.aliases().isEmpty()) {
            facts.add("also called `" + String.join("`, `", tool.aliases()) + "`");
        }
        facts.add(tokens(tool) + " tokens");
        out.append('\n').append(String.join("; ", facts)).append(".\n");
        JsonNode properties = tool.inputSchema().path("properties");
        if (!properties.isEmpty()) {
            out.append("\n| argument | type | |\n| --- | --- | --- |\n");
            Set<String> unlisted = new HashSet<>();
            tool.params().stream().filter(Param::isUnlisted).forEach(param -> unlisted.add(param.name()));
            Set<String> required = new HashSet<>();
            tool.inputSchema().path("required").forEach(name -> required.add(name.asText()));
            for (Map.Entry<String, JsonNode> property : properties.properties()) {
                String name = property.getKey();
                out.append("| `%s`%s | %s | %s%s |\n"
                        .formatted(
                                name,
                                required.contains(name) ? " \\*" : "",
                                type(property.getValue()),
                                cell(property.getValue().path("description").asText()),
                                unlisted.contains(name) ? " (not listed)" : ""));
            }
        }
        return out.toString();
    }

    private static String may(ToolDefinition tool) {
        String hint = tool.annotations().destructive() ? ", may overwrite" : "";
        return switch (tool.access()) {
            case READ -> "reads";
            case MODIFY -> "changes" + hint;
            case DELETE -> "deletes";
        };
    }

    private static String type(JsonNode value) {
        String type = value.path("type").asText("any");
        if (value.has("enum")) {
            List<String> words = new ArrayList<>();
            value.get("enum").forEach(word -> words.add("`" + word.asText() + "`"));
            type = String.join(", ", words);
        } else if (type.equals("array")) {
            JsonNode items = value.path("items");
            type = "list of " + (items.path("properties").isObject() ? members(items) : type(items));
        } else if (value.path("properties").isObject()) {
            type = members(value);
        }
        return value.has("default")
                ? type + "; default `" + value.get("default").asText() + "`"
                : type;
    }

    private static String members(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.path("properties").fieldNames().forEachRemaining(names::add);
        return "object of `" + String.join("`, `", names) + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
