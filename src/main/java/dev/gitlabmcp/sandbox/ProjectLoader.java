package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Builds one project from its {@code projects/NAME.yml} and {@code projects/NAME.history}. */
final class ProjectLoader {
    private final World world;
    private final Instant start;

    ProjectLoader(World world, Instant start) {
        this.world = world;
        this.start = start;
    }

    void load(String name) {
        JsonNode node = WorldLoader.yaml("projects/" + name + ".yml");
        String space = node.path("namespace").asText();
        Namespace namespace = world.namespaces.stream()
                .filter(candidate -> candidate.fullPath().equals(space))
                .findFirst()
                .orElseThrow();
        Project project = new Project(
                node.path("id").asInt(),
                node.path("path").asText(),
                node.path("name").asText(),
                namespace,
                node.path("visibility").asText(),
                node.path("description").asText(),
                world.user(node.path("creator").asText()),
                ago(node.path("created")),
                texts(node.path("topics")),
                node.path("archived").asBoolean(),
                node.path("issues_enabled").asBoolean(true),
                node.path("license").asText(""));
        node.path("members")
                .properties()
                .forEach(member -> project.members.put(
                        world.user(member.getKey()), member.getValue().asInt()));
        texts(node.path("starred_by")).forEach(user -> project.starredBy.add(world.user(user)));
        node.path("labels").forEach(label -> project.labels.add(WorldLoader.label(world, label, true)));
        node.path("milestones")
                .forEach(milestone -> project.milestones.add(
                        WorldLoader.milestone(world, start, milestone, project, null, project.milestones.size() + 1)));
        world.projects.add(project);
        HistoryScript.play(world, project.repository, start, Resources.text("projects/" + name + ".history"));
        project.repository.branches.values().forEach(commit -> project.touched(commit.createdAt));
        node.path("issues").forEach(issue -> issue(project, issue));
        node.path("merge_requests").forEach(item -> mergeRequest(project, item));
        WorldLoader.items(node.path("pipelines")).stream()
                .sorted(Comparator.comparing((JsonNode item) -> ago(item.path("created"))))
                .forEach(pipeline -> pipeline(project, pipeline));
    }

