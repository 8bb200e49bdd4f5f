package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.DraftTitle.DRAFT;
import static dev.gitlabmcp.catalogue.DraftTitle.TITLE;
import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.SourceBranch.SOURCE_BRANCH;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.sha;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.fieldsList;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.integerList;
import static dev.gitlabmcp.tool.Params.markdown;
import static dev.gitlabmcp.tool.Params.projectId;
import static dev.gitlabmcp.tool.Params.textList;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Arguments;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;
import java.util.List;

/** Merge requests: https://docs.gitlab.com/api/merge_requests/ */
final class MergeRequestTools {
    static final Shape MERGE_REQUEST_SUMMARY = Shape.of(
                    field("references.full").as("reference"),
                    field("iid"),
                    text("title").max(300),
                    field("state"),
                    field("draft").ifSet(),
                    field("source_branch"),
                    field("target_branch"),
                    field("author.username"),
                    field("assignees[].username"),
                    field("reviewers[].username"),
                    field("labels"),
                    field("milestone.title"),
                    field("detailed_merge_status"),
                    field("has_conflicts").ifSet(),
                    field("user_notes_count").ifSet(),
                    time("created_at"),
                    time("updated_at"),
                    time("merged_at"))
            .wholeFrom("get_merge_request");

    static final Shape MERGE_REQUEST = Shape.of(
            field("references.full").as("reference"),
            field("iid"),
            text("title"),
            text("description").max(8_000),
            field("state"),
            field("draft").ifSet(),
            field("source_branch"),
            field("target_branch"),
            field("author.username"),
            field("assignees[].username"),
            field("reviewers[].username"),
            field("labels"),
            field("milestone.title"),
            field("detailed_merge_status"),
            text("merge_error"),
            field("has_conflicts").ifSet(),
            field("blocking_discussions_resolved"),
            field("merge_when_pipeline_succeeds").as("auto_merge").ifSet(),
            field("rebase_in_progress").ifSet(),
            field("diverged_commits_count").ifSet(),
            field("changes_count"),
            field("user_notes_count").ifSet(),
            field("task_completion_status.count").as("tasks").ifSet(),
            field("task_completion_status.completed_count").as("tasks_done").ifSet(),
            field("head_pipeline.id").as("pipeline_id"),
            field("head_pipeline.status").as("pipeline_status"),
            field("sha"),
            sha("merge_commit_sha"),
            sha("squash_commit_sha"),
            field("squash").ifSet(),
            field("force_remove_source_branch").ifSet(),
            field("title_html"),
            field("description_html"),
            time("created_at"),
            time("updated_at"),
            time("merged_at"),
            field("merge_user.username").as("merged_by"),
            time("closed_at"),
            field("closed_by.username"),
            field("web_url"));

    static final Shape CHANGED_MERGE_REQUEST = MERGE_REQUEST.wholeFrom("get_merge_request");

    private static final Param<String> DESCRIPTION = markdown("description", "Markdown.");
    private static final Param<List<String>> LABELS = textList("labels", "Label names.");
    private static final Param<List<Long>> ASSIGNEE_IDS = integerList("assignee_ids", "User ids.");
    private static final Param<List<Long>> REVIEWER_IDS = integerList("reviewer_ids", "User ids.");
    private static final Param<Long> MILESTONE_ID =
            bigInteger("milestone_id", "Milestone id; 0 for none.").unlisted();
    private static final Param<String> MILESTONE = Params.text("milestone", "Milestone title.")
            .max(255)
            .unless("milestone_id")
            .unlisted();
    private static final Param<Boolean> REMOVE_BRANCH =
            flag("remove_source_branch", "Delete the source branch on merging.");
    private static final Param<Boolean> SQUASH = flag("squash", "Squash on merging.");
    private static final Param<Boolean> COLLABORATION = flag(
                    "allow_collaboration", "Let members of the target push to a fork's branch.")
            .unlisted();
    private static final Param<String> MERGE_AFTER =
            dateTime("merge_after", "Not to be merged before.").unlisted();
    private static final Param<Integer> APPROVALS =
            integer("approvals_before_merge", "Approvals needed.").min(0).unlisted();
    private static final Param<List<Arguments>> RULES = fieldsList(
                    "approval_rules_attributes",
                    "Change approval rules.",
                    bigInteger("id", "Rule id."),
                    integer("approvals_required", "Approvals needed.").min(0))
            .unlisted();

