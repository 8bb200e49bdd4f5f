package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.ISSUE_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.projectId;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolDefinition;

/** What is done with whole issues, and who and what belongs to them: https://docs.gitlab.com/api/issues/ */
final class IssueActionTools {
    private static final String ISSUE_PATH = "/projects/{project_id}/issues/{issue_iid}";

    private static final Shape PARTICIPANT = Shape.of(
            field("id"),
            field("username"),
            text("name"),
            field("state"),
            field("bot").ifSet());

    private static final Shape STATISTICS = Shape.of(
            field("statistics.counts.all").as("all"),
            field("statistics.counts.opened").as("opened"),
            field("statistics.counts.closed").as("closed"));

    private static final Param<String> TO_PROJECT_ID = projectId("to_project_id", "The other project: id, path or URL.")
            .numeric()
            .required();

    static final ToolDefinition MOVE_ISSUE = post("move_issue", ISSUE_PATH + "/move")
            .title("Move issue")
            .description("Moves an issue to another project: it gets a new number there and is closed here.")
            .path(PROJECT_ID, ISSUE_IID)
            .body(TO_PROJECT_ID)
            .returns(IssueShapes.ISSUE.wholeFrom("get_issue"))
            .destructive("the issue is closed where it was")
            .define();

    static final ToolDefinition CLONE_ISSUE = post("clone_issue", ISSUE_PATH + "/clone")
            .title("Clone issue")
            .description("Copies an issue into the same or another project.")
            .path(PROJECT_ID, ISSUE_IID)
            .body(TO_PROJECT_ID, flag("with_notes", "With its comments."))
            .returns(IssueShapes.ISSUE.wholeFrom("get_issue"))
            .define();

    static final ToolDefinition REORDER_ISSUE = put("reorder_issue", ISSUE_PATH + "/reorder")
            .title("Reorder issue")
            .description("Places an issue before or after others in manual order, such as on boards.")
            .path(PROJECT_ID, ISSUE_IID)
            .body(
                    bigInteger("move_after_id", "Id (not number) of the issue before; get_issue detail=full shows it."),
                    bigInteger("move_before_id", "Id of the issue behind."))
            .returns(IssueShapes.ISSUE.wholeFrom("get_issue"))
            .additive("only its place among others changes")
            .define();

    static final ToolDefinition SUBSCRIBE_ISSUE = post("subscribe_issue", ISSUE_PATH + "/subscribe")
            .title("Subscribe to issue")
            .description("Turns one's own notifications of an issue on.")
            .path(PROJECT_ID, ISSUE_IID)
            .returns(IssueShapes.ISSUE_SUMMARY)
            .idempotent(true, "one is subscribed or not")
            .handledBy(UnchangedAnswer::allow)
            .define();

    static final ToolDefinition UNSUBSCRIBE_ISSUE = post("unsubscribe_issue", ISSUE_PATH + "/unsubscribe")
            .title("Unsubscribe from issue")
            .description("Turns one's own notifications of an issue off.")
            .path(PROJECT_ID, ISSUE_IID)
            .returns(IssueShapes.ISSUE_SUMMARY)
            .idempotent(true, "one is subscribed or not")
            .handledBy(UnchangedAnswer::allow)
            .define();

    static final ToolDefinition LIST_PARTICIPANTS = get("list_issue_participants", ISSUE_PATH + "/participants")
            .title("List issue participants")
            .description("Lists who wrote, was assigned to or took part in an issue.")
            .path(PROJECT_ID, ISSUE_IID)
            .paginated()
            .returns(PARTICIPANT)
            .define();

    static final ToolDefinition LIST_RELATED = get(
                    "list_issue_related_merge_requests", ISSUE_PATH + "/related_merge_requests")
            .title("List related merge requests")
            .description("Lists merge requests that mention an issue. Those that will close it:"
                    + " list_issue_closing_merge_requests.")
            .path(PROJECT_ID, ISSUE_IID)
            .paginated()
            .returns(MergeRequestTools.MERGE_REQUEST_SUMMARY)
            .define();

    static final ToolDefinition LIST_CLOSING = get("list_issue_closing_merge_requests", ISSUE_PATH + "/closed_by")
            .title("List closing merge requests")
            .description("Lists merge requests that close an issue when they are merged.")
            .path(PROJECT_ID, ISSUE_IID)
            .paginated()
            .returns(MergeRequestTools.MERGE_REQUEST_SUMMARY)
            .define();

    static final ToolDefinition GET_STATISTICS = get("get_issue_statistics", "/projects/{project_id}/issues_statistics")
            .orAt("/groups/{group_id}/issues_statistics")
            .orAt("/issues_statistics")
            .title("Count issues")
            .description("Counts the open and closed issues that match, of a project, a group or all.")
            .path(PROJECT_ID, GROUP_ID.unless("project_id"))
            .query(IssueFilters.SCOPE.orElse("all"))
            .query(IssueFilters.common())
            .returns(STATISTICS)
            .define();

    private IssueActionTools() {}
}
