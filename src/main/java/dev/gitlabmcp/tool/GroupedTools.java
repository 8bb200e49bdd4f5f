package dev.gitlabmcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Many tools as one with an {@code action}, made of the same definitions: its schema holds each argument of each action, with
 * the actions that take it.
 */
final class GroupedTools {
    private static final String ACTION = "action";
    private static final String SHOWN_ACTION = "action_name";

    private final Map<String, ToolDefinition> actions;

    private GroupedTools(Map<String, ToolDefinition> actions) {
        this.actions = actions;
    }

    /** {@code browse_<group>} and {@code manage_<group>}, where there are such tools among the usable ones. */
    static List<ToolDefinition> of(ToolGroup group, Set<ToolDefinition> usable, ToolRunner runner) {
        List<ToolDefinition> made = new ArrayList<>();
        Map<String, ToolDefinition> reads = actions(group, t -> usable.contains(t) && t.access() == Access.READ);
        if (!reads.isEmpty()) {
            made.add(new GroupedTools(reads).define("browse_" + group.name(), group, runner));
        }
        Map<String, ToolDefinition> writes = actions(group, t -> usable.contains(t) && t.access() != Access.READ);
        if (!writes.isEmpty()) {
            made.add(new GroupedTools(writes).define("manage_" + group.name(), group, runner));
        }
        return made;
    }

    /** The verb where the tool is named after the group, else the tool's whole name. */
    private static Map<String, ToolDefinition> actions(ToolGroup group, Predicate<ToolDefinition> wanted) {
        Map<String, ToolDefinition> actions = new LinkedHashMap<>();
        Set<String> nouns = Set.copyOf(List.of(group.name(), singular(group.name())));
        for (ToolDefinition tool : group.tools()) {
            int end = tool.name().indexOf('_');
            String verb = tool.name().substring(0, Math.max(end, 0));
            boolean plain = end > 0 && nouns.contains(tool.name().substring(end + 1));
            if (wanted.test(tool)) {
                actions.put(plain && !actions.containsKey(verb) ? verb : tool.name(), tool);
            }
        }
        return actions;
    }

    private static String singular(String plural) {
        if (plural.endsWith("ies")) {
            return plural.substring(0, plural.length() - 3) + "y";
        }
        if (plural.endsWith("ches")) {
            return plural.substring(0, plural.length() - 2);
        }
        return plural.endsWith("s") ? plural.substring(0, plural.length() - 1) : plural;
    }

    private ToolDefinition define(String name, ToolGroup group, ToolRunner runner) {
        boolean reads = name.startsWith("browse_");
        ToolBuilder tool = ToolBuilder.custom(name)
                .title(group.title() + (reads ? ": read" : ": change"))
                .description(group.title() + (reads ? ": read. " : ": change. ") + texts())
                .inputSchema(schema())
                .anyAccess("the action that is called is checked itself")
                .handledBy(call -> run(call, runner));
        if (reads) {
            tool.readOnly("all of its actions only read");
        } else if (actions.values().stream()
                .noneMatch(action -> action.annotations().destructive())) {
            tool.additive("none of its actions overwrites or removes anything");
        }
        return tool.define();
    }

    private String texts() {
        StringBuilder texts = new StringBuilder("Actions:");
        actions.forEach((action, tool) -> {
            List<String> required = new ArrayList<>();
            tool.input().listed().path("required").forEach(name -> required.add(shown(name.asText())));
            texts.append(' ')
                    .append(action)
                    .append('(')
                    .append(String.join(", ", required))
                    .append("): ");
            texts.append(tool.description());
        });
        return texts.toString();
    }

    /** An argument that is called as the choice of the action is has another name here. */
    private static String shown(String argument) {
        return argument.equals(ACTION) ? SHOWN_ACTION : argument;
    }

