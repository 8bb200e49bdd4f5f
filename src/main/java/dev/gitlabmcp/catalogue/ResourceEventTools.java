package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.ISSUE_IID;
import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.sha;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.ToolBuilder.get;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolBuilder;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/**
 * Who changed labels, state, milestone, iteration and weight, and when, which GitLab calls resource events:
 * https://docs.gitlab.com/api/resource_label_events/
 */
final class ResourceEventTools {
    private static final String OF_ISSUE = "/projects/{project_id}/issues/{issue_iid}/";
    private static final String OF_MERGE_REQUEST = "/projects/{project_id}/merge_requests/{merge_request_iid}/";

    private static final Shape LABEL_EVENT =
            Shape.of(time("created_at"), field("user.username"), field("action"), field("label.name"));

    private static final Shape STATE_EVENT = Shape.of(
            time("created_at"),
            field("user.username"),
            field("state"),
            sha("source_commit"),
            field("source_merge_request_id"));

    private static final Shape MILESTONE_EVENT =
            Shape.of(time("created_at"), field("user.username"), field("action"), field("milestone.title"));

    private static final Shape ITERATION_EVENT = Shape.of(
            time("created_at"),
            field("user.username"),
            field("action"),
            field("iteration.id").as("iteration_id"),
            field("iteration.title").as("iteration"));

    private static final Shape WEIGHT_EVENT = Shape.of(time("created_at"), field("user.username"), field("weight"));

    private static final Param<Integer> MERGE_REQUEST = MERGE_REQUEST_IID.unless("issue_iid");

    static final ToolDefinition LIST_LABEL_EVENTS = ofBoth("list_label_events", "resource_label_events")
            .title("List label changes")
            .description("Lists who added and removed which labels of an issue or merge request, and when.")
            .returns(LABEL_EVENT)
            .define();

    static final ToolDefinition LIST_STATE_EVENTS = ofBoth("list_state_events", "resource_state_events")
            .title("List state changes")
            .description("Lists who closed, reopened or merged an issue or merge request, and when.")
            .returns(STATE_EVENT)
            .define();

    static final ToolDefinition LIST_MILESTONE_EVENTS = ofBoth("list_milestone_events", "resource_milestone_events")
            .title("List milestone changes")
            .description("Lists who set and removed the milestone of an issue or merge request, and when.")
            .returns(MILESTONE_EVENT)
            .define();

    static final ToolDefinition LIST_ITERATION_EVENTS = get(
                    "list_iteration_events", OF_ISSUE + "resource_iteration_events")
            .title("List iteration changes")
            .description("Lists who put an issue into which iterations, and when; Premium.")
            .path(PROJECT_ID, ISSUE_IID)
            .paginated()
            .returns(ITERATION_EVENT)
            .define();

    static final ToolDefinition LIST_WEIGHT_EVENTS = get("list_weight_events", OF_ISSUE + "resource_weight_events")
            .title("List weight changes")
            .description("Lists who set the weight of an issue, and when; Premium.")
            .path(PROJECT_ID, ISSUE_IID)
            .paginated()
            .returns(WEIGHT_EVENT)
            .define();

    private static ToolBuilder ofBoth(String name, String resource) {
        return get(name, OF_ISSUE + resource)
                .orAt(OF_MERGE_REQUEST + resource)
                .path(PROJECT_ID.required(), ISSUE_IID, MERGE_REQUEST)
                .paginated();
    }

    static final ToolGroup TOOLS = ToolGroup.of(
            "resource_events",
            "Changes of issues and merge requests",
            LIST_LABEL_EVENTS,
            LIST_STATE_EVENTS,
            LIST_MILESTONE_EVENTS,
            LIST_ITERATION_EVENTS,
            LIST_WEIGHT_EVENTS);

    private ResourceEventTools() {}
}
