package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.WorkItemPlace.IID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.projectId;
import static dev.gitlabmcp.tool.Params.text;
import static dev.gitlabmcp.tool.ToolBuilder.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.GraphQlDocument;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolGroup;
import dev.gitlabmcp.tool.ToolOutput;
import dev.gitlabmcp.tool.ToolProblem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Work items, such as epics, tasks and incidents: https://docs.gitlab.com/api/graphql/reference/#workitem */
final class WorkItemTools {
    private static final GraphQlDocument DELETION = GraphQlDocument.of("delete_work_item", "workItemDelete");
    private static final GraphQlDocument CONVERSION =
            GraphQlDocument.of("convert_work_item_type", "workItemConvert.workItem", "work_item_core");
    private static final GraphQlDocument MOVE = GraphQlDocument.of("move_work_item", "issueMove.issue");
    private static final GraphQlDocument TIMELOGS = GraphQlDocument.of("find_timelogs", "namespace.workItem");
    private static final GraphQlDocument TIMELOG_DELETION =
            GraphQlDocument.of("delete_timelog", "timelogDelete.timelog");

    private static final Shape DONE = Shape.of(field("ok"));
    private static final Shape MOVED = Shape.of(field("iid"), text("title"), field("state"), field("web_url"));
    private static final Shape TIMELOG =
            Shape.of(field("id"), field("time_spent"), time("spent_at"), text("summary"), field("user.username"));

    private static final Param<String> NEW_TYPE =
            text("new_type", "As list_work_item_types shows.").required();
    private static final Param<String> TARGET =
            projectId("target_project_id", "Id, path or URL.").required();
    private static final Param<String> TIMELOG_ID = text(
                    "timelog_id", "As get_work_item shows with include time_tracking.")
            .required();

    static final ToolDefinition LIST_WORK_ITEMS = graphql("list_work_items", WorkItemReading.documentsOfLists())
            .title("List work items")
            .description(
                    "Lists work items of a project or group: epics, issues, tasks, incidents. Text: get_work_item.")
            .arguments(PROJECT_ID, GROUP_ID)
            .arguments(WorkItemFilters.all())
            .keyset()
            .returns(WorkItemShapes.SUMMARY)
            .handledBy(WorkItemReading::list)
            .define();

    static final ToolDefinition GET_WORK_ITEM = graphql("get_work_item", WorkItemReading.documentsOfOne())
            .title("Get work item")
            .description(
                    "Shows an epic, issue, task, incident or other work item with text, parent, children and links.")
            .arguments(PROJECT_ID, GROUP_ID, IID, WorkItemReading.INCLUDE)
            .returns(WorkItemShapes.WORK_ITEM)
            .handledBy(WorkItemReading::get)
            .define();

    static final ToolDefinition CREATE_WORK_ITEM = graphql("create_work_item", WorkItemWriting.documentsOfCreate())
            .title("Create work item")
            .description("Creates a work item in a project or group: an epic, a task, an incident, or another type.")
            .arguments(PROJECT_ID, GROUP_ID)
            .arguments(WorkItemWriting.paramsOfCreate())
            .returns(WorkItemShapes.CHANGED)
            .handledBy(WorkItemWriting::create)
            .define();

    static final ToolDefinition UPDATE_WORK_ITEM = graphql("update_work_item", WorkItemWriting.documentsOfUpdate())
            .title("Update work item")
            .description("Changes, closes or reopens a work item, its parent, children, links, time or status.")
            .arguments(PROJECT_ID, GROUP_ID, IID)
            .arguments(WorkItemWriting.paramsOfUpdate())
            .destructive("it overwrites texts and fields")
            .returns(WorkItemShapes.CHANGED)
            .handledBy(WorkItemWriting::update)
            .define();

    static final ToolDefinition DELETE_WORK_ITEM = graphql("delete_work_item", DELETION, WorkItemPlace.find())
            .title("Delete work item")
            .description("Deletes a work item for good. To close it use update_work_item.")
            .arguments(PROJECT_ID, GROUP_ID, IID)
            .deletes("it is gone for good")
            .returns(DONE)
            .handledBy(WorkItemTools::delete)
            .define();

    static final ToolDefinition CONVERT_WORK_ITEM = graphql("convert_work_item_type", convertDocuments())
            .title("Convert work item")
            .description("Makes a work item one of another type; what that type lacks, such as dates, is lost.")
            .arguments(PROJECT_ID, GROUP_ID, IID, NEW_TYPE)
            .destructive("fields that the new type lacks are lost")
            .idempotent(true, "it has the type then")
            .returns(WorkItemShapes.CHANGED)
            .handledBy(WorkItemTools::convert)
            .define();

