package dev.gitlabmcp.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A commit with the whole tree it stands for. */
final class Commit {
    final String sha;
    final List<Commit> parents;
    final String message;
    final String authorName;
    final String authorEmail;
    final Instant createdAt;
    final SortedMap<String, FileEntry> files;

    Commit(
            List<Commit> parents,
            String message,
            String authorName,
            String authorEmail,
            Instant createdAt,
            SortedMap<String, FileEntry> files) {
        this.parents = List.copyOf(parents);
        this.message = message;
        this.authorName = authorName;
        this.authorEmail = authorEmail;
        this.createdAt = createdAt;
        this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        StringBuilder content = new StringBuilder("tree " + GitHash.tree(files) + "\n");
        parents.forEach(parent -> content.append("parent ").append(parent.sha).append('\n'));
        String person = authorName + " <" + authorEmail + "> " + createdAt.getEpochSecond() + " +0000\n";
        content.append("author ")
                .append(person)
                .append("committer ")
                .append(person)
                .append('\n')
                .append(message);
        this.sha = GitHash.object("commit", content.toString().getBytes(StandardCharsets.UTF_8));
    }

    String shortSha() {
        return sha.substring(0, 8);
    }

    String title() {
        return message.lines().findFirst().orElse("");
    }

    /** The files before this commit; none for the first one. */
    SortedMap<String, FileEntry> filesBefore() {
        return parents.isEmpty() ? Collections.emptySortedMap() : parents.get(0).files;
    }
}