    static final ToolDefinition LIST_MERGE_REQUESTS = get(
                    "list_merge_requests", "/projects/{project_id}/merge_requests")
            .orAt("/groups/{group_id}/merge_requests")
            .orAt("/merge_requests")
            .title("List merge requests")
            .description("Lists merge requests of a project, a group or, with neither, all; newest first. Text:"
                    + " get_merge_request.")
            .aliases("list_group_merge_requests")
            .path(PROJECT_ID, GROUP_ID.unless("project_id"))
            .query(MergeRequestFilters.STATE, MergeRequestFilters.SCOPE.orElse("all"))
            .query(MergeRequestFilters.common())
            .query(
                    integerList("iids", "Only these numbers (project).")
                            .commaSeparated()
                            .unless("group_id")
                            .unlisted(),
                    textList("approver_ids", "May approve: user ids, None, Any.")
                            .unlisted(),
                    textList("approved_by_ids", "Approved by: user ids, None, Any.")
                            .unlisted(),
                    textList("approved_by_usernames", "Approved by; None, Any.")
                            .unless("approved_by_ids")
                            .unlisted(),
                    flag("non_archived", "Not of archived projects.")
                            .unless("project_id")
                            .unlisted())
            .paginated()
            .returns(MERGE_REQUEST_SUMMARY)
            .define();

    static final ToolDefinition GET_MERGE_REQUEST = get(
                    "get_merge_request", "/projects/{project_id}/merge_requests/{merge_request_iid}")
            .title("Get merge request")
            .description("Shows a merge request: text, branches, pipeline, why it cannot be merged.")
            .path(PROJECT_ID)
            .pathOrFound(MERGE_REQUEST_IID)
            .arguments(SOURCE_BRANCH, MergeRequestReading.SUMMARIES)
            .query(
                    flag("include_diverged_commits_count", "Add commits behind the target.")
                            .unlisted(),
                    flag("include_rebase_in_progress", "Add whether a rebase runs.")
                            .unlisted(),
                    flag("render_html", "Add texts as HTML.").unlisted())
            .returns(MERGE_REQUEST)
            .handledBy(MergeRequestReading::show)
            .define();

    static final ToolDefinition CREATE_MERGE_REQUEST = post(
                    "create_merge_request", "/projects/{project_id}/merge_requests")
            .title("Create merge request")
            .description("Opens a merge request; from a fork, project_id is the fork.")
            .path(PROJECT_ID)
            .body(
                    TITLE.required(),
                    DESCRIPTION,
                    Params.text("source_branch", "From.").required(),
                    Params.text("target_branch", "Into.").required(),
                    projectId("target_project_id", "Of a fork: the project it goes to.")
                            .numeric()
                            .unlisted(),
                    LABELS,
                    ASSIGNEE_IDS.unlisted(),
                    REVIEWER_IDS,
                    MILESTONE_ID,
                    MILESTONE,
                    REMOVE_BRANCH.unlisted(),
                    SQUASH.unlisted(),
                    COLLABORATION,
                    MERGE_AFTER,
                    APPROVALS,
                    RULES)
            .arguments(DRAFT.describedAs("As a draft."))
            .returns(CHANGED_MERGE_REQUEST)
            .handledBy(DraftTitle::create)
            .define();

    static final ToolDefinition UPDATE_MERGE_REQUEST = put(
                    "update_merge_request", "/projects/{project_id}/merge_requests/{merge_request_iid}")
            .title("Update merge request")
            .description("Changes, closes or reopens a merge request; what is not given stays. Merge:"
                    + " merge_merge_request.")
            .path(PROJECT_ID)
            .pathOrFound(MERGE_REQUEST_IID)
            .arguments(SOURCE_BRANCH.unlisted(), DRAFT)
            .body(
                    TITLE.describedAs("New title."),
                    DESCRIPTION.describedAs("New text in Markdown."),
                    choice("state_event", "Close or reopen.", "close", "reopen"),
                    Params.text("target_branch", "New target."),
                    LABELS.describedAs("Replace all labels; [] removes them."),
                    textList("add_labels", "Labels to add."),
                    textList("remove_labels", "Labels to remove."),
                    ASSIGNEE_IDS.describedAs("User ids; [] for nobody."),
                    REVIEWER_IDS.describedAs("User ids; [] for nobody."),
                    MILESTONE_ID,
                    MILESTONE,
                    REMOVE_BRANCH,
                    SQUASH,
                    flag("discussion_locked", "Only members may comment.").unlisted(),
                    COLLABORATION,
                    MERGE_AFTER,
                    APPROVALS,
                    RULES)
            .returns(CHANGED_MERGE_REQUEST)
            .handledBy(DraftTitle::update)
            .define();

    static final ToolDefinition DELETE_MERGE_REQUEST = delete(
                    "delete_merge_request", "/projects/{project_id}/merge_requests/{merge_request_iid}")
            .title("Delete merge request")
            .description("Deletes a merge request for good (owners). To close it, use update_merge_request.")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "merge_requests",
            "Merge requests",
            LIST_MERGE_REQUESTS,
            GET_MERGE_REQUEST,
            ReviewContext.GET_REVIEW_CONTEXT,
            CREATE_MERGE_REQUEST,
            UPDATE_MERGE_REQUEST,
            DELETE_MERGE_REQUEST);

    private MergeRequestTools() {}
}
