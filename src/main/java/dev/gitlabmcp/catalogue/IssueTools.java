package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.ISSUE_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.clearableDate;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.integerList;
import static dev.gitlabmcp.tool.Params.markdown;
import static dev.gitlabmcp.tool.Params.textList;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
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
    private static final Param<List<String>> LABELS = textList("labels", "Label names.");
    private static final Param<List<Long>> ASSIGNEE_IDS = integerList("assignee_ids", "User ids, as get_users shows.");
    private static final Param<Long> MILESTONE_ID = bigInteger("milestone_id", "Milestone id; 0 for none.");
    private static final Param<String> MILESTONE = Params.text("milestone", "Milestone title.")
            .max(255)
            .unless("milestone_id")
            .unlisted();
    private static final Param<String> DUE_DATE = clearableDate("due_date", "YYYY-MM-DD; \"\" removes.");
    private static final Param<String> START_DATE =
            clearableDate("start_date", "YYYY-MM-DD; \"\" removes.").unlisted();
    private static final Param<Boolean> CONFIDENTIAL =
            flag("confidential", "For members only.").unlisted();
    private static final Param<Boolean> LOCKED =
            flag("discussion_locked", "Only members may comment.").unlisted();
    private static final Param<String> SEVERITY = choice(
                    "severity", "Of an incident.", "unknown", "low", "medium", "high", "critical")
            .unlisted();
    private static final Param<Integer> WEIGHT =
            integer("weight", "Weight.").min(0).unlisted();
    private static final Param<Long> EPIC_ID = bigInteger("epic_id", "Epic id.").unlisted();

    static final ToolDefinition LIST_ISSUES = get("list_issues", "/projects/{project_id}/issues")
            .orAt("/groups/{group_id}/issues")
            .orAt("/issues")
            .title("List issues")
            .description("Lists issues of a project, a group or, with neither, of all; newest first. Text: get_issue.")
            .aliases("list_group_issues")
            .path(PROJECT_ID, GROUP_ID.unless("project_id"))
            .query(choice("state", "State.", "opened", "closed", "all"), IssueFilters.SCOPE.orElse("all"))
            .query(IssueFilters.common())
            .query(IssueFilters.ofLists())
            .paginated()
            .returns(IssueShapes.ISSUE_SUMMARY)
            .define();

    static final ToolDefinition LIST_MY_ISSUES = get("list_my_issues", "/projects/{project_id}/issues")
            .orAt("/groups/{group_id}/issues")
            .orAt("/issues")
            .title("List my issues")
            .description("Lists the issues assigned to oneself, open ones unless state says otherwise.")
            .aliases("my_issues")
            .path(PROJECT_ID, GROUP_ID.unless("project_id"))
            .query(
                    choice("state", "State.", "opened", "closed", "all").orElse("opened"),
                    IssueFilters.SCOPE.orElse("assigned_to_me").unlisted())
            .query(IssueFilters.common())
            .query(IssueFilters.ofLists())
            .paginated()
            .returns(IssueShapes.ISSUE_SUMMARY)
            .define();

    static final ToolDefinition GET_ISSUE = get("get_issue", "/projects/{project_id}/issues/{issue_iid}")
            .title("Get issue")
            .description("Shows one issue with its description, without comments.")
            .path(PROJECT_ID, ISSUE_IID)
            .returns(IssueShapes.ISSUE)
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
                    START_DATE.describedAs("YYYY-MM-DD."),
                    CONFIDENTIAL,
                    LOCKED,
                    IssueFilters.TYPE,
                    SEVERITY,
                    WEIGHT,
                    EPIC_ID,
                    integer("merge_request_to_resolve_discussions_of", "Resolve this merge request's threads.")
                            .unlisted(),
                    Params.text("discussion_to_resolve", "Only this thread of it.")
                            .unlisted(),
                    integer("iid", "Number to use (owner).").unlisted(),
                    dateTime("created_at", "Creation time (owner).").unlisted())
            .returns(IssueShapes.ISSUE.wholeFrom("get_issue"))
            .define();

    static final ToolDefinition UPDATE_ISSUE = put("update_issue", "/projects/{project_id}/issues/{issue_iid}")
            .title("Update issue")
            .description("Changes, closes or reopens an issue.")
            .path(PROJECT_ID, ISSUE_IID)
            .body(
                    Params.text("title", "New title.").max(255),
                    markdown("description", "New text in Markdown."),
                    choice("state_event", "Close or reopen.", "close", "reopen"),
                    LABELS.describedAs("Replace all labels; [] removes them.").unlisted(),
                    textList("add_labels", "Labels to add."),
                    textList("remove_labels", "Labels to remove."),
                    ASSIGNEE_IDS.describedAs("User ids; [] for nobody."),
                    MILESTONE_ID.unlisted(),
                    MILESTONE,
                    DUE_DATE,
                    START_DATE,
                    CONFIDENTIAL,
                    LOCKED,
                    IssueFilters.TYPE.unlisted(),
                    SEVERITY,
                    WEIGHT,
                    EPIC_ID.describedAs("Epic id; 0 for none."),
                    dateTime("updated_at", "Update time (owner).").unlisted())
            .returns(IssueShapes.ISSUE.wholeFrom("get_issue"))
            .define();

    static final ToolDefinition DELETE_ISSUE = delete("delete_issue", "/projects/{project_id}/issues/{issue_iid}")
            .title("Delete issue")
            .description("Deletes an issue for good; needs the owner role. To close it use update_issue.")
            .path(PROJECT_ID, ISSUE_IID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "issues",
            "Issues",
            LIST_ISSUES,
            GET_ISSUE,
            CREATE_ISSUE,
            UPDATE_ISSUE,
            IssueDescription.PATCH,
            DELETE_ISSUE,
            LIST_MY_ISSUES,
            IssueActionTools.MOVE_ISSUE,
            IssueActionTools.CLONE_ISSUE,
            IssueActionTools.REORDER_ISSUE,
            IssueActionTools.SUBSCRIBE_ISSUE,
            IssueActionTools.UNSUBSCRIBE_ISSUE,
            IssueActionTools.LIST_PARTICIPANTS,
            IssueActionTools.LIST_RELATED,
            IssueActionTools.LIST_CLOSING,
            IssueActionTools.GET_STATISTICS);

    private IssueTools() {}
}
