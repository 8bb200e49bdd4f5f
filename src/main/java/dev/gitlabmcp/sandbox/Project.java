package dev.gitlabmcp.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A project with everything in it. */
final class Project {
    final int id;
    final String path;
    final String name;
    final Namespace namespace;
    final String visibility;
    final String description;
    final User creator;
    final Instant createdAt;
    final List<String> topics;
    final boolean archived;
    final boolean issuesEnabled;
    final String license;
    final Map<User, Integer> members = new HashMap<>();
    final Set<User> starredBy = new HashSet<>();
    final List<Label> labels = new ArrayList<>();
    final List<Milestone> milestones = new ArrayList<>();
    final List<Issue> issues = new ArrayList<>();
    final List<MergeRequest> mergeRequests = new ArrayList<>();
    final List<Pipeline> pipelines = new ArrayList<>();
    final Repository repository = new Repository();
    int lastIssueIid;
    Instant lastActivityAt;

    Project(
            int id,
            String path,
            String name,
            Namespace namespace,
            String visibility,
            String description,
            User creator,
            Instant createdAt,
            List<String> topics,
            boolean archived,
            boolean issuesEnabled,
            String license) {
        this.id = id;
        this.path = path;
        this.name = name;
        this.namespace = namespace;
        this.visibility = visibility;
        this.description = description;
        this.creator = creator;
        this.createdAt = createdAt;
        this.topics = topics;
        this.archived = archived;
        this.issuesEnabled = issuesEnabled;
        this.license = license;
        this.lastActivityAt = createdAt;
    }

    String fullPath() {
        return namespace.fullPath() + "/" + path;
    }

    String fullName() {
        return namespace.fullName() + " / " + name;
    }

    int accessLevel(User user) {
        return Math.max(members.getOrDefault(user, 0), namespace.accessLevel(user));
    }

    void touched(Instant when) {
        if (when.isAfter(lastActivityAt)) {
            lastActivityAt = when;
        }
    }

    /** The project's labels and those of its ancestor groups. */
    List<Label> allLabels() {
        List<Label> all = new ArrayList<>(labels);
        for (Namespace group = namespace; group != null; group = group.parent) {
            all.addAll(group.labels);
        }
        return all;
    }

    /** The project's milestones and those of its ancestor groups. */
    List<Milestone> allMilestones() {
        List<Milestone> all = new ArrayList<>(milestones);
        for (Namespace group = namespace; group != null; group = group.parent) {
            all.addAll(group.milestones);
        }
        return all;
    }
}
