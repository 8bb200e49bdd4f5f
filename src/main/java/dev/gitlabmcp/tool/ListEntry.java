package dev.gitlabmcp.tool;

import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.shaping.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the entries of the lists of tools, prompts and resources, once for each definition. */
final class ListEntry {
    private ListEntry() {}

    /** {@code structured} adds the schema of the results, where a shape tells it. */
    static SerializedString of(ToolDefinition tool, boolean structured) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("name", tool.name()).put("title", tool.title()).put("description", tool.description());
        entry.set("inputSchema", tool.input().listed());
        Shape shape = tool.shape().orElse(null);
        if (structured && shape != null) {
            entry.set("outputSchema", outputSchema(shape, tool.isList()));
        }
        ToolAnnotations hints = tool.annotations();
        ObjectNode annotations = entry.putObject("annotations").put("readOnlyHint", hints.readOnly());
        // The two that follow mean nothing for a tool that only reads, and openWorldHint is true unless denied.
        if (!hints.readOnly()) {
            annotations.put("destructiveHint", hints.destructive()).put("idempotentHint", hints.idempotent());
        }
        if (!hints.openWorld()) {
            annotations.put("openWorldHint", false);
        }
        return serialized(entry);
    }

    /** Which members there may be; none is certain, as GitLab's versions differ and callers choose. */
    private static ObjectNode outputSchema(Shape shape, boolean list) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        if (!list) {
            shape.names().forEach(properties::putObject);
            return schema;
        }
        ObjectNode items = properties.putObject("items").put("type", "array").putObject("items");
        if (!shape.names().isEmpty()) {
            ObjectNode members = items.put("type", "object").putObject("properties");
            shape.names().forEach(members::putObject);
        }
        for (String count : List.of("page", "next_page", "total")) {
            properties.putObject(count).put("type", "integer");
        }
        properties.putObject("next_cursor").put("type", "string");
        return schema;
    }

    static SerializedString ofPrompt(
            String name, @Nullable String title, String description, List<PromptArgument> arguments) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("name", name);
        putUnlessNull(entry, "title", title);
        entry.put("description", description);
        if (!arguments.isEmpty()) {
            var list = entry.putArray("arguments");
            for (PromptArgument argument : arguments) {
                list.addObject()
                        .put("name", argument.name())
                        .put("description", argument.description())
                        .put("required", argument.required());
            }
        }
        return serialized(entry);
    }

    /** {@code uriMember} is {@code uri} for resources and {@code uriTemplate} for templates. */
    static SerializedString ofResource(String uriMember, String uri, ResourceTexts texts) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put(uriMember, uri).put("name", texts.name());
        putUnlessNull(entry, "title", texts.title());
        putUnlessNull(entry, "description", texts.description());
        putUnlessNull(entry, "mimeType", texts.mimeType());
        return serialized(entry);
    }

    private static void putUnlessNull(ObjectNode entry, String name, @Nullable String value) {
        if (value != null) {
            entry.put(name, value);
        }
    }

    private static SerializedString serialized(ObjectNode entry) {
        SerializedString text = new SerializedString(entry.toString());
        // Encoded now, so that the first client does not pay for it.
        text.asUnquotedUTF8();
        return text;
    }
}
