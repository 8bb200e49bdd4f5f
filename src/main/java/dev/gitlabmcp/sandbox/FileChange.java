package dev.gitlabmcp.sandbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One file's change between two trees.
 *
 * @param oldPath the path before; the new path when the file is new
 * @param newPath the path after; the old path when the file was deleted
 * @param before null when the file is new
 * @param after null when the file was deleted
 */
record FileChange(
        String oldPath,
        String newPath,
        @Nullable FileEntry before,
        @Nullable FileEntry after) {
    /** The share of lines that two files need to have in common to count as a rename. */
    private static final double RENAME_SIMILARITY = 0.5;

    boolean renamed() {
        return !oldPath.equals(newPath);
    }

    boolean binary() {
        return (before != null && before.blob().binary())
                || (after != null && after.blob().binary());
    }

    /** The hunks as GitLab sends them; one sentence for binary files, empty when only the name changed. */
    String diff() {
        String left = before == null ? "" : before.blob().text();
        String right = after == null ? "" : after.blob().text();
        if (!binary()) {
            return LineDiff.of(left, right).unified();
        }
        if (left.equals(right)) {
            return "";
        }
        return "Binary files " + (before == null ? "/dev/null" : "a/" + oldPath) + " and "
                + (after == null ? "/dev/null" : "b/" + newPath) + " differ\n";
    }

    /** Added and deleted lines; none for binary files. */
    int[] stats() {
        if (binary()) {
            return new int[] {0, 0};
        }
        LineDiff diff = LineDiff.of(
                before == null ? "" : before.blob().text(),
                after == null ? "" : after.blob().text());
        return new int[] {diff.additions(), diff.deletions()};
    }

    /** The changes that lead from one tree to another, by path, renames found. */
    static List<FileChange> between(SortedMap<String, FileEntry> from, SortedMap<String, FileEntry> to) {
        SortedMap<String, FileEntry> gone = new TreeMap<>();
        SortedMap<String, FileEntry> added = new TreeMap<>();
        List<FileChange> changes = new ArrayList<>();
        from.forEach((path, entry) -> {
            FileEntry after = to.get(path);
            if (after == null) {
                gone.put(path, entry);
            } else if (!after.same(entry)) {
                changes.add(new FileChange(path, path, entry, after));
            }
        });
        to.forEach((path, entry) -> {
            if (!from.containsKey(path)) {
                added.put(path, entry);
            }
        });
        pairRenames(gone, added, changes);
        gone.forEach((path, entry) -> changes.add(new FileChange(path, path, entry, null)));
        added.forEach((path, entry) -> changes.add(new FileChange(path, path, null, entry)));
        changes.sort(Comparator.comparing(FileChange::newPath));
        return changes;
    }

    private static void pairRenames(
            SortedMap<String, FileEntry> gone, SortedMap<String, FileEntry> added, List<FileChange> changes) {
        for (String newPath : List.copyOf(added.keySet())) {
            FileEntry after = entry(added, newPath);
            String best = null;
            double bestScore = RENAME_SIMILARITY;
            for (String oldPath : gone.keySet()) {
                double score = similarity(entry(gone, oldPath).blob(), after.blob());
                if (score >= bestScore) {
                    best = oldPath;
                    bestScore = score;
                }
            }
            if (best != null) {
                changes.add(new FileChange(best, newPath, entry(gone, best), after));
                gone.remove(best);
                added.remove(newPath);
            }
        }
    }

    private static FileEntry entry(SortedMap<String, FileEntry> files, String path) {
        FileEntry entry = files.get(path);
        if (entry == null) {
            throw new IllegalStateException(path);
        }
        return entry;
    }

    private static double similarity(Blob left, Blob right) {
        if (left.sha().equals(right.sha())) {
            return 1;
        }
        if (left.binary() || right.binary()) {
            return 0;
        }
        Collection<String> a = LineDiff.lines(left.text());
        Set<String> b = new HashSet<>(LineDiff.lines(right.text()));
        long common = a.stream().filter(b::contains).count();
        return (double) common / Math.max(1, Math.max(a.size(), b.size()));
    }
}
