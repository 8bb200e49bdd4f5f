package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.text;
import static dev.gitlabmcp.tool.ToolBuilder.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.GraphQlDocument;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;
import dev.gitlabmcp.tool.ToolOutput;

/** Saved filters of work items: https://docs.gitlab.com/api/graphql/reference/#workitemsavedviewtype */
final class SavedViewTools {
    private static final GraphQlDocument VIEWS = GraphQlDocument.of("list_saved_views", "namespace.savedViews");
    private static final GraphQlDocument ITEMS = GraphQlDocument.of(
            "get_saved_view_work_items", "namespace.savedViews", "work_item_core", "work_item_licensed");

    private static final Shape VIEW = Shape.of(
            field("id"),
            text("name"),
            text("description").max(300),
            field("private").ifSet(),
            field("subscribed").ifSet(),
            field("sort"),
            text("filters"),
            field("share_url"));

    private static final Param<String> VIEW_ID = text("saved_view_id", "As list_saved_views shows.")
            .also("view_id", "id")
            .required();

    private static final Param<String> SEARCH = text("search", "Words to find.");
    private static final Param<Boolean> SUBSCRIBED = flag("subscribed_only", "Only those one follows.");

    static final ToolDefinition LIST_VIEWS = graphql("list_saved_views", VIEWS)
            .title("List saved views")
            .description("Lists a group's or project's saved views of work items; GitLab 18.9 and later.")
            .arguments(PROJECT_ID, GROUP_ID, SEARCH, SUBSCRIBED)
            .keyset()
            .returns(VIEW)
            .handledBy(SavedViewTools::list)
            .define();

    static final ToolDefinition GET_ITEMS = graphql("get_saved_view_work_items", ITEMS)
            .title("Get saved view's work items")
            .description("Lists the work items that a saved view shows; GitLab 18.9 and later.")
            .arguments(PROJECT_ID, GROUP_ID, VIEW_ID)
            .keyset()
            .returns(WorkItemShapes.SUMMARY)
            .handledBy(SavedViewTools::items)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of("saved_views", "Saved views", LIST_VIEWS, GET_ITEMS);

    private SavedViewTools() {}

    private static ToolOutput list(ToolCall call) {
        WorkItemPlace place = WorkItemPlace.of(call);
        ObjectNode variables = call.pageVariables().setAll(place.variables());
        call.find(SEARCH).filter(words -> !words.isBlank()).ifPresent(words -> variables.put("search", words));
        call.find(SUBSCRIBED).ifPresent(only -> variables.put("subscribedOnly", only));
        JsonNode found = call.scope().send(VIEWS, variables, place.projects());
        return call.show(RestForm.page(found), VIEW);
    }

    private static ToolOutput items(ToolCall call) {
        WorkItemPlace place = WorkItemPlace.of(call);
        ObjectNode variables = call.pageVariables().setAll(place.variables());
        variables.put("id", GlobalIds.read("WorkItems::SavedViews::SavedView", call.get(VIEW_ID), VIEW_ID.name()));
        JsonNode views = call.scope().send(ITEMS, variables, place.projects()).path("nodes");
        if (!views.path(0).path("workItems").isObject()) {
            throw place.nothing("saved view " + call.get(VIEW_ID));
        }
        return call.show(RestForm.page(views.get(0).get("workItems")), WorkItemShapes.SUMMARY);
    }
}
