package dev.gitlabmcp.tool;

import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gitlabmcp.protocol.ToolNarrowing;
import dev.gitlabmcp.shaping.JsonText;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The tools through which all others are found, described and called: {@code find_tool}, {@code describe_tool}, {@code
 * call_tool} and the grouped ones.
 */
final class MetaTools {
    private static final int FOUND = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int MAX_GROUPED = 500;

    private static final Param<String> QUERY =
            text("query", "What to do, in a few words.").max(500);
    private static final Param<String> TOOLSET = text("toolset", "List this toolset instead.");
    private static final Param<Integer> LIMIT =
            integer("limit", "How many, 5 unless given.").min(1).max(50);
    private static final Param<String> NAME =
            text("name", "As find_tool names it, or method and path.").required();

    private final Catalogue catalogue;
    private final ToolRunner runner;
    private final Function<ToolNarrowing, ToolView> views;
    private final ToolIndex index;
    private final Cache<GroupKey, List<ToolDefinition>> grouped =
            Caffeine.newBuilder().maximumSize(MAX_GROUPED).build();
    private final ToolDefinition find;
    private final ToolDefinition describe;
    private final ToolDefinition call;
    private final ToolDefinition callReading;

    /** A group with those of its tools that may be called. */
    private record GroupKey(String group, Set<ToolDefinition> usable) {}

    MetaTools(Catalogue catalogue, ToolRunner runner, Function<ToolNarrowing, ToolView> views) {
        this.catalogue = catalogue;
        this.runner = runner;
        this.views = views;
        this.index = ToolIndex.of(catalogue);
        this.find = ToolBuilder.custom("find_tool")
                .title("Find tools")
                .description("Finds tools by what you want to do and shows their arguments; without arguments, lists"
                        + " the toolsets. There are tools for nearly everything in GitLab: look here before giving up.")
                .aliases("discover_tools")
                .arguments(QUERY, TOOLSET, LIMIT)
                .readOnly("looks into the catalogue only")
                .handledBy(this::find)
                .define();
        this.describe = ToolBuilder.custom("describe_tool")
                .title("Describe a tool")
                .description("Shows all of a tool's arguments as JSON Schema, and which GitLab has it.")
                .arguments(NAME)
                .readOnly("looks into the catalogue only")
                .handledBy(this::describe)
                .define();
        this.call = callTool().define();
        this.callReading = callTool().readOnly("no other tool may be called").define();
    }

