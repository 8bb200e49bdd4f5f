package dev.gitlabmcp.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What issues and merge requests have in common. */
abstract sealed class Issuable permits Issue, MergeRequest {
    private static final Pattern TASK = Pattern.compile("(?m)^\\s*[-*+]\\s+\\[([ xX])]\\s");

    final int id;
    final int iid;
    final Project project;
    final User author;
    final Instant createdAt;
    final List<User> assignees = new ArrayList<>();
    final List<Label> labels = new ArrayList<>();
    final List<Discussion> discussions = new ArrayList<>();
    String title;

    @Nullable
    String description;

    String state = "opened";
    Instant updatedAt;

    @Nullable
    Instant closedAt;

    @Nullable
    User closedBy;

    @Nullable
    Milestone milestone;

    @Nullable
    Boolean discussionLocked;

    int upvotes;
    int downvotes;

    Issuable(int id, int iid, Project project, User author, String title, Instant createdAt) {
        this.id = id;
        this.iid = iid;
        this.project = project;
        this.author = author;
        this.title = title;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
    }

    /** Issue or MergeRequest: the noteable type on the wire. */
    abstract String type();

    /** The mark of a short reference. */
    abstract String mark();

    List<Note> notes() {
        return discussions.stream()
                .flatMap(discussion -> discussion.notes.stream())
                .toList();
    }

    int userNotes() {
        return (int) notes().stream().filter(note -> !note.system).count();
    }

    /** How many task items the description has: all, or only the completed ones. */
    int tasks(boolean completedOnly) {
        int count = 0;
        Matcher matcher = TASK.matcher(description == null ? "" : description);
        while (matcher.find()) {
            if (!completedOnly || !matcher.group(1).equals(" ")) {
                count++;
            }
        }
        return count;
    }
}
