package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The attributes that creating and updating issues and merge requests have in common. */
final class IssuableWrites {
    private static final int LONGEST_TITLE = 255;
    private static final int LONGEST_TEXT = 1_048_576;
    private static final String[] PALETTE = {"#330066", "#009966", "#c21e56", "#6699cc", "#9400d3", "#36454f"};

    private final SandboxRequest request;
    private final Params params;
    private final Project project;

    IssuableWrites(SandboxRequest request, Project project) {
        this.request = request;
        this.params = request.params();
        this.project = project;
    }

    /** Answers 400 in the shape of ActiveModel when title or description are not valid. */
    static void checkTexts(@Nullable String title, @Nullable String description) {
        ObjectNode problems = Json.object();
        if (title != null && title.isBlank()) {
            problems.putArray("title").add("can't be blank");
        } else if (title != null && title.length() > LONGEST_TITLE) {
            problems.putArray("title").add("is too long (maximum is " + LONGEST_TITLE + " characters)");
        }
        if (description != null && description.length() > LONGEST_TEXT) {
            problems.putArray("description").add("is too long (maximum is " + LONGEST_TEXT + " characters)");
        }
        if (!problems.isEmpty()) {
            throw ApiError.message(400, problems);
        }
    }

    /** Sets what was sent: title, description, labels, assignees, milestone, discussion lock. */
    void apply(Issuable item) {
        String title = params.text("title");
        String description = params.text("description");
        checkTexts(title, description);
        if (title != null) {
            item.title = title;
        }
        if (params.has("description")) {
            item.description = description;
        }
        applyLabels(item);
        List<User> assignees = people("assignee_ids", "assignee_id");
        if (assignees != null) {
            replace(item.assignees, assignees);
        }
        applyMilestone(item);
        if (params.has("discussion_locked")) {
            item.discussionLocked = params.bool("discussion_locked");
        }
    }

    /** The state after {@code state_event}; false when none was sent. */
    boolean applyState(Issuable item, Instant now) {
        String event = params.choice("state_event", "close", "reopen");
        if (event == null) {
            return false;
        }
        if (event.equals("close") && item.state.equals("opened")) {
            item.state = "closed";
            item.closedAt = now;
            item.closedBy = request.user();
            systemNote(item, "closed", now);
        } else if (event.equals("reopen") && item.state.equals("closed")) {
            item.state = "opened";
            item.closedAt = null;
            item.closedBy = null;
            systemNote(item, "reopened", now);
        }
        return true;
    }

    private void systemNote(Issuable item, String text, Instant now) {
        World world = request.world();
        int id = world.nextId(World.Kind.NOTE);
        Discussion discussion = new Discussion(NoteEndpoints.discussionId(id), true);
        discussion.notes.add(new Note(id, request.user(), text, now, true, false, null, null));
        item.discussions.add(discussion);
    }

    private void applyLabels(Issuable item) {
        Set<Label> labels = new LinkedHashSet<>(item.labels);
        List<String> all = params.list("labels");
        if (all != null) {
            labels.clear();
            all.forEach(name -> labels.add(label(name)));
        }
        List<String> added = params.list("add_labels");
        if (added != null) {
            added.forEach(name -> labels.add(label(name)));
        }
        List<String> removed = params.list("remove_labels");
        if (removed != null) {
            labels.removeIf(label -> removed.contains(label.name()));
        }
        replace(item.labels, labels);
    }

    /** A label by name; GitLab creates unknown ones in the project. */
    private Label label(String name) {
        return project.allLabels().stream()
                .filter(label -> label.name().equals(name))
                .findFirst()
                .orElseGet(() -> {
                    int id = request.world().nextId(World.Kind.LABEL);
                    Label made = new Label(id, name, PALETTE[id % PALETTE.length], null, true);
                    project.labels.add(made);
                    return made;
                });
    }

    /** The users named by an array or a single id; null when neither was sent; 0 and empty unassign. */
    @Nullable
    List<User> people(String many, String one) {
        List<Integer> ids = params.integers(many);
        if (ids == null && params.has(one)) {
            Integer id = params.integer(one);
            ids = id == null ? List.of() : List.of(id);
        }
        if (ids == null) {
            return null;
        }
        List<User> found = new ArrayList<>();
        for (Integer id : ids) {
            User user = request.world().findUser(id);
            if (user != null && request.world().canSee(user, project) && !found.contains(user)) {
                found.add(user);
            }
        }
        return found;
    }

    private void applyMilestone(Issuable item) {
        if (params.has("milestone_id")) {
            Integer id = params.integer("milestone_id");
            item.milestone = project.allMilestones().stream()
                    .filter(milestone -> id != null && milestone.id() == id)
                    .findFirst()
                    .orElse(null);
        } else if (params.filled("milestone") != null) {
            String title = params.text("milestone");
            item.milestone = project.allMilestones().stream()
                    .filter(milestone -> milestone.title().equals(title))
                    .findFirst()
                    .orElse(null);
        }
    }

    static <T> void replace(List<T> target, Iterable<T> items) {
        target.clear();
        items.forEach(target::add);
    }
}