    private ToolBuilder callTool() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("name").put("type", "string").put("description", "The tool, as find_tool names it.");
        properties.putObject("arguments").put("type", "object").put("description", "Its arguments.");
        schema.putArray("required").add("name");
        schema.put("additionalProperties", false);
        return ToolBuilder.custom("call_tool")
                .title("Call a tool")
                .description("Calls any tool that find_tool names.")
                .inputSchema(schema)
                .anyAccess("the tool that is called is checked itself")
                .handledBy(this::call);
    }

    /** As a request sees them, which may be permitted to call tools that only read. */
    List<ToolDefinition> all(boolean readsOnly) {
        return List.of(find, readsOnly ? callReading : call, describe);
    }

    /** Whether a tool of these belongs on every list; what {@code find_tool} shows of arguments is enough as a rule. */
    boolean isCommon(ToolDefinition tool) {
        return tool != describe;
    }

    /** A tool to read and a tool to change for each group that has such tools among these. */
    List<ToolDefinition> grouped(Set<ToolDefinition> usable) {
        return catalogue.toolsets().stream()
                .flatMap(set -> set.groups().stream())
                .flatMap(group -> grouped(group, usable).stream())
                .toList();
    }

    /** Most requests that narrow differ in few groups, so what was made for a group before serves again. */
    private List<ToolDefinition> grouped(ToolGroup group, Set<ToolDefinition> usable) {
        Set<ToolDefinition> own = new HashSet<>(group.tools());
        own.retainAll(usable);
        return grouped.get(new GroupKey(group.name(), own), key -> GroupedTools.of(group, key.usable(), runner));
    }

    private ToolOutput call(ToolCall call) {
        JsonNode arguments = call.given().path("arguments");
        if (!call.given().path("name").isTextual()) {
            throw ToolException.invalid("name", "must be a tool's name");
        }
        for (var member : call.given().properties()) {
            if (!member.getKey().equals("name") && !member.getKey().equals("arguments")) {
                throw ToolException.invalid(member.getKey(), "does not exist; what the tool takes goes into arguments");
            }
        }
        if (arguments.isTextual()) {
            arguments = parsed(arguments.textValue());
        }
        if (!arguments.isMissingNode() && !arguments.isNull() && !arguments.isObject()) {
            throw ToolException.invalid("arguments", "must be an object");
        }
        ObjectNode given = arguments instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        return runner.run(call.given().get("name").textValue(), given, call.context(), MetaTools::form);
    }

    private static String form(String tool, String arguments) {
        return "call_tool {\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}";
    }

    /** Models at times give an object as the text of one. */
    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw ToolException.invalid("arguments", "must be an object");
        }
    }

    private ToolOutput find(ToolCall call) {
        ToolView view = views.apply(call.context().narrowing());
        Optional<String> toolset = call.find(TOOLSET).filter(name -> !name.isBlank());
        Optional<String> query = call.find(QUERY).filter(text -> !text.isBlank());
        JsonText out = new JsonText().beginObject();
        if (toolset.isPresent()) {
            List<ToolDefinition> tools =
                    toolset(toolset.get()).tools().stream().filter(view::allows).toList();
            out.name("tools").beginArray();
            tools.forEach(tool -> entry(tool.name(), tool.description(), out).endObject());
            out.endArray();
        } else if (query.isPresent()) {
            List<ToolIndex.Found> found =
                    index.rank(query.get(), view, call.find(LIMIT).orElse(FOUND));
            if (found.isEmpty()) {
                throw new ToolException(new ToolProblem.NothingFound(
                        "No tool fits these words.", "Use GitLab's words, or call find_tool without arguments."));
            }
            out.name("tools").beginArray();
            found.forEach(one -> entry(one.name(), one.does(), out)
                    .field("arguments", index.signature(one))
                    .endObject());
            out.endArray();
        } else {
            toolsets(view, out);
        }
        return ToolOutput.text(out.endObject().finished());
    }

    private static JsonText entry(String name, String does, JsonText out) {
        return out.beginObject().field("name", name).field("does", does);
    }

    private void toolsets(ToolView view, JsonText out) {
        out.name("toolsets").beginArray();
        for (Toolset set : catalogue.toolsets()) {
            long tools = set.tools().stream().filter(view::allows).count();
            if (tools > 0) {
                out.beginObject()
                        .field("name", set.name())
                        .field("about", set.title())
                        .field("tools", tools)
                        .endObject();
            }
        }
        out.endArray();
        long operations =
                catalogue.operations().all().stream().filter(view::allows).count();
        if (operations > 0) {
            out.name("operations")
                    .beginObject()
                    .field("about", "The rest of GitLab's REST API; find them by query")
                    .field("tools", operations)
                    .endObject();
        }
    }

    private Toolset toolset(String name) {
        List<String> names = catalogue.toolsets().stream().map(Toolset::name).toList();
        for (Toolset set : catalogue.toolsets()) {
            if (set.name().equalsIgnoreCase(name.strip())) {
                return set;
            }
        }
        throw ToolException.invalid("toolset", "must be one of " + String.join(", ", names));
    }

    private ToolOutput describe(ToolCall call) {
        ToolView view = views.apply(call.context().narrowing());
        String name = call.get(NAME).strip();
        Operation operation = catalogue.operations().find(name).orElse(null);
        ToolDefinition tool = view.own(name)
                .or(() -> catalogue.find(name))
                .or(() -> operation == null ? Optional.empty() : catalogue.curated(operation))
                .orElse(null);
        if (tool != null) {
            boolean own = view.own(tool.name()).isPresent();
            return described(tool, catalogue.operation(tool).orElse(null), own || view.allows(tool));
        }
        if (operation == null) {
            List<String> near = catalogue.nearest(name);
            List<String> hint = near.isEmpty() ? catalogue.operations().nearest(name) : near;
            throw ToolException.invalid(
                    NAME.name(),
                    "is no tool's name" + (hint.isEmpty() ? "" : "; did you mean " + String.join(" or ", hint) + "?"));
        }
        return described(catalogue.operations().tool(operation), operation, view.allows(operation));
    }

    private static ToolOutput described(ToolDefinition tool, @Nullable Operation operation, boolean allowed) {
        JsonText out = new JsonText()
                .beginObject()
                .field("name", tool.name())
                .field("does", tool.description())
                .field("access", tool.access().name().toLowerCase(Locale.ROOT));
        tool.method().ifPresent(method -> out.field("request", method + " " + String.join(" or ", tool.paths())));
        if (operation != null && !operation.requirement().tier().isEmpty()) {
            out.field("tier", operation.requirement().tier());
        }
        if (operation != null && !operation.requirement().since().isEmpty()) {
            out.field("since_gitlab", operation.requirement().since());
        }
        if (!allowed) {
            out.field("permitted", false);
        }
        out.name("inputSchema").raw(CallOptions.describedIn(tool).toString());
        return ToolOutput.text(out.endObject().finished());
    }
}
