package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Issues on the wire: {@code API::Entities::Issue} of an instance with a Premium licence. */
final class IssueJson {
    private final World world;
    private final PeopleJson people;
    private final PlanningJson planning;

    IssueJson(World world, PeopleJson people, PlanningJson planning) {
        this.world = world;
        this.people = people;
        this.planning = planning;
    }

    ObjectNode listed(Issue issue, @Nullable User user, boolean labelDetails) {
        ObjectNode json = Json.object()
                .put("id", issue.id)
                .put("iid", issue.iid)
                .put("project_id", issue.project.id)
                .put("title", issue.title)
                .put("description", issue.description)
                .put("state", issue.state)
                .put("created_at", Json.time(issue.createdAt))
                .put("updated_at", Json.time(issue.updatedAt))
                .put("closed_at", Json.time(issue.closedAt));
        json.set("closed_by", people.basic(issue.closedBy));
        json.set("labels", planning.labels(issue.labels, labelDetails));
        json.set("milestone", planning.milestone(issue.milestone));
        json.set("assignees", people.basics(issue.assignees));
        json.set("author", people.basic(issue.author));
        json.put("type", issue.issueType.toUpperCase(Locale.ROOT));
        json.set("assignee", people.basic(issue.assignees.isEmpty() ? null : issue.assignees.get(0)));
        json.put("user_notes_count", issue.userNotes())
                .put("merge_requests_count", closing(issue))
                .put("upvotes", issue.upvotes)
                .put("downvotes", issue.downvotes)
                .put("start_date", PlanningJson.date(issue.startDate))
                .put("due_date", PlanningJson.date(issue.dueDate))
                .put("confidential", issue.confidential)
                .put("discussion_locked", issue.discussionLocked)
                .put("issue_type", issue.issueType)
                .put("web_url", webUrl(issue));
        json.set("time_stats", planning.timeStats(issue.timeEstimate, issue.timeSpent));
        json.set("task_completion_status", planning.taskStatus(issue));
        json.put("weight", issue.weight).put("blocking_issues_count", 0).put("has_tasks", issue.tasks(false) > 0);
        if (issue.tasks(false) > 0) {
            json.put("task_status", issue.tasks(true) + " of " + issue.tasks(false) + " checklist items completed");
        }
        json.set("_links", links(issue));
        json.set("references", planning.references(issue));
        json.put("severity", issue.severity)
                .putNull("moved_to_id")
                .put("imported", false)
                .put("imported_from", "none")
                .putNull("service_desk_reply_to")
                .putNull("epic_iid")
                .putNull("epic")
                .putNull("iteration")
                .putNull("health_status");
        return json;
    }

    /** A single issue, which also tells whether the caller is subscribed. */
    ObjectNode single(Issue issue, @Nullable User user) {
        return listed(issue, user, false).put("subscribed", takesPart(issue, user));
    }

    static boolean takesPart(Issuable item, @Nullable User user) {
        return user != null
                && (item.author.equals(user)
                        || item.assignees.contains(user)
                        || item.notes().stream().anyMatch(note -> note.author.equals(user)));
    }

    private ObjectNode links(Issue issue) {
        String project = world.apiUrl() + "/projects/" + issue.project.id;
        String self = project + "/issues/" + issue.iid;
        return Json.object()
                .put("self", self)
                .put("notes", self + "/notes")
                .put("award_emoji", self + "/award_emoji")
                .put("project", project)
                .putNull("closed_as_duplicate_of");
    }

    private String webUrl(Issue issue) {
        return world.baseUrl() + "/" + issue.project.fullPath() + "/-/issues/" + issue.iid;
    }

    private static long closing(Issue issue) {
        return issue.project.mergeRequests.stream()
                .filter(mergeRequest -> MergeActions.closes(mergeRequest).contains(issue))
                .count();
    }
}
