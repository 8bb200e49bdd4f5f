package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.ISSUE_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.clearableDate;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.fields;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.idOr;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.integerList;
import static dev.gitlabmcp.tool.Params.markdown;
import static dev.gitlabmcp.tool.Params.textList;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;
import java.util.List;

/** Issues: https://docs.gitlab.com/api/issues/ */
final class IssueTools {
    static final Shape ISSUE_SUMMARY = Shape.of(
                    field("references.full").as("reference"),
                    field("iid"),
                    text("title").max(300),
                    field("state"),
                    field("issue_type"),
                    field("labels"),
                    field("author.username"),
                    field("assignees[].username"),
                    field("milestone.title"),
                    field("due_date"),
                    field("weight").ifSet(),
                    field("confidential").ifSet(),
                    field("user_notes_count").ifSet(),
                    time("created_at"),
                    time("updated_at"))
            .wholeFrom("get_issue");

    static final Shape ISSUE = Shape.of(
            field("references.full").as("reference"),
            field("iid"),
            text("title"),
            text("description").max(8_000),
            field("state"),
            field("issue_type"),
            field("severity"),
            field("labels"),
            field("author.username"),
            field("assignees[].username"),
            field("milestone.title"),
            field("epic.iid"),
            field("iteration.title"),
            field("due_date"),
            field("start_date"),
            field("weight").ifSet(),
            field("health_status"),
            field("confidential").ifSet(),
            field("discussion_locked").ifSet(),
            field("user_notes_count").ifSet(),
            field("merge_requests_count").ifSet(),
            field("upvotes").ifSet(),
            field("downvotes").ifSet(),
            field("task_completion_status.count").as("tasks").ifSet(),
            field("task_completion_status.completed_count").as("tasks_done").ifSet(),
            field("time_stats.human_time_estimate").as("time_estimate"),
            field("time_stats.human_total_time_spent").as("time_spent"),
            field("moved_to_id").ifSet(),
            time("created_at"),
            time("updated_at"),
            time("closed_at"),
            field("closed_by.username"),
            field("web_url"));

    private static final Param<List<String>> LABELS = textList("labels", "Label names.");
    private static final Param<List<Long>> ASSIGNEE_IDS = integerList("assignee_ids", "User ids.");
    private static final Param<Long> MILESTONE_ID = bigInteger("milestone_id", "Milestone id; 0 for none.");
    private static final Param<String> MILESTONE =
            Params.text("milestone", "Milestone title.").max(255).unless("milestone_id");
    private static final Param<String> DUE_DATE = clearableDate("due_date", "YYYY-MM-DD; \"\" removes.");
    private static final Param<String> START_DATE = clearableDate("start_date", "YYYY-MM-DD; \"\" removes.");
    private static final Param<Boolean> CONFIDENTIAL = flag("confidential", "For members only.");
    private static final Param<Boolean> LOCKED = flag("discussion_locked", "Only members may comment.");
    private static final Param<String> TYPE =
            choice("issue_type", "Type.", "issue", "incident", "test_case", "requirement", "task", "ticket");
    private static final Param<String> SEVERITY =
            choice("severity", "Of an incident.", "unknown", "low", "medium", "high", "critical");
    private static final Param<Integer> WEIGHT = integer("weight", "Weight.").min(0);
    private static final Param<Long> EPIC_ID = bigInteger("epic_id", "Epic id.");

