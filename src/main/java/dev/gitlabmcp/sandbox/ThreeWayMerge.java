package dev.gitlabmcp.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Merges two trees that grew from one base, file by file and, inside a file, line by line. */
final class ThreeWayMerge {
    private final SortedMap<String, FileEntry> merged = new TreeMap<>();
    private final Set<String> conflicts = new TreeSet<>();

    private ThreeWayMerge() {}

    static ThreeWayMerge of(
            SortedMap<String, FileEntry> base, SortedMap<String, FileEntry> ours, SortedMap<String, FileEntry> theirs) {
        ThreeWayMerge merge = new ThreeWayMerge();
        Set<String> paths = new TreeSet<>(base.keySet());
        paths.addAll(ours.keySet());
        paths.addAll(theirs.keySet());
        paths.forEach(path -> merge.file(path, base.get(path), ours.get(path), theirs.get(path)));
        return merge;
    }

    /** The paths on which both sides disagree; empty when the merge is clean. */
    Set<String> conflicts() {
        return conflicts;
    }

    SortedMap<String, FileEntry> files() {
        return merged;
    }

    private void file(String path, @Nullable FileEntry base, @Nullable FileEntry ours, @Nullable FileEntry theirs) {
        if (same(ours, theirs) || same(base, theirs)) {
            keep(path, ours);
        } else if (same(base, ours)) {
            keep(path, theirs);
        } else if (base == null
                || ours == null
                || theirs == null
                || theirs.blob().binary()
                || ours.blob().binary()) {
            conflicts.add(path);
        } else {
            lines(base.blob().text(), ours.blob().text(), theirs.blob().text())
                    .ifPresentOrElse(
                            text -> merged.put(
                                    path, new FileEntry(Blob.of(text.getBytes(StandardCharsets.UTF_8)), ours.mode())),
                            () -> conflicts.add(path));
        }
    }

    private void keep(String path, @Nullable FileEntry entry) {
        if (entry != null) {
            merged.put(path, entry);
        }
    }

    private static boolean same(@Nullable FileEntry left, @Nullable FileEntry right) {
        return left == null ? right == null : right != null && left.same(right);
    }

    /** The merged text, or empty when both sides changed the same or touching lines. */
    static Optional<String> lines(String base, String ours, String theirs) {
        List<LineDiff.Change> mine = LineDiff.of(base, ours).changes();
        List<LineDiff.Change> other = LineDiff.of(base, theirs).changes();
        for (LineDiff.Change a : mine) {
            for (LineDiff.Change b : other) {
                if (a.from() <= b.to() && b.from() <= a.to()) {
                    return Optional.empty();
                }
            }
        }
        List<String> baseLines = LineDiff.lines(base);
        List<String> out = new ArrayList<>();
        for (int line = 0; line <= baseLines.size(); ) {
            int next = apply(mine, LineDiff.lines(ours), line, out);
            if (next < 0) {
                next = apply(other, LineDiff.lines(theirs), line, out);
            }
            if (next > line) {
                line = next;
                continue;
            }
            if (line < baseLines.size()) {
                out.add(baseLines.get(line));
            }
            line++;
        }
        return Optional.of(String.join("", out));
    }

    /** Adds the new lines of a change that starts here; the base line after it, or -1 when none starts here. */
    private static int apply(List<LineDiff.Change> changes, List<String> lines, int line, List<String> out) {
        for (LineDiff.Change change : changes) {
            if (change.from() == line) {
                out.addAll(lines.subList(change.start(), change.end()));
                return change.to();
            }
        }
        return -1;
    }
}
