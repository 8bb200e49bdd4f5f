package dev.gitlabmcp.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What merge requests do to branches and what branches do to merge requests. */
final class MergeActions {
    private static final Pattern CLOSES =
            Pattern.compile("(?i)\\b(?:clos(?:e[sd]?|ing)|fix(?:e[sd]|ing)?|resolv(?:e[sd]?|ing))\\s+#(\\d+)");

    private MergeActions() {}

    /** How a merge is to be done; messages are null for GitLab's own. */
    record Options(
            @Nullable String mergeMessage, @Nullable String squashMessage, boolean squash, boolean removeSource) {}

    /** The project's issues that the description promises to close. */
    static List<Issue> closes(MergeRequest mergeRequest) {
        List<Issue> found = new ArrayList<>();
        Matcher matcher = CLOSES.matcher(mergeRequest.description == null ? "" : mergeRequest.description);
        while (matcher.find()) {
            String iid = matcher.group(1);
            mergeRequest.project.issues.stream()
                    .filter(issue -> Integer.toString(issue.iid).equals(iid))
                    .forEach(found::add);
        }
        return found;
    }

    /** The newest commit of the source as the merge request knows it. */
    static Commit head(MergeRequest mergeRequest) {
        return commit(mergeRequest, mergeRequest.latest().head());
    }

    /** Where source and target parted. */
    static Commit base(MergeRequest mergeRequest) {
        return commit(mergeRequest, mergeRequest.latest().base());
    }

    static Commit commit(MergeRequest mergeRequest, String sha) {
        Commit commit = mergeRequest.project.repository.resolve(sha);
        if (commit == null) {
            throw new IllegalStateException("no commit " + sha);
        }
        return commit;
    }

    static List<FileChange> changes(MergeRequest mergeRequest) {
        return FileChange.between(base(mergeRequest).files, head(mergeRequest).files);
    }

    static List<Commit> commits(MergeRequest mergeRequest) {
        return Repository.ahead(base(mergeRequest), head(mergeRequest));
    }

    static boolean open(MergeRequest mergeRequest) {
        return mergeRequest.state.equals("opened");
    }

    static boolean conflicts(MergeRequest mergeRequest) {
        Commit target = mergeRequest.project.repository.branches.get(mergeRequest.targetBranch);
        if (!open(mergeRequest) || target == null) {
            return false;
        }
        return !ThreeWayMerge.of(base(mergeRequest).files, target.files, head(mergeRequest).files)
                .conflicts()
                .isEmpty();
    }

    static String detailedStatus(MergeRequest mergeRequest) {
        if (!open(mergeRequest)) {
            return "not_open";
        }
        if (mergeRequest.draft()) {
            return "draft_status";
        }
        return conflicts(mergeRequest) ? "conflict" : "mergeable";
    }

    /** The newest pipeline of the newest commit of the source; null when it has none. */
    static @Nullable Pipeline headPipeline(MergeRequest mergeRequest) {
        String head = mergeRequest.latest().head();
        return mergeRequest.project.pipelines.stream()
                .filter(pipeline -> pipeline.commit.sha.equals(head) && pipeline.ref.equals(mergeRequest.sourceBranch))
                .max(Comparator.comparingInt(pipeline -> pipeline.id))
                .orElse(null);
    }

    /** Commits of the target that the source lacks. */
    static int diverged(MergeRequest mergeRequest) {
        Commit target = mergeRequest.project.repository.branches.get(mergeRequest.targetBranch);
        return target == null ? 0 : Repository.ahead(head(mergeRequest), target).size();
    }

    /** Puts a commit on a branch and lets open merge requests and CI know. */
    static void push(World world, Project project, String branch, Commit commit, User user) {
        Instant now = world.now();
        project.repository.add(branch, commit);
        project.touched(now);
        for (MergeRequest mergeRequest : project.mergeRequests) {
            if (open(mergeRequest) && mergeRequest.sourceBranch.equals(branch)) {
                addVersion(world, mergeRequest, commit, now);
            }
        }
        new Pipelines(world).pushed(project, branch, commit, user, now);
    }

