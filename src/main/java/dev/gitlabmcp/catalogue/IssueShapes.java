package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;

import dev.gitlabmcp.shaping.Shape;

/** How issues are shown wherever they turn up: https://docs.gitlab.com/api/issues/ */
final class IssueShapes {
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

    private IssueShapes() {}
}
