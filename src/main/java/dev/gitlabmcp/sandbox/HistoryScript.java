package dev.gitlabmcp.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Plays a project's history from a text resource. Lines that begin with {@code @@} are directives, the lines after one
 * are its text:
 *
 * <pre>
 * @@ commit AGE USER BRANCH [from BRANCH]   text: the message
 * @@ file PATH                              text: the content
 * @@ replace PATH                           text: what is replaced ...
 * @@ with                                   text: ... by this
 * @@ delete PATH
 * @@ move OLD -> NEW
 * @@ executable PATH
 * @@ binary PATH BYTES                      bytes that are no text
 * @@ lines PATH COUNT                       text: one line, repeated with its number in place of {n}
 * @@ merge AGE USER SOURCE into TARGET      text: the message
 * @@ tag NAME AGE REF                       text: the message, none for a lightweight tag
 * @@ drop BRANCH
 * </pre>
 *
 * The file directives belong to the commit before them.
 */
final class HistoryScript {
    private final World world;
    private final Repository repository;
    private final Instant start;
    private @Nullable Draft draft;

    /** A commit whose files are still being collected. */
    private record Draft(
            String branch,
            List<Commit> parents,
            String message,
            User author,
            Instant when,
            SortedMap<String, FileEntry> files) {}

    private record Directive(String name, String arguments, String text) {}

    private HistoryScript(World world, Repository repository, Instant start) {
        this.world = world;
        this.repository = repository;
        this.start = start;
    }

    static void play(World world, Repository repository, Instant start, String script) {
        HistoryScript player = new HistoryScript(world, repository, start);
        List<Directive> directives = parse(script);
        for (int i = 0; i < directives.size(); i++) {
            Directive next = directives.get(i);
            if (next.name.equals("replace")) {
                player.replace(next, directives.get(++i));
            } else {
                player.run(next);
            }
        }
        player.finish();
    }

    private static List<Directive> parse(String script) {
        List<Directive> directives = new ArrayList<>();
        String name = "";
        String arguments = "";
        StringBuilder text = new StringBuilder();
        for (String line : LineDiff.lines(script + "@@ end\n")) {
            if (!line.startsWith("@@ ")) {
                text.append(line);
                continue;
            }
            if (!name.isEmpty()) {
                directives.add(new Directive(name, arguments, text.toString()));
            }
            String[] words = line.substring(3).strip().split(" ", 2);
            name = words[0];
            arguments = words.length > 1 ? words[1] : "";
            text.setLength(0);
        }
        return directives;
    }

    private void run(Directive next) {
        String[] words = next.arguments.split(" ", -1);
        switch (next.name) {
            case "commit" -> commit(words, next.text.strip());
            case "merge" -> merge(words, next.text.strip());
            case "tag" -> tag(words, next.text.strip());
            case "drop" -> drop(next.arguments);
            case "file" -> put(next.arguments, next.text.getBytes(StandardCharsets.UTF_8));
            case "delete" -> files().remove(next.arguments);
            case "move" -> move(next.arguments.split(" -> ", 2));
            case "executable" ->
                files().compute(
                                next.arguments,
                                (path, entry) ->
                                        new FileEntry(present(path, entry).blob(), FileEntry.EXECUTABLE));
            case "binary" -> put(words[0], binary(words[0], Integer.parseInt(words[1])));
            case "lines" -> lines(words[0], Integer.parseInt(words[1]), next.text);
            default -> throw new IllegalArgumentException("unknown directive " + next.name);
        }
    }

    private Instant ago(String age) {
        return start.minus(Ago.parse(age));
    }

    private SortedMap<String, FileEntry> files() {
        return Objects.requireNonNull(draft, "no commit begun").files();
    }

    private static FileEntry present(String path, @Nullable FileEntry entry) {
        if (entry == null) {
            throw new IllegalArgumentException("no file " + path);
        }
        return entry;
    }

    private void put(String path, byte[] bytes) {
        FileEntry old = files().get(path);
        files().put(path, new FileEntry(Blob.of(bytes), old == null ? FileEntry.REGULAR : old.mode()));
    }

    private void commit(String[] words, String message) {
        finish();
        String branch = words[2];
        Commit parent = words.length > 4 ? head(words[4]) : repository.branches.get(branch);
        draft = new Draft(
                branch,
                parent == null ? List.of() : List.of(parent),
                message,
                world.user(words[1]),
                ago(words[0]),
                new TreeMap<>(parent == null ? new TreeMap<>() : parent.files));
    }

    private void merge(String[] words, String message) {
        finish();
        Commit source = head(words[2]);
        Commit target = head(words[4]);
        Commit base = Objects.requireNonNull(Repository.mergeBase(target, source));
        ThreeWayMerge merged = ThreeWayMerge.of(base.files, target.files, source.files);
        if (!merged.conflicts().isEmpty()) {
            throw new IllegalArgumentException("conflicts: " + merged.conflicts());
        }
        draft = new Draft(
                words[4], List.of(target, source), message, world.user(words[1]), ago(words[0]), merged.files());
    }

    private void tag(String[] words, String message) {
        finish();
        Commit commit = head(words[2]);
        repository.tags.put(
                words[0], new Repository.Tag(words[0], message.isEmpty() ? null : message, commit, ago(words[1])));
    }

    private void drop(String branch) {
        finish();
        repository.branches.remove(branch);
    }

    private void move(String[] paths) {
        files().put(paths[1], present(paths[0], files().remove(paths[0])));
    }

    private void replace(Directive old, Directive with) {
        String path = old.arguments;
        String content = present(path, files().get(path)).blob().text();
        if (!with.name.equals("with") || !content.contains(old.text)) {
            throw new IllegalArgumentException("cannot replace in " + path + ": " + old.text);
        }
        put(path, content.replace(old.text, with.text).getBytes(StandardCharsets.UTF_8));
    }

    private void lines(String path, int count, String pattern) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            text.append(pattern.replace("{n}", Integer.toString(i)));
        }
        put(path, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Always the same bytes for a path, beginning like a PNG. */
    private static byte[] binary(String path, int size) {
        byte[] bytes = new byte[size];
        new Random(path.hashCode()).nextBytes(bytes);
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
        System.arraycopy(png, 0, bytes, 0, Math.min(png.length, size));
        return bytes;
    }

    private Commit head(String ref) {
        Commit commit = repository.resolve(ref);
        if (commit == null) {
            throw new IllegalArgumentException("no ref " + ref);
        }
        return commit;
    }

    private void finish() {
        Draft done = draft;
        if (done != null) {
            repository.add(
                    done.branch,
                    new Commit(
                            done.parents,
                            done.message,
                            done.author.name(),
                            done.author.email(),
                            done.when,
                            done.files));
            draft = null;
        }
    }
}
