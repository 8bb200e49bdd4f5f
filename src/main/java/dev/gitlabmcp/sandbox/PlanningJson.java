package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Labels, milestones, notes and discussions on the wire, and the parts that issues and merge requests share. */
final class PlanningJson {
    private final World world;
    private final PeopleJson people;

    PlanningJson(World world, PeopleJson people) {
        this.world = world;
        this.people = people;
    }

    ObjectNode label(Label label) {
        return Json.object()
                .put("id", label.id())
                .put("name", label.name())
                .put("description", label.description())
                .put("description_html", label.description() == null ? "" : label.description())
                .put("text_color", label.textColor())
                .put("color", label.color())
                .put("archived", false);
    }

    /** A label in the list of a project, which counts its own issues only. */
    ObjectNode projectLabel(Label label, Project project, boolean withCounts) {
        ObjectNode json = label(label);
        if (withCounts) {
            json.put("open_issues_count", carrying(project.issues, label, "opened"))
                    .put("closed_issues_count", carrying(project.issues, label, "closed"))
                    .put("open_merge_requests_count", carrying(project.mergeRequests, label, "opened"));
        }
        return json.put("subscribed", false).putNull("priority").put("is_project_label", label.ofProject());
    }

    private static long carrying(List<? extends Issuable> items, Label label, String state) {
        return items.stream()
                .filter(item -> item.labels.contains(label) && item.state.equals(state))
                .count();
    }

    JsonNode milestone(@Nullable Milestone milestone) {
        if (milestone == null) {
            return NullNode.getInstance();
        }
        ObjectNode json = Json.object().put("id", milestone.id()).put("iid", milestone.iid());
        Project project = milestone.project();
        Namespace group = milestone.group();
        String web;
        if (project != null) {
            json.put("project_id", project.id);
            web = world.baseUrl() + "/" + project.fullPath() + "/-/milestones/" + milestone.iid();
        } else {
            json.put("group_id", group == null ? 0 : group.id);
            web = world.baseUrl() + "/groups/" + (group == null ? "" : group.fullPath()) + "/-/milestones/"
                    + milestone.iid();
        }
        LocalDate today = LocalDate.ofInstant(world.now(), ZoneOffset.UTC);
        return json.put("title", milestone.title())
                .put("description", milestone.description())
                .put("state", milestone.state())
                .put("created_at", Json.time(milestone.createdAt()))
                .put("updated_at", Json.time(milestone.createdAt()))
                .put("due_date", date(milestone.dueDate()))
                .put("start_date", date(milestone.startDate()))
                .put("expired", milestone.expired(today))
                .put("web_url", web);
    }

    static @Nullable String date(@Nullable LocalDate date) {
        return date == null ? null : date.toString();
    }

    ObjectNode note(Note note, Issuable parent) {
        ObjectNode json =
                Json.object().put("id", note.id).put("type", note.type).put("body", note.body);
        json.set("author", people.basic(note.author));
        json.put("created_at", Json.time(note.createdAt))
                .put("updated_at", Json.time(note.updatedAt))
                .put("system", note.system)
                .put("noteable_id", parent.id)
                .put("noteable_type", parent.type())
                .put("project_id", parent.project.id);
        if (note.position != null) {
            json.put("commit_id", (String) null).set("position", note.position);
        }
        json.put("resolvable", note.resolvable);
        if (note.resolvable) {
            json.put("resolved", note.resolvedBy != null);
            json.set("resolved_by", people.basic(note.resolvedBy));
            json.put("resolved_at", Json.time(note.resolvedAt));
        }
        if (note.type != null && note.type.equals("DiffNote")) {
            json.putArray("suggestions");
        }
        json.put("confidential", note.internal)
                .put("internal", note.internal)
                .put("imported", false)
                .put("imported_from", "none")
                .put("noteable_iid", parent.iid)
                .putObject("commands_changes");
        return json;
    }

    ObjectNode discussion(Discussion discussion, Issuable parent, List<Note> visible) {
        ObjectNode json = Json.object().put("id", discussion.id).put("individual_note", discussion.individual);
        if (discussion.resolvable()) {
            json.put("resolvable", true).put("resolved", discussion.resolved());
        }
        json.set("notes", Json.array(visible, note -> note(note, parent)));
        return json;
    }

    JsonNode labels(List<Label> labels, boolean details) {
        List<Label> sorted = new ArrayList<>(labels);
        sorted.sort(Comparator.comparing(Label::name));
        return details
                ? Json.array(sorted, this::label)
                : Json.strings(sorted.stream().map(Label::name).toList());
    }

    ObjectNode timeStats(int estimate, int spent) {
        return Json.object()
                .put("time_estimate", estimate)
                .put("total_time_spent", spent)
                .put("human_time_estimate", human(estimate))
                .put("human_total_time_spent", human(spent));
    }

    private static @Nullable String human(int seconds) {
        if (seconds == 0) {
            return null;
        }
        int hours = seconds / 3_600;
        int minutes = seconds % 3_600 / 60;
        return ((hours > 0 ? hours + "h " : "") + (minutes > 0 ? minutes + "m" : "")).strip();
    }

    ObjectNode taskStatus(Issuable item) {
        return Json.object().put("count", item.tasks(false)).put("completed_count", item.tasks(true));
    }

    ObjectNode references(Issuable item) {
        String shortForm = item.mark() + item.iid;
        return Json.object()
                .put("short", shortForm)
                .put("relative", shortForm)
                .put("full", item.project.fullPath() + shortForm);
    }
}
