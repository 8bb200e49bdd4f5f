package dev.gitlabmcp.sandbox;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** An issue of any type. */
final class Issue extends Issuable {
    String issueType = "issue";
    String severity = "UNKNOWN";
    boolean confidential;

    @Nullable
    LocalDate dueDate;

    @Nullable
    LocalDate startDate;

    @Nullable
    Integer weight;

    int timeEstimate;
    int timeSpent;

    Issue(int id, int iid, Project project, User author, String title, Instant createdAt) {
        super(id, iid, project, author, title, createdAt);
    }

    @Override
    String type() {
        return "Issue";
    }

    @Override
    String mark() {
        return "#";
    }
}