    private ToolOutput run(ToolCall call, ToolRunner runner) {
        String action = call.given().path("action").asText().strip();
        ToolDefinition tool = actions.get(action.toLowerCase(Locale.ROOT));
        if (tool == null) {
            tool = actions.values().stream()
                    .filter(candidate -> candidate.name().equals(action))
                    .findFirst()
                    .orElseThrow(() ->
                            ToolException.invalid("action", "must be one of " + String.join(", ", actions.keySet())));
        }
        ObjectNode arguments = call.given().deepCopy();
        arguments.remove(ACTION);
        JsonNode renamed = arguments.remove(SHOWN_ACTION);
        if (renamed != null) {
            arguments.set(ACTION, renamed);
        }
        String chosen = action;
        return runner.run(
                tool.name(),
                arguments,
                call.context(),
                (name, given) -> form(call.tool().name(), chosen, given));
    }

    /** The call of an action as this tool takes it. */
    private static String form(String tool, String action, String arguments) {
        String renamed = arguments.replace("\"action\":", "\"" + SHOWN_ACTION + "\":");
        String rest = renamed.substring(1);
        return tool + " {\"action\":\"" + action + "\"" + (rest.equals("}") ? "" : ",") + rest;
    }

    private ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode words = properties.putObject("action").put("type", "string").putArray("enum");
        actions.keySet().forEach(words::add);
        Map<String, ObjectNode> merged = new LinkedHashMap<>();
        Map<String, List<String>> takers = new LinkedHashMap<>();
        boolean closed = true;
        for (Map.Entry<String, ToolDefinition> action : actions.entrySet()) {
            ObjectNode listed = action.getValue().input().listed();
            closed &= listed.has("additionalProperties");
            for (Map.Entry<String, JsonNode> property :
                    listed.path("properties").properties()) {
                ObjectNode own = property.getValue().deepCopy();
                String name = shown(property.getKey());
                merged.merge(name, own, GroupedTools::widest);
                takers.computeIfAbsent(name, key -> new ArrayList<>()).add(action.getKey());
            }
        }
        merged.forEach((name, property) ->
                properties.set(name, described(property, takers.getOrDefault(name, List.of()))));
        ArrayNode required = schema.putArray("required").add("action");
        for (String name : merged.keySet()) {
            if (actions.values().stream().allMatch(tool -> isRequired(tool, name))) {
                required.add(name);
            }
        }
        if (closed) {
            schema.put("additionalProperties", false);
        }
        return schema;
    }

    private static boolean isRequired(ToolDefinition tool, String name) {
        for (JsonNode required : tool.input().listed().path("required")) {
            if (shown(required.asText()).equals(name)) {
                return true;
            }
        }
        return false;
    }

    private ObjectNode described(ObjectNode property, List<String> takers) {
        List<String> others = new ArrayList<>(actions.keySet());
        others.removeAll(takers);
        String who = "";
        if (!others.isEmpty()) {
            who = takers.size() <= others.size()
                    ? String.join(", ", takers) + ": "
                    : "not " + String.join(", ", others) + ": ";
        }
        property.put("description", who + property.path("description").asText());
        return property;
    }

    /** What both take: every kind is also taken as text, so text stands for two that differ in type. */
    private static ObjectNode widest(ObjectNode one, ObjectNode other) {
        String text = one.path("description").asText();
        String more = other.path("description").asText();
        if (!text.contains(more)) {
            one.put("description", text + " / " + more);
        }
        if (!one.path("type").equals(other.path("type")) || !one.path("items").equals(other.path("items"))) {
            one.put("type", "string");
            one.remove(List.of(
                    "items",
                    "enum",
                    "minimum",
                    "maximum",
                    "maxLength",
                    "default",
                    "properties",
                    "required",
                    "additionalProperties"));
            return one;
        }
        if (one.has("properties") && !one.equals(other)) {
            one.remove(List.of("properties", "required", "additionalProperties"));
        }
        for (String bound : List.of("minimum", "maximum", "maxLength", "default")) {
            if (!one.path(bound).equals(other.path(bound))) {
                one.remove(bound);
            }
        }
        if (one.has("enum") && other.has("enum")) {
            Set<String> words = new LinkedHashSet<>();
            one.get("enum").forEach(word -> words.add(word.asText()));
            other.get("enum").forEach(word -> words.add(word.asText()));
            ArrayNode all = one.putArray("enum");
            words.forEach(all::add);
        } else {
            one.remove("enum");
        }
        return one;
    }
}
