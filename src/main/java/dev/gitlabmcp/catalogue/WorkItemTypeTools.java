package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.tool.Params.text;
import static dev.gitlabmcp.tool.ToolBuilder.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.GraphQlDocument;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;
import dev.gitlabmcp.tool.ToolOutput;
import java.util.List;

/** What types of work items there are: https://docs.gitlab.com/api/graphql/reference/#workitemtype */
final class WorkItemTypeTools {
    private static final String RESULT = "namespace.workItemTypes";
    private static final GraphQlDocument ALL = GraphQlDocument.of("list_work_item_types", RESULT);
    private static final GraphQlDocument NAMES = GraphQlDocument.of("find_work_item_types", RESULT);
    private static final GraphQlDocument STATUSES = GraphQlDocument.of("list_work_item_statuses", RESULT);
    private static final GraphQlDocument CUSTOM_FIELDS = GraphQlDocument.of("list_custom_field_definitions", RESULT);

    private static final Shape TYPE = Shape.of(
            field("name"),
            field("id"),
            field("allowed_child_types[].name"),
            field("allowed_parent_types[].name"),
            field("supported_conversion_types[].name").as("converts_to"),
            field("widgets"));
    private static final Shape STATUS = Shape.of(
            field("name").as("type"),
            field("allowed_statuses")
                    .as("statuses")
                    .of(text("name"), field("category"), text("description"), field("id")),
            text("default_open_status.name"),
            text("default_closed_status.name"));
    private static final Shape CUSTOM_FIELD = Shape.of(
            field("name").as("type"),
            field("custom_field_values")
                    .as("custom_fields")
                    .of(
                            field("custom_field.id").as("custom_field_id"),
                            text("custom_field.name").as("name"),
                            field("custom_field.field_type").as("field_type"),
                            field("custom_field.select_options").as("options").of(field("id"), text("value"))));

    private static final Param<String> ONLY =
            text("work_item_type", "Only this type.").also("type");

    static final ToolDefinition LIST_TYPES = graphql("list_work_item_types", ALL, NAMES)
            .title("List work item types")
            .description("Lists the types of work items that a project or group has, and which may be whose children.")
            .aliases("get_work_item_types")
            .arguments(PROJECT_ID, GROUP_ID, ONLY)
            .returns(TYPE)
            .handledBy(call -> list(call, List.of(ALL, NAMES), TYPE, ""))
            .define();

    static final ToolDefinition LIST_STATUSES = graphql("list_work_item_statuses", STATUSES)
            .title("List work item statuses")
            .description("Lists the statuses that work items of each type can have; Premium.")
            .arguments(PROJECT_ID, GROUP_ID, ONLY)
            .returns(STATUS)
            .handledBy(call -> list(call, List.of(STATUSES), STATUS, "allowed_statuses"))
            .define();

    static final ToolDefinition LIST_CUSTOM_FIELDS = graphql("list_custom_field_definitions", CUSTOM_FIELDS)
            .title("List custom fields")
            .description("Lists the custom fields of each type of work item with their options; Premium.")
            .arguments(PROJECT_ID, GROUP_ID, ONLY)
            .returns(CUSTOM_FIELD)
            .handledBy(call -> list(call, List.of(CUSTOM_FIELDS), CUSTOM_FIELD, "custom_field_values"))
            .define();

    static final ToolGroup TOOLS =
            ToolGroup.of("work_item_types", "Types of work items", LIST_TYPES, LIST_STATUSES, LIST_CUSTOM_FIELDS);

    private WorkItemTypeTools() {}

    /** The types that have a member, or all for an empty name. */
    private static ToolOutput list(ToolCall call, List<GraphQlDocument> documents, Shape shape, String member) {
        WorkItemPlace place = WorkItemPlace.of(call);
        JsonNode found = Editions.send(call.scope(), documents, place.variables(), place.projects());
        if (!found.path("nodes").isArray()) {
            throw place.nothing("types of work items");
        }
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        ArrayNode nodes = list.putArray("nodes");
        String only = call.find(ONLY).orElse("");
        for (JsonNode type : found.get("nodes")) {
            boolean wanted =
                    only.isBlank() || WorkItemNames.isType(type.path("name").asText(), only);
            ObjectNode shown = wanted ? flat(type) : list.objectNode();
            if (wanted && (member.isEmpty() || !shown.path(member).isEmpty())) {
                nodes.add(shown);
            }
        }
        return call.show(list, shape);
    }

    /** The definitions of its widgets as members of its own, and their names. */
    private static ObjectNode flat(JsonNode type) {
        ObjectNode flat = RestForm.object(type);
        flat.remove("widget_definitions");
        ArrayNode widgets = flat.arrayNode();
        for (JsonNode widget : type.path("widgetDefinitions")) {
            ObjectNode members = RestForm.object(widget);
            JsonNode name = members.remove("type");
            if (name != null) {
                widgets.add(name);
            }
            flat.setAll(members);
        }
        if (!widgets.isEmpty()) {
            flat.set("widgets", widgets);
        }
        return flat;
    }
}
