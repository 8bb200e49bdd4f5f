package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A comment, or a system note about a change. */
final class Note {
    final int id;
    final User author;
    final Instant createdAt;
    final boolean system;
    final boolean internal;
    /** DiscussionNote, DiffNote or null. */
    final @Nullable String type;

    final boolean resolvable;
    /** Where a diff note is, in GitLab's own form. */
    final @Nullable ObjectNode position;

    String body;
    Instant updatedAt;

    @Nullable
    User resolvedBy;

    @Nullable
    Instant resolvedAt;

    Note(
            int id,
            User author,
            String body,
            Instant createdAt,
            boolean system,
            boolean internal,
            @Nullable String type,
            @Nullable ObjectNode position) {
        this.id = id;
        this.author = author;
        this.body = body;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
        this.system = system;
        this.internal = internal;
        this.type = type;
        this.position = position;
        this.resolvable = type != null;
    }
}
