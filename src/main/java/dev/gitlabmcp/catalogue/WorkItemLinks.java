package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.WorkItemPlace.IID;
import static dev.gitlabmcp.catalogue.WorkItemPlace.OTHER_IID;
import static dev.gitlabmcp.catalogue.WorkItemPlace.OTHER_PROJECT;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.fieldsList;
import static dev.gitlabmcp.tool.ToolBuilder.graphql;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.tool.Arguments;
import dev.gitlabmcp.tool.GraphQlDocument;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Links between work items: https://docs.gitlab.com/api/graphql/reference/#mutationworkitemaddlinkeditems */
final class WorkItemLinks {
    static final GraphQlDocument ADD_DOCUMENT =
            GraphQlDocument.of("link_work_items", "workItemAddLinkedItems.workItem");
    static final GraphQlDocument REMOVE_DOCUMENT =
            GraphQlDocument.of("unlink_work_items", "workItemRemoveLinkedItems.workItem");

    static final Param<String> TYPE = choice(
                    "link_type", "What this one does to it.", "related", "blocks", "blocked_by")
            .orElse("related");
    private static final Param<List<Arguments>> ITEMS = fieldsList(
                    "items", "The others, at most 10.", OTHER_IID, OTHER_PROJECT)
            .max(10)
            .required();

    static final ToolDefinition LINK = graphql("link_work_items", ADD_DOCUMENT, WorkItemPlace.find())
            .title("Link work items")
            .description("Links a work item to others, as related, as blocked by it, or as blocking it.")
            .aliases("add_work_item_links")
            .arguments(PROJECT_ID, GROUP_ID, IID, ITEMS, TYPE)
            .returns(WorkItemShapes.CHANGED)
            .handledBy(WorkItemLinks::link)
            .define();

    static final ToolDefinition UNLINK = graphql("unlink_work_items", REMOVE_DOCUMENT, WorkItemPlace.find())
            .title("Unlink work items")
            .description("Removes the links between a work item and others, whatever their type.")
            .aliases("remove_work_item_links")
            .arguments(PROJECT_ID, GROUP_ID, IID, ITEMS)
            .deletes("the link is gone")
            .idempotent(true, "links that are gone stay so")
            .returns(WorkItemShapes.CHANGED)
            .handledBy(WorkItemLinks::unlink)
            .define();

    private WorkItemLinks() {}

    private static ToolOutput link(ToolCall call) {
        WorkItemPlace place = WorkItemPlace.of(call);
        WorkItemSteps steps = new WorkItemSteps(call, place);
        ObjectNode input = input(place.item(call, call.get(IID)), ids(given(call), call, place, steps));
        steps.add("link", ADD_DOCUMENT, input.put("linkType", wire(call.get(TYPE))));
        return steps.run(input.objectNode());
    }

    private static ToolOutput unlink(ToolCall call) {
        WorkItemPlace place = WorkItemPlace.of(call);
        WorkItemSteps steps = new WorkItemSteps(call, place);
        ObjectNode input = input(place.item(call, call.get(IID)), ids(given(call), call, place, steps));
        steps.add("unlink", REMOVE_DOCUMENT, input);
        return steps.run(input.objectNode());
    }

    private static List<Arguments> given(ToolCall call) {
        List<Arguments> items = call.get(ITEMS);
        if (items.isEmpty()) {
            throw ToolException.invalid("items", "must name at least one work item");
        }
        return items;
    }

    /** One mutation for each type of link. */
    static void addSteps(
            ToolCall call, WorkItemPlace place, WorkItemPlace.Item item, List<Arguments> items, WorkItemSteps steps) {
        Map<String, ArrayNode> byType = new TreeMap<>();
        for (Arguments one : items) {
            byType.computeIfAbsent(one.get(TYPE), type -> JsonNodeFactory.instance.arrayNode())
                    .addAll(ids(List.of(one), call, place, steps));
        }
        byType.forEach((type, ids) -> steps.addOther(
                "linked_items_to_add " + type, ADD_DOCUMENT, input(item, ids).put("linkType", wire(type))));
    }

    /** The input that both mutations have in common. */
    static ObjectNode input(WorkItemPlace.Item item, ArrayNode others) {
        ObjectNode input = JsonNodeFactory.instance.objectNode().put("id", item.id());
        input.set("workItemsIds", others);
        return input;
    }

    /** The ids of other work items. */
    static ArrayNode ids(List<Arguments> others, ToolCall call, WorkItemPlace place, WorkItemSteps steps) {
        ArrayNode ids = JsonNodeFactory.instance.arrayNode();
        for (Arguments other : others) {
            WorkItemPlace there = place.orOf(call, other.find(OTHER_PROJECT));
            steps.concerns(there);
            ids.add(there.item(call, other.get(OTHER_IID)).id());
        }
        return ids;
    }

    private static String wire(String type) {
        return type.toUpperCase(Locale.ROOT);
    }
}
