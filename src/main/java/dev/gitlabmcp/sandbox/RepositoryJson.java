package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commits, branches, tags and diffs on the wire. */
final class RepositoryJson {
    /** GitLab's default limits: a longer patch is collapsed, a much longer one is not shown at all. */
    private static final int COLLAPSED_FROM = 20_480;

    private static final int TOO_LARGE_FROM = 204_800;

    private final World world;

    RepositoryJson(World world) {
        this.world = world;
    }

    ObjectNode commit(Commit commit, Project project) {
        ObjectNode json = Json.object()
                .put("id", commit.sha)
                .put("short_id", commit.shortSha())
                .put("created_at", Json.commitTime(commit.createdAt));
        json.set(
                "parent_ids",
                Json.strings(commit.parents.stream().map(parent -> parent.sha).toList()));
        json.put("title", commit.title())
                .put("message", commit.message)
                .put("author_name", commit.authorName)
                .put("author_email", commit.authorEmail)
                .put("authored_date", Json.commitTime(commit.createdAt))
                .put("committer_name", commit.authorName)
                .put("committer_email", commit.authorEmail)
                .put("committed_date", Json.commitTime(commit.createdAt));
        json.putObject("trailers");
        json.putObject("extended_trailers");
        return json.put("web_url", world.baseUrl() + "/" + project.fullPath() + "/-/commit/" + commit.sha);
    }

    ObjectNode commitWithStats(Commit commit, Project project) {
        ObjectNode json = commit(commit, project);
        int additions = 0;
        int deletions = 0;
        for (FileChange change : FileChange.between(commit.filesBefore(), commit.files)) {
            int[] stats = change.stats();
            additions += stats[0];
            deletions += stats[1];
        }
        json.putObject("stats")
                .put("additions", additions)
                .put("deletions", deletions)
                .put("total", additions + deletions);
        return json;
    }

    ObjectNode branch(String name, Commit head, Project project, @Nullable User user) {
        Repository repository = project.repository;
        boolean isDefault = name.equals(repository.defaultBranch());
        Commit main = repository.branches.get(repository.defaultBranch());
        boolean merged =
                !isDefault && main != null && Repository.ahead(main, head).isEmpty();
        boolean guarded = repository.protectedBranches.contains(name);
        int level = world.accessLevel(user, project);
        ObjectNode json = Json.object().put("name", name);
        json.set("commit", commit(head, project));
        return json.put("merged", merged)
                .put("protected", guarded)
                .put("developers_can_push", false)
                .put("developers_can_merge", guarded)
                .put("can_push", level >= (guarded ? World.MAINTAINER : World.DEVELOPER))
                .put("default", isDefault)
                .put("web_url", world.baseUrl() + "/" + project.fullPath() + "/-/tree/" + name);
    }

    ObjectNode tag(Repository.Tag tag, Project project) {
        ObjectNode json = Json.object()
                .put("name", tag.name())
                .put("message", tag.message())
                .put("target", tag.commit().sha);
        json.set("commit", commit(tag.commit(), project));
        return json.putNull("release")
                .put("protected", false)
                .put("created_at", tag.message() == null ? null : Json.time(tag.createdAt()));
    }

    /** {@code API::Entities::Diff}; {@code whole} lifts the limits as {@code access_raw_diffs} does. */
    ObjectNode diff(FileChange change, boolean unidiff, boolean whole) {
        String patch = change.diff();
        boolean tooLarge = !whole && patch.length() >= TOO_LARGE_FROM;
        boolean collapsed = !whole && !tooLarge && patch.length() >= COLLAPSED_FROM;
        if (unidiff && !change.binary() && !patch.isEmpty()) {
            patch = "--- " + (change.before() == null ? "/dev/null" : "a/" + change.oldPath()) + "\n+++ "
                    + (change.after() == null ? "/dev/null" : "b/" + change.newPath()) + "\n" + patch;
        }
        return Json.object()
                .put("diff", tooLarge || collapsed ? "" : patch)
                .put("collapsed", collapsed)
                .put("too_large", tooLarge)
                .put("new_path", change.newPath())
                .put("old_path", change.oldPath())
                .put("a_mode", change.before() == null ? "0" : change.before().mode())
                .put("b_mode", change.after() == null ? "0" : change.after().mode())
                .put("new_file", change.before() == null)
                .put("renamed_file", change.renamed())
                .put("deleted_file", change.after() == null)
                .put("generated_file", change.newPath().endsWith("package-lock.json"));
    }

    /** Whether any of the changes is longer than GitLab shows. */
    boolean overflows(List<FileChange> changes) {
        return changes.stream().anyMatch(change -> change.diff().length() >= TOO_LARGE_FROM);
    }
}
