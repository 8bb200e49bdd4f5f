package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.sha;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.textList;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;
import java.util.List;

/**
 * Commits, issues, people and other merge requests that a merge request has to do with:
 * https://docs.gitlab.com/api/merge_requests/, https://docs.gitlab.com/api/merge_request_context_commits/
 */
final class MergeRequestPartTools {
    private static final String PATH = "/projects/{project_id}/merge_requests/{merge_request_iid}";

    static final Shape COMMIT = Shape.of(
            sha("id"),
            text("title").max(200),
            field("author_name"),
            time("authored_date").as("date"));

    private static final Shape ISSUE = Shape.of(
            field("references.full").as("reference"),
            field("id"),
            field("iid"),
            text("title").max(300),
            field("state"),
            field("labels"),
            field("author.username"),
            field("assignees[].username"),
            field("web_url"));

    private static final Shape PERSON = Shape.of(field("id"), field("username"), field("name"), field("state"));

    private static final Shape REVIEWER = Shape.of(
            field("user.id").as("user_id"),
            field("user.username").as("username"),
            field("user.name").as("name"),
            field("state"),
            time("created_at").as("since"));

    private static final Shape DEPENDENCY = Shape.of(
            field("id").as("block_id"),
            field("blocking_merge_request")
                    .of(field("references.full").as("reference"), text("title").max(300), field("state")),
            field("blocked_merge_request")
                    .of(field("references.full").as("reference"), text("title").max(300), field("state")),
            field("project_id"));

    private static final Param<Long> BLOCK_ID = bigInteger("block_id", "Of list_merge_request_dependencies.");
    private static final Param<List<String>> COMMITS =
            textList("commits", "Full commit ids.").required();

    static final ToolDefinition LIST_COMMITS = get("list_merge_request_commits", PATH + "/commits")
            .title("List commits of a merge request")
            .description("Lists a merge request's commits, newest first.")
            .aliases("get_merge_request_commits")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .paginated()
            .returns(COMMIT)
            .define();

    static final ToolDefinition LIST_CONTEXT_COMMITS = get(
                    "list_merge_request_context_commits", PATH + "/context_commits")
            .title("List context commits")
            .description("Lists merged commits that were added to a merge request as context for its review.")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .paginated()
            .returns(COMMIT)
            .define();

    static final ToolDefinition ADD_CONTEXT_COMMITS = post(
                    "add_merge_request_context_commits", PATH + "/context_commits")
            .title("Add context commits")
            .description("Adds merged commits to a merge request as context for its review.")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .body(COMMITS)
            .returns(COMMIT)
            .define();

    static final ToolDefinition DELETE_CONTEXT_COMMITS = delete(
                    "delete_merge_request_context_commits", PATH + "/context_commits")
            .title("Remove context commits")
            .description("Removes context commits from a merge request; the commits themselves stay.")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .query(COMMITS.commaSeparated())
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition LIST_CLOSED_ISSUES = get("list_issues_closed_by_merge_request", PATH + "/closes_issues")
            .title("List issues it closes")
            .description("Lists the issues that merging closes; of external trackers only id and title.")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .paginated()
            .returns(ISSUE)
            .define();

    static final ToolDefinition LIST_RELATED_ISSUES = get("list_merge_request_related_issues", PATH + "/related_issues")
            .title("List related issues")
            .description("Lists issues that a merge request's title, description, commits or comments mention.")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .paginated()
            .returns(ISSUE)
            .define();

    static final ToolDefinition LIST_PARTICIPANTS = get("list_merge_request_participants", PATH + "/participants")
            .title("List participants")
            .description("Lists who took part in a merge request.")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .paginated()
            .returns(PERSON)
            .define();

    static final ToolDefinition LIST_REVIEWERS = get("list_merge_request_reviewers", PATH + "/reviewers")
            .title("List reviewers")
            .description("Lists a merge request's reviewers and how far each review is (unreviewed, reviewed, approved,"
                    + " requested_changes).")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .paginated()
            .returns(REVIEWER)
            .define();

    static final ToolDefinition SUBSCRIBE = post("subscribe_merge_request", PATH + "/subscribe")
            .title("Subscribe")
            .description("Subscribes the token's user to a merge request's notifications.")
            .idempotent(true, "one is subscribed or not")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .returns(Shape.of(field("iid"), field("subscribed")))
            .handledBy(UnchangedAnswer::allow)
            .define();

    static final ToolDefinition UNSUBSCRIBE = post("unsubscribe_merge_request", PATH + "/unsubscribe")
            .title("Unsubscribe")
            .description("Ends the token's user's subscription to a merge request.")
            .idempotent(true, "one is subscribed or not")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .returns(Shape.of(field("iid"), field("subscribed")))
            .handledBy(UnchangedAnswer::allow)
            .define();

    static final ToolDefinition LIST_DEPENDENCIES = get("list_merge_request_dependencies", PATH + "/blocks")
            .title("List dependencies")
            .description("Lists the merge requests that must be merged before this one (Premium).")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .paginated()
            .returns(DEPENDENCY)
            .define();

    static final ToolDefinition GET_DEPENDENCY = get("get_merge_request_dependency", PATH + "/blocks/{block_id}")
            .title("Get dependency")
            .description("Shows one dependency of a merge request (Premium).")
            .path(PROJECT_ID, MERGE_REQUEST_IID, BLOCK_ID)
            .returns(DEPENDENCY)
            .define();

    static final ToolDefinition CREATE_DEPENDENCY = post("create_merge_request_dependency", PATH + "/blocks")
            .title("Add dependency")
            .description("Makes a merge request wait for another one to be merged (Premium).")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .body(
                    integer("blocking_merge_request_iid", "Number of the one to wait for."),
                    Params.text("blocking_project_id", "Its project, if another."),
                    bigInteger("blocking_merge_request_id", "Or its global id.").unless("blocking_merge_request_iid"))
            .returns(DEPENDENCY)
            .define();

    static final ToolDefinition DELETE_DEPENDENCY = delete(
                    "delete_merge_request_dependency", PATH + "/blocks/{block_id}")
            .title("Remove dependency")
            .description("Lets a merge request no longer wait for another one (Premium).")
            .path(PROJECT_ID, MERGE_REQUEST_IID, BLOCK_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition LIST_BLOCKED = get("list_blocked_merge_requests", PATH + "/blockees")
            .title("List blocked merge requests")
            .description("Lists the merge requests that wait for this one (Premium).")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .paginated()
            .returns(DEPENDENCY)
            .define();

    static final ToolGroup COMMIT_TOOLS = ToolGroup.of(
            "merge_request_commits",
            "Commits of merge requests",
            LIST_COMMITS,
            LIST_CONTEXT_COMMITS,
            ADD_CONTEXT_COMMITS,
            DELETE_CONTEXT_COMMITS);

    static final ToolGroup PEOPLE_TOOLS = ToolGroup.of(
            "merge_request_participants",
            "People of merge requests, and subscriptions",
            LIST_PARTICIPANTS,
            LIST_REVIEWERS,
            SUBSCRIBE,
            UNSUBSCRIBE);

    static final ToolGroup LINK_TOOLS = ToolGroup.of(
            "merge_request_links",
            "Issues of merge requests, and dependencies",
            LIST_CLOSED_ISSUES,
            LIST_RELATED_ISSUES,
            LIST_DEPENDENCIES,
            GET_DEPENDENCY,
            CREATE_DEPENDENCY,
            DELETE_DEPENDENCY,
            LIST_BLOCKED);

    private MergeRequestPartTools() {}
}
