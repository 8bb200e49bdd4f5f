package dev.gitlabmcp.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A merge request inside one project. */
final class MergeRequest extends Issuable {
    final String sourceBranch;
    final List<User> reviewers = new ArrayList<>();
    final List<Version> versions = new ArrayList<>();
    final Map<User, Instant> approvals = new LinkedHashMap<>();
    String targetBranch;
    boolean squash;
    boolean forceRemoveSourceBranch;
    boolean autoMerge;

    @Nullable
    User mergeUser;

    @Nullable
    Instant mergedAt;

    @Nullable
    String mergeCommitSha;

    @Nullable
    String squashCommitSha;

    /** A state of the source branch that was pushed while the merge request existed. */
    record Version(int id, String base, String head, Instant createdAt) {}

    MergeRequest(
            int id,
            int iid,
            Project project,
            User author,
            String title,
            Instant createdAt,
            String sourceBranch,
            String targetBranch) {
        super(id, iid, project, author, title, createdAt);
        this.sourceBranch = sourceBranch;
        this.targetBranch = targetBranch;
    }

    Version latest() {
        return versions.get(versions.size() - 1);
    }

    boolean draft() {
        String lower = title.toLowerCase(Locale.ROOT);
        return lower.startsWith("draft:") || lower.startsWith("[draft]") || lower.startsWith("(draft)");
    }

    @Override
    String type() {
        return "MergeRequest";
    }

    @Override
    String mark() {
        return "!";
    }
}