    static final ToolDefinition LIST_ISSUES = get("list_issues", "/projects/{project_id}/issues")
            .orAt("/groups/{group_id}/issues")
            .orAt("/issues")
            .title("List issues")
            .description("Lists issues of a project, a group or, with neither, of all; newest first. Text: get_issue.")
            .aliases("list_group_issues")
            .path(PROJECT_ID, GROUP_ID.unless("project_id"))
            .query(
                    choice("state", "State.", "opened", "closed", "all"),
                    choice("scope", "Whose.", "created_by_me", "assigned_to_me", "all")
                            .orElse("all"),
                    Params.text("search", "Words to find."),
                    choice("in", "Where to search.", "title", "description", "title,description"),
                    textList("labels", "With all these; None, Any.").commaSeparated(),
                    Params.text("milestone", "Milestone title.").unless("milestone_id"),
                    choice("milestone_id", "Kind of milestone.", "Any", "None", "Upcoming", "Started"),
                    integerList("iids", "Numbers.").commaSeparated(),
                    bigInteger("author_id", "Author."),
                    Params.text("author_username", "Author.").unless("author_id"),
                    idOr("assignee_id", "User id, None, Any.", "None", "Any"),
                    textList("assignee_username", "Assignees.").unless("assignee_id"),
                    bigInteger("closed_by_id", "Who closed it."),
                    Params.text("my_reaction_emoji", "One's own emoji; None, Any."),
                    flag("confidential", "Only, or none, confidential."),
                    TYPE.describedAs("Type."),
                    choice(
                            "due_date",
                            "Due; 0: no date.",
                            "0",
                            "any",
                            "today",
                            "tomorrow",
                            "overdue",
                            "week",
                            "month",
                            "next_month_and_previous_two_weeks"),
                    idOr("weight", "Weight, None, Any.", "None", "Any"),
                    choice("health_status", "Health.", "on_track", "needs_attention", "at_risk", "none", "any"),
                    idOr("epic_id", "Epic id, None, Any.", "None", "Any"),
                    idOr("iteration_id", "Iteration id, None, Any, Current.", "None", "Any", "Current"),
                    Params.text("iteration_title", "Iteration title.").unless("iteration_id"),
                    dateTime("created_after", "ISO 8601."),
                    dateTime("created_before", "ISO 8601."),
                    dateTime("updated_after", "ISO 8601."),
                    dateTime("updated_before", "ISO 8601."),
                    fields(
                            "not",
                            "Leave out what these filters match.",
                            textList("labels", "").wire("not[labels]").commaSeparated(),
                            Params.text("milestone", "").wire("not[milestone]"),
                            choice("milestone_id", "", "Any", "None", "Upcoming", "Started")
                                    .wire("not[milestone_id]"),
                            integerList("iids", "").wire("not[iids]"),
                            bigInteger("author_id", "").wire("not[author_id]"),
                            Params.text("author_username", "").wire("not[author_username]"),
                            bigInteger("assignee_id", "").wire("not[assignee_id]"),
                            textList("assignee_username", "").wire("not[assignee_username]"),
                            integer("weight", "").wire("not[weight]"),
                            idOr("iteration_id", "", "Current").wire("not[iteration_id]"),
                            Params.text("iteration_title", "").wire("not[iteration_title]")),
                    choice(
                            "order_by",
                            "Order.",
                            "created_at",
                            "due_date",
                            "label_priority",
                            "milestone_due",
                            "popularity",
                            "priority",
                            "relative_position",
                            "title",
                            "updated_at",
                            "weight"),
                    choice("sort", "Direction.", "asc", "desc"),
                    flag("with_labels_details", "Labels in detail."),
                    flag("non_archived", "false: also of archived projects.").unless("project_id"))
            .paginated()
            .returns(ISSUE_SUMMARY)
            .define();

    static final ToolDefinition GET_ISSUE = get("get_issue", "/projects/{project_id}/issues/{issue_iid}")
            .title("Get issue")
            .description("Shows one issue with its description, without comments.")
            .path(PROJECT_ID, ISSUE_IID)
            .returns(ISSUE)
            .define();

    static final ToolDefinition CREATE_ISSUE = post("create_issue", "/projects/{project_id}/issues")
            .title("Create issue")
            .description("Creates an issue.")
            .path(PROJECT_ID)
            .body(
                    Params.text("title", "Title.").max(255).required(),
                    markdown("description", "Text in Markdown."),
                    LABELS,
                    ASSIGNEE_IDS,
                    MILESTONE_ID.describedAs("Milestone id."),
                    MILESTONE,
                    clearableDate("due_date", "YYYY-MM-DD."),
                    clearableDate("start_date", "YYYY-MM-DD."),
                    CONFIDENTIAL,
                    LOCKED,
                    TYPE,
                    SEVERITY,
                    WEIGHT,
                    EPIC_ID,
                    integer("merge_request_to_resolve_discussions_of", "Resolve this merge request's threads."),
                    Params.text("discussion_to_resolve", "Only this thread of it."),
                    integer("iid", "Number to use (owner)."),
                    dateTime("created_at", "Creation time (owner)."))
            .returns(ISSUE.wholeFrom("get_issue"))
            .define();

    static final ToolDefinition UPDATE_ISSUE = put("update_issue", "/projects/{project_id}/issues/{issue_iid}")
            .title("Update issue")
            .description("Changes, closes or reopens an issue; what is not given stays. description replaces the text.")
            .path(PROJECT_ID, ISSUE_IID)
            .body(
                    Params.text("title", "New title.").max(255),
                    markdown("description", "New text in Markdown."),
                    choice("state_event", "Close or reopen.", "close", "reopen"),
                    LABELS.describedAs("Replace all labels; [] removes them."),
                    textList("add_labels", "Labels to add."),
                    textList("remove_labels", "Labels to remove."),
                    ASSIGNEE_IDS.describedAs("User ids; [] for nobody."),
                    MILESTONE_ID,
                    MILESTONE,
                    DUE_DATE,
                    START_DATE,
                    CONFIDENTIAL,
                    LOCKED,
                    TYPE,
                    SEVERITY,
                    WEIGHT,
                    EPIC_ID.describedAs("Epic id; 0 for none."),
                    dateTime("updated_at", "Update time (owner)."))
            .returns(ISSUE.wholeFrom("get_issue"))
            .define();

    static final ToolGroup TOOLS = ToolGroup.of("issues", "Issues", LIST_ISSUES, GET_ISSUE, CREATE_ISSUE, UPDATE_ISSUE);

    private IssueTools() {}
}
