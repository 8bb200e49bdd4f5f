package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.clearableDate;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.Params.integerList;
import static dev.gitlabmcp.tool.Params.longText;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/**
 * Milestones of projects and groups: https://docs.gitlab.com/api/milestones/,
 * https://docs.gitlab.com/api/group_milestones/
 */
final class MilestoneTools {
    private static final String OF_PROJECT = "/projects/{project_id}/milestones";
    private static final String OF_GROUP = "/groups/{group_id}/milestones";
    private static final String MILESTONE_PATH = "/{milestone_id}";

    static final Shape MILESTONE_SUMMARY = Shape.of(
                    field("id"),
                    field("iid"),
                    text("title"),
                    text("description").max(300),
                    field("state"),
                    field("start_date"),
                    field("due_date"),
                    field("expired").ifSet(),
                    field("group_id"))
            .wholeFrom("get_milestone");

    static final Shape MILESTONE = Shape.of(
            field("id"),
            field("iid"),
            field("project_id"),
            field("group_id"),
            text("title"),
            text("description").max(8_000),
            field("state"),
            field("start_date"),
            field("due_date"),
            field("expired").ifSet(),
            time("created_at"),
            time("updated_at"),
            field("web_url"));

    private static final Shape BURNDOWN_EVENT = Shape.of(time("created_at"), field("action"), field("weight"));

    private static final Param<String> GROUP = GROUP_ID.unless("project_id");
    private static final Param<Long> MILESTONE_ID =
            id("milestone_id", "Id, not iid.").required();
    private static final Param<String> DESCRIPTION = longText("description", "Text in Markdown.");
    private static final Param<String> DUE_DATE = clearableDate("due_date", "YYYY-MM-DD.");
    private static final Param<String> START_DATE = clearableDate("start_date", "YYYY-MM-DD.");

    static final ToolDefinition LIST_MILESTONES = get("list_milestones", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("List milestones")
            .description("Lists the milestones of a project or group.")
            .aliases("list_group_milestones")
            .path(PROJECT_ID, GROUP)
            .query(
                    choice("state", "State.", "active", "closed", "all"),
                    Params.text("search", "Words to find."),
                    Params.text("title", "Exact title."),
                    flag("include_ancestors", "Those of parent groups."),
                    flag("include_descendants", "Those of subgroups.").unless("project_id"),
                    integerList("iids", "Numbers.").commaSeparated().unlisted(),
                    dateTime("updated_before", "ISO 8601.").unlisted(),
                    dateTime("updated_after", "ISO 8601.").unlisted())
            .paginated()
            .returns(MILESTONE_SUMMARY)
            .define();

    static final ToolDefinition GET_MILESTONE = get("get_milestone", OF_PROJECT + MILESTONE_PATH)
            .orAt(OF_GROUP + MILESTONE_PATH)
            .title("Get milestone")
            .description("Shows one milestone of a project or group.")
            .aliases("get_group_milestone")
            .path(PROJECT_ID, GROUP, MILESTONE_ID)
            .returns(MILESTONE)
            .define();

    static final ToolDefinition CREATE_MILESTONE = post("create_milestone", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("Create milestone")
            .description("Creates a milestone in a project or group.")
            .aliases("create_group_milestone")
            .path(PROJECT_ID, GROUP)
            .body(Params.text("title", "Title.").max(255).required(), DESCRIPTION, START_DATE, DUE_DATE)
            .returns(MILESTONE.wholeFrom("get_milestone"))
            .define();

    static final ToolDefinition UPDATE_MILESTONE = put("update_milestone", OF_PROJECT + MILESTONE_PATH)
            .orAt(OF_GROUP + MILESTONE_PATH)
            .title("Update milestone")
            .description("Changes, closes or reopens a milestone of a project or group.")
            .aliases("edit_milestone", "edit_group_milestone", "update_group_milestone")
            .path(PROJECT_ID, GROUP, MILESTONE_ID)
            .body(
                    Params.text("title", "New title.").max(255),
                    DESCRIPTION,
                    choice("state_event", "Close or reopen.", "close", "activate"),
                    START_DATE.describedAs("YYYY-MM-DD; \"\" removes."),
                    DUE_DATE.describedAs("YYYY-MM-DD; \"\" removes."))
            .returns(MILESTONE.wholeFrom("get_milestone"))
            .define();

    static final ToolDefinition DELETE_MILESTONE = delete("delete_milestone", OF_PROJECT + MILESTONE_PATH)
            .orAt(OF_GROUP + MILESTONE_PATH)
            .title("Delete milestone")
            .description("Deletes a milestone; its issues and merge requests stay. To close it use update_milestone.")
            .aliases("delete_group_milestone")
            .path(PROJECT_ID, GROUP, MILESTONE_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition LIST_ISSUES = get("list_milestone_issues", OF_PROJECT + MILESTONE_PATH + "/issues")
            .orAt(OF_GROUP + MILESTONE_PATH + "/issues")
            .title("List milestone's issues")
            .description("Lists the issues of a milestone. By state or label: list_issues with milestone.")
            .aliases("get_milestone_issue", "get_group_milestone_issue")
            .path(PROJECT_ID, GROUP, MILESTONE_ID)
            .paginated()
            .returns(IssueShapes.ISSUE_SUMMARY)
            .define();

    static final ToolDefinition LIST_MERGE_REQUESTS = get(
                    "list_milestone_merge_requests", OF_PROJECT + MILESTONE_PATH + "/merge_requests")
            .orAt(OF_GROUP + MILESTONE_PATH + "/merge_requests")
            .title("List milestone's merge requests")
            .description("Lists the merge requests of a milestone.")
            .aliases("get_milestone_merge_requests", "get_group_milestone_merge_requests")
            .path(PROJECT_ID, GROUP, MILESTONE_ID)
            .paginated()
            .returns(MergeRequestTools.MERGE_REQUEST_SUMMARY)
            .define();

    static final ToolDefinition LIST_BURNDOWN_EVENTS = get(
                    "list_milestone_burndown_events", OF_PROJECT + MILESTONE_PATH + "/burndown_events")
            .orAt(OF_GROUP + MILESTONE_PATH + "/burndown_events")
            .title("List burndown events")
            .description("Lists when issues of a milestone were created, closed and reopened, with weights; Premium.")
            .aliases("get_milestone_burndown_events", "get_group_milestone_burndown_events")
            .path(PROJECT_ID, GROUP, MILESTONE_ID)
            .paginated()
            .returns(BURNDOWN_EVENT)
            .define();

    static final ToolDefinition PROMOTE_MILESTONE = post("promote_milestone", OF_PROJECT + MILESTONE_PATH + "/promote")
            .title("Promote milestone")
            .description("Makes a project's milestone one of its group, merging equal ones of its projects; cannot be"
                    + " undone.")
            .path(PROJECT_ID, MILESTONE_ID)
            .returns(MILESTONE.wholeFrom("get_milestone"))
            .destructive("the projects' milestones of that title become one")
            .deletes("milestones of other projects are merged into it")
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "milestones",
            "Milestones",
            LIST_MILESTONES,
            GET_MILESTONE,
            CREATE_MILESTONE,
            UPDATE_MILESTONE,
            DELETE_MILESTONE,
            LIST_ISSUES,
            LIST_MERGE_REQUESTS,
            LIST_BURNDOWN_EVENTS,
            PROMOTE_MILESTONE);

    private MilestoneTools() {}
}