    /** A version for the state of the source at this commit. */
    static void addVersion(World world, MergeRequest mergeRequest, Commit head, Instant when) {
        Commit target = mergeRequest.project.repository.branches.get(mergeRequest.targetBranch);
        Commit base = target == null ? null : Repository.mergeBase(target, head);
        mergeRequest.versions.add(new MergeRequest.Version(
                world.nextId(World.Kind.VERSION), base == null ? head.sha : base.sha, head.sha, when));
        mergeRequest.updatedAt = when;
    }

    /** Merges; the caller has made sure that it is allowed and clean. */
    static void merge(World world, MergeRequest mergeRequest, User user, Options options) {
        Project project = mergeRequest.project;
        Commit target = project.repository.branches.get(mergeRequest.targetBranch);
        if (target == null) {
            throw new IllegalStateException("no branch " + mergeRequest.targetBranch);
        }
        Instant now = world.now();
        ThreeWayMerge merged = ThreeWayMerge.of(base(mergeRequest).files, target.files, head(mergeRequest).files);
        Commit second = head(mergeRequest);
        if (options.squash()) {
            String message = options.squashMessage() == null ? mergeRequest.title : options.squashMessage();
            second = new Commit(
                    List.of(base(mergeRequest)), message, user.name(), user.email(), now, head(mergeRequest).files);
            mergeRequest.squashCommitSha = second.sha;
        }
        String message = options.mergeMessage() == null ? mergeMessage(mergeRequest) : options.mergeMessage();
        Commit commit = new Commit(List.of(target, second), message, user.name(), user.email(), now, merged.files());
        project.repository.add(mergeRequest.targetBranch, second);
        mergeRequest.mergeCommitSha = commit.sha;
        finish(mergeRequest, user, now);
        push(world, project, mergeRequest.targetBranch, commit, user);
        if (options.removeSource()) {
            project.repository.branches.remove(mergeRequest.sourceBranch);
        }
    }

    /** Marks as merged and closes the issues it promised to close. */
    static void finish(MergeRequest mergeRequest, User user, Instant when) {
        mergeRequest.state = "merged";
        mergeRequest.mergedAt = when;
        mergeRequest.mergeUser = user;
        mergeRequest.updatedAt = when;
        mergeRequest.autoMerge = false;
        for (Issue issue : closes(mergeRequest)) {
            if (issue.state.equals("opened")) {
                issue.state = "closed";
                issue.closedAt = when;
                issue.closedBy = user;
                issue.updatedAt = when;
            }
        }
    }

    static String mergeMessage(MergeRequest mergeRequest) {
        StringBuilder message = new StringBuilder("Merge branch '" + mergeRequest.sourceBranch + "' into '"
                + mergeRequest.targetBranch + "'\n\n" + mergeRequest.title + "\n\n");
        closes(mergeRequest)
                .forEach(issue -> message.append("Closes #").append(issue.iid).append("\n\n"));
        return message + "See merge request " + mergeRequest.project.fullPath() + "!" + mergeRequest.iid;
    }

    /** Merges what was set to merge when its pipeline succeeds, and gives up where the pipeline failed. */
    static void mergeWhatWaited(World world) {
        for (Project project : world.projects) {
            for (MergeRequest mergeRequest : project.mergeRequests) {
                Pipeline pipeline = mergeRequest.autoMerge ? headPipeline(mergeRequest) : null;
                User user = mergeRequest.mergeUser;
                if (pipeline == null || user == null || !pipeline.complete()) {
                    continue;
                }
                mergeRequest.autoMerge = false;
                if (pipeline.status.equals("success")
                        && detailedStatus(mergeRequest).equals("mergeable")) {
                    merge(
                            world,
                            mergeRequest,
                            user,
                            new Options(null, null, mergeRequest.squash, mergeRequest.forceRemoveSourceBranch));
                } else {
                    mergeRequest.mergeUser = null;
                }
            }
        }
    }
}