    static final ToolDefinition MOVE_WORK_ITEM = graphql("move_work_item", MOVE)
            .title("Move work item")
            .description("Moves a project's work item to another project, where it gets a new number.")
            .arguments(PROJECT_ID.required(), IID, TARGET)
            .destructive("it is closed where it was")
            .returns(MOVED)
            .handledBy(WorkItemTools::move)
            .define();

    static final ToolDefinition DELETE_TIMELOG = graphql("delete_timelog", TIMELOG_DELETION, TIMELOGS)
            .title("Delete logged time")
            .description("Deletes an entry of the time spent on a work item.")
            .aliases("delete_work_item_timelog")
            .arguments(PROJECT_ID, GROUP_ID, IID, TIMELOG_ID)
            .deletes("the entry is gone for good")
            .returns(TIMELOG)
            .handledBy(WorkItemTools::deleteTimelog)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "work_items",
            "Work items",
            LIST_WORK_ITEMS,
            GET_WORK_ITEM,
            CREATE_WORK_ITEM,
            UPDATE_WORK_ITEM,
            DELETE_WORK_ITEM,
            CONVERT_WORK_ITEM,
            MOVE_WORK_ITEM,
            WorkItemLinks.LINK,
            WorkItemLinks.UNLINK,
            DELETE_TIMELOG);

    private WorkItemTools() {}

    private static GraphQlDocument[] convertDocuments() {
        List<GraphQlDocument> documents = new ArrayList<>(WorkItemNames.DOCUMENTS);
        documents.add(0, CONVERSION);
        documents.add(WorkItemPlace.find());
        return documents.toArray(GraphQlDocument[]::new);
    }

    private static ObjectNode input(ObjectNode input) {
        ObjectNode variables = input.objectNode();
        variables.set("input", input);
        return variables;
    }

    private static ObjectNode withId(String id) {
        return JsonNodeFactory.instance.objectNode().put("id", id);
    }

    private static ToolOutput delete(ToolCall call) {
        WorkItemPlace place = WorkItemPlace.of(call);
        ObjectNode input = withId(place.item(call, call.get(IID)).id());
        call.scope().send(DELETION, input(input), place.projects());
        return call.show(input.objectNode().put("ok", true), DONE);
    }

    private static ToolOutput convert(ToolCall call) {
        WorkItemPlace place = WorkItemPlace.of(call);
        ObjectNode input = withId(place.item(call, call.get(IID)).id());
        input.put("workItemTypeId", new WorkItemNames(call, place).type(call.get(NEW_TYPE)));
        WorkItemSteps steps = new WorkItemSteps(call, place);
        steps.add("convert", CONVERSION, input);
        return steps.run(input.objectNode().put("iid", call.get(IID)));
    }

    private static ToolOutput move(ToolCall call) {
        WorkItemPlace place = WorkItemPlace.ofProject(call);
        String target = call.fullPath(TARGET);
        ObjectNode input = JsonNodeFactory.instance
                .objectNode()
                .put("projectPath", place.path())
                .put("iid", String.valueOf(call.get(IID)))
                .put("targetProjectPath", target);
        Set<String> both = new LinkedHashSet<>(place.projects());
        both.add(target);
        JsonNode moved = call.scope().send(MOVE, input(input), List.copyOf(both));
        return call.show(RestForm.object(moved), MOVED);
    }

    private static ToolOutput deleteTimelog(ToolCall call) {
        WorkItemPlace place = WorkItemPlace.of(call);
        String id = GlobalIds.read("Timelog", call.get(TIMELOG_ID), TIMELOG_ID.name());
        requireTimelog(call, place, id);
        JsonNode deleted = call.scope().send(TIMELOG_DELETION, input(withId(id)), place.projects());
        return call.show(RestForm.object(deleted), TIMELOG);
    }

    /** The id alone would reach any project's. */
    private static void requireTimelog(ToolCall call, WorkItemPlace place, String id) {
        ObjectNode variables = place.variables(call.get(IID));
        JsonNode page;
        do {
            JsonNode item = call.scope().send(TIMELOGS, variables, place.projects());
            page = WorkItemPlace.widgetWith("timelogs", item);
            for (JsonNode log : page.path("nodes")) {
                if (log.path("id").asText().equals(id)) {
                    return;
                }
            }
            variables.put("after", page.at("/pageInfo/endCursor").asText());
        } while (page.at("/pageInfo/hasNextPage").asBoolean());
        throw new ToolException(new ToolProblem.NothingFound(
                "That work item has no such entry of time.", "See get_work_item with include time_tracking."));
    }
}
