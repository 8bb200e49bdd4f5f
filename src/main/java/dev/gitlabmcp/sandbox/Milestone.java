package dev.gitlabmcp.sandbox;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A milestone of a project or, when {@code project} is null, of a group. */
record Milestone(
        int id,
        int iid,
        @Nullable Project project,
        @Nullable Namespace group,
        String title,
        @Nullable String description,
        String state,
        Instant createdAt,
        @Nullable LocalDate startDate,
        @Nullable LocalDate dueDate) {
    boolean expired(LocalDate today) {
        return dueDate != null && dueDate.isBefore(today);
    }
}