    private Instant ago(JsonNode age) {
        return start.minus(Ago.parse(age.asText()));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private void common(Issuable item, JsonNode node) {
        item.description = node.path("description").asText("").stripTrailing();
        texts(node.path("assignees")).forEach(user -> item.assignees.add(world.user(user)));
        for (String wanted : texts(node.path("labels"))) {
            item.labels.add(item.project.allLabels().stream()
                    .filter(label -> label.name().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no label " + wanted)));
        }
        if (node.has("milestone")) {
            String wanted = node.path("milestone").asText();
            item.milestone = item.project.allMilestones().stream()
                    .filter(milestone -> milestone.title().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no milestone " + wanted));
        }
        item.upvotes = node.path("upvotes").asInt();
        item.downvotes = node.path("downvotes").asInt();
        node.path("notes").forEach(note -> discussion(item, List.of(note), true));
        node.path("discussions").forEach(thread -> thread(item, thread));
        if (node.has("closed")) {
            item.state = "closed";
            item.closedAt = ago(node.path("closed"));
            item.closedBy = world.user(node.path("closed_by").asText());
        }
        item.updatedAt = node.has("updated") ? ago(node.path("updated")) : lastTouch(item);
        item.project.touched(item.updatedAt);
    }

    private static Instant lastTouch(Issuable item) {
        Instant last = item.closedAt == null ? item.createdAt : item.closedAt;
        for (Note note : item.notes()) {
            last = note.createdAt.isAfter(last) ? note.createdAt : last;
        }
        return last;
    }

    private void thread(Issuable item, JsonNode thread) {
        Discussion discussion = discussion(item, WorldLoader.items(thread.path("notes")), false);
        if (thread.has("resolved_by")) {
            discussion.notes.forEach(note -> {
                note.resolvedBy = world.user(thread.path("resolved_by").asText());
                note.resolvedAt = note.createdAt.plus(Duration.ofHours(2));
            });
        }
    }

    private Discussion discussion(Issuable item, List<JsonNode> notes, boolean individual) {
        Discussion discussion = null;
        for (JsonNode node : notes) {
            int id = world.nextId(World.Kind.NOTE);
            if (discussion == null) {
                discussion = new Discussion(NoteEndpoints.discussionId(id), individual);
                item.discussions.add(discussion);
            }
            ObjectNode position = node.get("line") != null && item instanceof MergeRequest mergeRequest
                    ? position(mergeRequest, node)
                    : null;
            boolean threaded = !individual && item instanceof MergeRequest;
            Note first = discussion.notes.isEmpty() ? null : discussion.notes.get(0);
            discussion.notes.add(new Note(
                    id,
                    world.user(node.path("by").asText()),
                    node.path("body").asText().stripTrailing(),
                    ago(node.path("ago")),
                    node.path("system").asBoolean(),
                    node.path("internal").asBoolean(),
                    first != null ? first.type : position != null ? "DiffNote" : threaded ? "DiscussionNote" : null,
                    first != null ? first.position : position));
        }
        return Objects.requireNonNull(discussion);
    }

    private static ObjectNode position(MergeRequest item, JsonNode node) {
        String path = node.path("file").asText();
        ObjectNode position = MergeRequestJson.diffRefs(item.latest());
        position.put("old_path", path)
                .put("new_path", path)
                .put("position_type", "text")
                .putNull("old_line")
                .put("new_line", node.path("line").asInt())
                .putNull("line_range");
        return position;
    }

    private void issue(Project project, JsonNode node) {
        Issue issue = new Issue(
                world.nextId(World.Kind.ISSUE),
                ++project.lastIssueIid,
                project,
                world.user(node.path("author").asText()),
                node.path("title").asText(),
                ago(node.path("created")));
        issue.issueType = node.path("type").asText("issue");
        issue.severity = node.path("severity").asText("unknown").toUpperCase(Locale.ROOT);
        issue.confidential = node.path("confidential").asBoolean();
        issue.weight = node.has("weight") ? (Integer) node.path("weight").asInt() : null;
        if (node.has("due_in_days")) {
            issue.dueDate = LocalDate.ofInstant(start, ZoneOffset.UTC)
                    .plusDays(node.path("due_in_days").asInt());
        }
        issue.timeEstimate = node.path("estimate").asInt();
        issue.timeSpent = node.path("spent").asInt();
        common(issue, node);
        project.issues.add(issue);
    }

    private void mergeRequest(Project project, JsonNode node) {
        MergeRequest item = new MergeRequest(
                world.nextId(World.Kind.MERGE_REQUEST),
                project.mergeRequests.size() + 1,
                project,
                world.user(node.path("author").asText()),
                node.path("title").asText(),
                ago(node.path("created")),
                node.path("source").asText(),
                node.path("target").asText("main"));
        boolean merged = node.has("merged");
        // A merged source branch is gone; its last commit is the second parent of the merge commit.
        Commit mergeCommit = merged ? find(project, node.path("merge_commit").asText()) : null;
        Commit head = mergeCommit != null
                ? mergeCommit.parents.get(1)
                : Objects.requireNonNull(project.repository.branches.get(item.sourceBranch), item.sourceBranch);
        Commit into = mergeCommit != null
                ? mergeCommit.parents.get(0)
                : Objects.requireNonNull(project.repository.branches.get(item.targetBranch));
        Commit base = Objects.requireNonNull(Repository.mergeBase(into, head));
        List<Commit> pushed = new ArrayList<>(Repository.ahead(into, head));
        pushed.sort(Comparator.comparing(commit -> commit.createdAt));
        pushed.forEach(commit -> item.versions.add(new MergeRequest.Version(
                world.nextId(World.Kind.VERSION), base.sha, commit.sha, latest(commit.createdAt, item.createdAt))));
        texts(node.path("reviewers")).forEach(user -> item.reviewers.add(world.user(user)));
        node.path("approved_by")
                .forEach(user ->
                        item.approvals.put(world.user(user.asText()), item.createdAt.plus(Duration.ofHours(5))));
        item.squash = node.path("squash").asBoolean();
        item.forceRemoveSourceBranch = true;
        common(item, node);
        if (mergeCommit != null) {
            item.state = "merged";
            item.mergedAt = ago(node.path("merged"));
            item.mergeUser = world.user(node.path("merged_by").asText());
            item.mergeCommitSha = mergeCommit.sha;
            item.updatedAt = latest(item.updatedAt, item.mergedAt);
        }
        project.mergeRequests.add(item);
    }

    private static Instant latest(Instant left, Instant right) {
        return left.isAfter(right) ? left : right;
    }

    private static Commit find(Project project, String title) {
        return project.repository.allLog().stream()
                .filter(commit -> commit.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no commit " + title));
    }

    private void pipeline(Project project, JsonNode node) {
        String ref = node.path("ref").asText();
        Commit commit = node.has("commit")
                ? find(project, node.path("commit").asText())
                : Objects.requireNonNull(project.repository.resolve(ref));
        Pipelines pipelines = new Pipelines(world);
        boolean live = node.path("live").asBoolean();
        Set<String> failing = new HashSet<>(texts(node.path("failing")));
        Pipelines.Plan plan =
                live ? pipelines.live() : new Pipelines.Plan(failing, Duration.ofSeconds(7), Duration.ofSeconds(154));
        // A live pipeline has just left the queue.
        Instant created = live ? start.minus(world.queueTime()) : ago(node.path("created"));
        Pipeline pipeline = pipelines.create(
                project,
                ref,
                commit,
                node.path("source").asText("push"),
                world.user(node.path("user").asText()),
                created,
                plan);
        node.path("variables")
                .properties()
                .forEach(variable -> pipeline.variables.put(
                        variable.getKey(), variable.getValue().asText()));
        for (String played : texts(node.path("played"))) {
            pipeline.current().stream()
                    .filter(job -> job.spec.name().equals(played))
                    .forEach(job -> {
                        job.playedAt = created.plus(Duration.ofMinutes(20));
                        job.status = "created";
                    });
        }
        if (node.path("canceled").asBoolean()) {
            pipeline.current().forEach(job -> job.status = "created");
            pipeline.jobs.forEach(job -> job.cancel(created.plus(Duration.ofSeconds(90))));
        }
        for (Job job : pipeline.jobs) {
            if (job.bridge()) {
                Project target = world.findProject(job.spec.trigger());
                job.downstream = target == null || target.pipelines.isEmpty() ? null : target.pipelines.get(0);
            }
        }
        pipeline.advance(world.now());
    }
}
