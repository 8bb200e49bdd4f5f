package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.fields;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.idOr;
import static dev.gitlabmcp.tool.Params.text;
import static dev.gitlabmcp.tool.Params.textList;

import dev.gitlabmcp.tool.Param;

/** Which merge requests are meant: the filters that lists of merge requests share. */
final class MergeRequestFilters {
    static final Param<String> STATE = choice("state", "State.", "opened", "closed", "locked", "merged", "all");
    static final Param<String> SCOPE =
            choice("scope", "Whose.", "created_by_me", "assigned_to_me", "reviews_for_me", "all");

    private MergeRequestFilters() {}

    /** What every list filters and sorts by, beside {@link #STATE} and {@link #SCOPE}. */
    static Param<?>[] common() {
        return new Param<?>[] {
            text("search", "Words to find."),
            choice("in", "Where to search.", "title", "description", "title,description")
                    .unlisted(),
            text("source_branch", "From this branch."),
            text("target_branch", "Into this branch."),
            bigInteger("source_project_id", "From this project's id.").unlisted(),
            flag("draft", "Only drafts, or only others.").also("wip").unlisted(),
            textList("labels", "With all these; None, Any.").commaSeparated(),
            text("milestone", "Milestone title; None, Any.").unlisted(),
            bigInteger("author_id", "Author.").unlisted(),
            text("author_username", "Author.").unless("author_id"),
            idOr("assignee_id", "User id, None, Any.", "None", "Any").unlisted(),
            textList("assignee_username", "Assignees.").unless("assignee_id").unlisted(),
            idOr("reviewer_id", "User id, None, Any.", "None", "Any").unlisted(),
            text("reviewer_username", "Reviewer.").unless("reviewer_id"),
            bigInteger("merge_user_id", "Merged by.").unlisted(),
            text("merge_user_username", "Merged by.").unless("merge_user_id").unlisted(),
            text("my_reaction_emoji", "One's own emoji; None, Any.").unlisted(),
            text("environment", "Deployed to.").unlisted(),
            dateTime("created_after", "ISO 8601.").unlisted(),
            dateTime("created_before", "ISO 8601.").unlisted(),
            dateTime("updated_after", "ISO 8601."),
            dateTime("updated_before", "ISO 8601.").unlisted(),
            dateTime("merged_after", "ISO 8601.").unlisted(),
            dateTime("merged_before", "ISO 8601.").unlisted(),
            dateTime("deployed_after", "ISO 8601.").unlisted(),
            dateTime("deployed_before", "ISO 8601.").unlisted(),
            fields(
                            "not",
                            "Leave out what these filters match.",
                            textList("labels", "").wire("not[labels]").commaSeparated(),
                            text("milestone", "").wire("not[milestone]"),
                            bigInteger("author_id", "").wire("not[author_id]"),
                            text("author_username", "").wire("not[author_username]"),
                            bigInteger("assignee_id", "").wire("not[assignee_id]"),
                            textList("assignee_username", "").wire("not[assignee_username]"),
                            bigInteger("reviewer_id", "").wire("not[reviewer_id]"),
                            text("reviewer_username", "").wire("not[reviewer_username]"),
                            text("my_reaction_emoji", "").wire("not[my_reaction_emoji]"))
                    .unlisted(),
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
                            "merged_at")
                    .unlisted(),
            choice("sort", "Direction.", "asc", "desc").unlisted(),
            choice("view", "simple: fewer fields, faster.", "simple").unlisted(),
            flag("with_labels_details", "Labels in detail.").unlisted(),
            flag("with_merge_status_recheck", "Recompute merge status.").unlisted()
        };
    }
}
