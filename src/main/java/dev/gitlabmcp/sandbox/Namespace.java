package dev.gitlabmcp.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A group, or the personal namespace of a user. */
final class Namespace {
    final int id;
    final String path;
    final String name;
    final @Nullable Namespace parent;
    /** The user of a personal namespace; null for groups. */
    final @Nullable User owner;

    final String visibility;
    final String description;
    final Instant createdAt;
    final Map<User, Integer> members = new HashMap<>();
    final List<Label> labels = new ArrayList<>();
    final List<Milestone> milestones = new ArrayList<>();

    Namespace(
            int id,
            String path,
            String name,
            @Nullable Namespace parent,
            @Nullable User owner,
            String visibility,
            String description,
            Instant createdAt) {
        this.id = id;
        this.path = path;
        this.name = name;
        this.parent = parent;
        this.owner = owner;
        this.visibility = visibility;
        this.description = description;
        this.createdAt = createdAt;
    }

    boolean personal() {
        return owner != null;
    }

    String fullPath() {
        return parent == null ? path : parent.fullPath() + "/" + path;
    }

    String fullName() {
        return parent == null ? name : parent.fullName() + " / " + name;
    }

    /** Whether this is the other namespace or lies somewhere below it. */
    boolean within(Namespace other) {
        return this == other || (parent != null && parent.within(other));
    }

    /** The user's highest access level here, memberships of ancestors included; 0 for none. */
    int accessLevel(User user) {
        int own = user.equals(owner) ? World.OWNER : members.getOrDefault(user, 0);
        return parent == null ? own : Math.max(own, parent.accessLevel(user));
    }
}
