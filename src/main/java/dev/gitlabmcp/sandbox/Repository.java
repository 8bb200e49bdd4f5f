package dev.gitlabmcp.sandbox;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Branches, tags and commits of one project, in memory. */
final class Repository {
    final SortedMap<String, Commit> branches = new TreeMap<>();
    final SortedMap<String, Tag> tags = new TreeMap<>();
    final Set<String> protectedBranches = new HashSet<>(Set.of("main"));
    private final Map<String, Commit> commits = new LinkedHashMap<>();

    /** A tag; lightweight when it has no message. */
    record Tag(String name, @Nullable String message, Commit commit, Instant createdAt) {}

    boolean empty() {
        return commits.isEmpty();
    }

    String defaultBranch() {
        return "main";
    }

    void add(String branch, Commit commit) {
        commits.putIfAbsent(commit.sha, commit);
        branches.put(branch, commit);
    }

    int commitCount() {
        return commits.size();
    }

    /** The commit of a branch, tag, full id or unambiguous id prefix; null when there is none. */
    @Nullable
    Commit resolve(String ref) {
        String name = ref.equals("HEAD") ? defaultBranch() : ref.replaceFirst("^refs/(heads|tags)/", "");
        if (branches.containsKey(name)) {
            return branches.get(name);
        }
        Tag tag = tags.get(name);
        if (tag != null) {
            return tag.commit();
        }
        if (commits.containsKey(ref)) {
            return commits.get(ref);
        }
        if (!ref.matches("[0-9a-f]{7,39}")) {
            return null;
        }
        List<Commit> found = commits.values().stream()
                .filter(commit -> commit.sha.startsWith(ref))
                .toList();
        return found.size() == 1 ? found.get(0) : null;
    }

    @Nullable
    Blob blob(String sha) {
        for (Commit commit : commits.values()) {
            for (FileEntry entry : commit.files.values()) {
                if (entry.blob().sha().equals(sha)) {
                    return entry.blob();
                }
            }
        }
        return null;
    }

    /** The commit and its ancestors, newest first. */
    static List<Commit> log(Commit head) {
        PriorityQueue<Commit> queue = new PriorityQueue<>(Comparator.comparing((Commit commit) -> commit.createdAt)
                .reversed()
                .thenComparing(c -> c.sha));
        queue.add(head);
        Set<String> seen = new LinkedHashSet<>(Set.of(head.sha));
        List<Commit> log = new ArrayList<>();
        for (Commit next = queue.poll(); next != null; next = queue.poll()) {
            log.add(next);
            next.parents.stream().filter(parent -> seen.add(parent.sha)).forEach(queue::add);
        }
        return log;
    }

    /** All commits on any branch, newest first. */
    List<Commit> allLog() {
        return commits.values().stream()
                .sorted(Comparator.comparing((Commit commit) -> commit.createdAt)
                        .reversed())
                .toList();
    }

    /** The first parents only, newest first. */
    static List<Commit> firstParents(Commit head) {
        List<Commit> log = new ArrayList<>();
        Commit next = head;
        while (true) {
            log.add(next);
            if (next.parents.isEmpty()) {
                return log;
            }
            next = next.parents.get(0);
        }
    }

    /** Whether the commit changed the file, or anything in the directory, against every parent. */
    static boolean touches(Commit commit, String path) {
        if (commit.parents.isEmpty()) {
            return !under(commit.files, path).isEmpty();
        }
        return commit.parents.stream().noneMatch(parent -> sameUnder(parent.files, commit.files, path));
    }

    /** The commit that last changed the path as of {@code head}; {@code head} itself when none did. */
    static Commit lastChange(Commit head, String path) {
        return log(head).stream()
                .filter(commit -> touches(commit, path))
                .findFirst()
                .orElse(head);
    }

    private static boolean sameUnder(
            SortedMap<String, FileEntry> left, SortedMap<String, FileEntry> right, String path) {
        SortedMap<String, FileEntry> a = under(left, path);
        SortedMap<String, FileEntry> b = under(right, path);
        return a.keySet().equals(b.keySet())
                && a.entrySet().stream().allMatch(entry -> sameEntry(entry.getValue(), b.get(entry.getKey())));
    }

    private static boolean sameEntry(FileEntry left, @Nullable FileEntry right) {
        return right != null && left.same(right);
    }

    /** The file with this path, or all files of the directory with this path; all files for an empty path. */
    static SortedMap<String, FileEntry> under(SortedMap<String, FileEntry> files, String path) {
        SortedMap<String, FileEntry> found = new TreeMap<>();
        files.forEach((name, entry) -> {
            if (path.isEmpty() || name.equals(path) || name.startsWith(path + "/")) {
                found.put(name, entry);
            }
        });
        return found;
    }

    /** Commits that {@code head} has and {@code base} has not, newest first. */
    static List<Commit> ahead(Commit base, Commit head) {
        Set<String> known = new HashSet<>();
        log(base).forEach(commit -> known.add(commit.sha));
        return log(head).stream().filter(commit -> !known.contains(commit.sha)).toList();
    }

    /** The newest common ancestor; null for unrelated histories. */
    static @Nullable Commit mergeBase(Commit left, Commit right) {
        Set<String> known = new HashSet<>();
        Deque<Commit> open = new ArrayDeque<>(List.of(left));
        while (!open.isEmpty()) {
            Commit next = open.removeFirst();
            if (known.add(next.sha)) {
                open.addAll(next.parents);
            }
        }
        return log(right).stream()
                .filter(commit -> known.contains(commit.sha))
                .findFirst()
                .orElse(null);
    }
}
