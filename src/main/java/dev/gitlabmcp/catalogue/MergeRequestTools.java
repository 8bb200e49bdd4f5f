package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.sha;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.fields;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.idOr;
import static dev.gitlabmcp.tool.Params.integerList;
import static dev.gitlabmcp.tool.Params.textList;
import static dev.gitlabmcp.tool.ToolBuilder.get;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

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

    static final ToolDefinition LIST_MERGE_REQUESTS = get(
                    "list_merge_requests", "/projects/{project_id}/merge_requests")
            .orAt("/groups/{group_id}/merge_requests")
            .orAt("/merge_requests")
            .title("List merge requests")
            .description("Lists merge requests of a project, a group or, with neither, of all; newest first. Text:"
                    + " get_merge_request.")
            .aliases("list_group_merge_requests")
            .path(PROJECT_ID, GROUP_ID.unless("project_id"))
            .query(
                    choice("state", "State.", "opened", "closed", "locked", "merged", "all"),
                    choice("scope", "Whose.", "created_by_me", "assigned_to_me", "reviews_for_me", "all")
                            .orElse("all"),
                    Params.text("search", "Words to find."),
                    choice("in", "Where to search.", "title", "description", "title,description"),
                    Params.text("source_branch", "From this branch."),
                    Params.text("target_branch", "Into this branch."),
                    bigInteger("source_project_id", "From this project's id."),
                    flag("draft", "Only drafts, or only others."),
                    textList("labels", "With all these; None, Any.").commaSeparated(),
                    Params.text("milestone", "Milestone title; None, Any."),
                    integerList("iids", "Only these numbers (project).")
                            .commaSeparated()
                            .unless("group_id"),
                    bigInteger("author_id", "Author."),
                    Params.text("author_username", "Author.").unless("author_id"),
                    idOr("assignee_id", "User id, None, Any.", "None", "Any"),
                    textList("assignee_username", "Assignees.").unless("assignee_id"),
                    idOr("reviewer_id", "User id, None, Any.", "None", "Any"),
                    Params.text("reviewer_username", "Reviewer; None, Any.").unless("reviewer_id"),
                    textList("approver_ids", "May approve: user ids, None, Any."),
                    textList("approved_by_ids", "Approved by: user ids, None, Any."),
                    textList("approved_by_usernames", "Approved by; None, Any.").unless("approved_by_ids"),
                    bigInteger("merge_user_id", "Merged by."),
                    Params.text("merge_user_username", "Merged by.").unless("merge_user_id"),
                    Params.text("my_reaction_emoji", "One's own emoji; None, Any."),
                    Params.text("environment", "Deployed to."),
                    dateTime("created_after", "ISO 8601."),
                    dateTime("created_before", "ISO 8601."),
                    dateTime("updated_after", "ISO 8601."),
                    dateTime("updated_before", "ISO 8601."),
                    dateTime("merged_after", "ISO 8601."),
                    dateTime("merged_before", "ISO 8601."),
                    dateTime("deployed_after", "ISO 8601."),
                    dateTime("deployed_before", "ISO 8601."),
                    fields(
                            "not",
                            "Leave out what these filters match.",
                            textList("labels", "").wire("not[labels]").commaSeparated(),
                            Params.text("milestone", "").wire("not[milestone]"),
                            bigInteger("author_id", "").wire("not[author_id]"),
                            Params.text("author_username", "").wire("not[author_username]"),
                            bigInteger("assignee_id", "").wire("not[assignee_id]"),
                            textList("assignee_username", "").wire("not[assignee_username]"),
                            bigInteger("reviewer_id", "").wire("not[reviewer_id]"),
                            Params.text("reviewer_username", "").wire("not[reviewer_username]"),
                            Params.text("my_reaction_emoji", "").wire("not[my_reaction_emoji]")),
                    choice(
                            "order_by",
                            "Order.",
                            "created_at",
                            "label_priority",
                            "milestone_due",
                            "popularity",
                            "priority",
                            "title",
                            "updated_at",
                            "merged_at"),
                    choice("sort", "Direction.", "asc", "desc"),
                    choice("view", "simple: fewer fields, faster.", "simple"),
                    flag("with_labels_details", "Labels in detail."),
                    flag("with_merge_status_recheck", "Recompute merge status."),
                    flag("non_archived", "Not of archived projects.").unless("project_id"))
            .paginated()
            .returns(MERGE_REQUEST_SUMMARY)
            .define();

    static final ToolDefinition GET_MERGE_REQUEST = get(
                    "get_merge_request", "/projects/{project_id}/merge_requests/{merge_request_iid}")
            .title("Get merge request")
            .description("Shows a merge request: description, branches, pipeline, why it cannot be merged.")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .query(
                    flag("include_diverged_commits_count", "Add commits behind the target."),
                    flag("include_rebase_in_progress", "Add whether a rebase runs."),
                    flag("render_html", "Add texts as HTML."))
            .returns(MERGE_REQUEST)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "merge_requests",
            "Merge requests",
            LIST_MERGE_REQUESTS,
            GET_MERGE_REQUEST,
            DiffTools.LIST_CHANGED_FILES,
            DiffTools.GET_FILE_DIFF);

    private MergeRequestTools() {}
}
