package dev.gitlabmcp.catalogue;

import dev.gitlabmcp.tool.ToolException;
import java.util.ArrayList;
import java.util.List;

/**
 * A patch as {@code diff -u} writes it, for one text. Models count lines badly, so the counts in hunk headers are not
 * believed, and a hunk whose lines stand elsewhere, once, is applied there; what it takes away or shows around must be
 * in the text letter by letter.
 */
final class UnifiedDiff {
    /** Where a header does not say where its hunk begins. */
    private static final int SOMEWHERE = -2;

    private final List<Hunk> hunks;

    /**
     * Lines to take away and to put there, with the unchanged ones around in both.
     *
     * @param start index of the line where the header says the hunk begins, -1 before the first one
     */
    private record Hunk(int start, List<String> old, List<String> now) {}

    private UnifiedDiff(List<Hunk> hunks) {
        this.hunks = hunks;
    }

    /**
     * Reads a patch.
     *
     * @throws ToolException with {@link dev.gitlabmcp.tool.ToolProblem.InvalidArgument} when it is none
     */
    static UnifiedDiff parse(String patch) {
        List<Hunk> hunks = new ArrayList<>();
        // Without a limit, split leaves out what is empty at the end: no part of the last hunk.
        for (String line : List.of(patch.split("\n", 0))) {
            if (line.startsWith("@@")) {
                hunks.add(new Hunk(startOf(line), new ArrayList<>(), new ArrayList<>()));
            } else if (!hunks.isEmpty()) {
                add(line, hunks.get(hunks.size() - 1));
            }
        }
        if (hunks.isEmpty()) {
            throw ToolException.invalid("patch", "is no unified diff: it has no line that starts with @@");
        }
        if (hunks.stream().allMatch(hunk -> hunk.old.equals(hunk.now))) {
            throw ToolException.invalid("patch", "changes nothing: none of its lines starts with + or -");
        }
        return new UnifiedDiff(List.copyOf(hunks));
    }

    private static void add(String line, Hunk hunk) {
        char mark = line.isEmpty() ? ' ' : line.charAt(0);
        String rest = line.isEmpty() ? "" : line.substring(1);
        switch (mark) {
            case ' ' -> {
                hunk.old.add(rest);
                hunk.now.add(rest);
            }
            case '-' -> hunk.old.add(rest);
            case '+' -> hunk.now.add(rest);
            // "\ No newline at end of file"
            case '\\' -> {}
            default ->
                throw ToolException.invalid(
                        "patch", "is no unified diff: each line of a hunk starts with a space, + or -");
        }
    }

    /** The number behind {@code @@ -}, as an index. */
    private static int startOf(String header) {
        int from = header.indexOf('-') + 1;
        int end = from;
        while (from > 0
                && end < header.length()
                && end < from + 8
                && Character.digit(header.charAt(end), 10) >= 0
                && header.charAt(end) < 0x80) {
            end++;
        }
        return end == from || from == 0 ? SOMEWHERE : Integer.parseInt(header, from, end, 10) - 1;
    }

    /**
     * The text with all hunks applied.
     *
     * @throws ToolException with {@link dev.gitlabmcp.tool.ToolProblem.InvalidArgument} on a conflict
     */
    PatchedText apply(String source) {
        List<String> lines = PatchedText.linesOf(source);
        List<String> out = new ArrayList<>();
        int done = 0;
        int changes = 0;
        for (int i = 0; i < hunks.size(); i++) {
            Hunk hunk = hunks.get(i);
            int at = place(hunk, lines, done, hunks.size() == 1 ? "its hunk" : "hunk " + (i + 1), source);
            out.addAll(lines.subList(done, at));
            out.addAll(hunk.now);
            done = at + hunk.old.size();
            changes += hunk.old.equals(hunk.now) ? 0 : 1;
        }
        out.addAll(lines.subList(done, lines.size()));
        return new PatchedText(String.join("\n", out), changes);
    }

    /** The index of the line where a hunk belongs, not before {@code from}. */
    private static int place(Hunk hunk, List<String> lines, int from, String name, String source) {
        if (hunk.old.isEmpty()) {
            // A hunk that only adds counts from the line behind which it does.
            int at = hunk.start + 1;
            if (hunk.start == SOMEWHERE || at < from || at > lines.size()) {
                throw ToolException.invalid(
                        "patch", "does not fit: " + name + " adds lines at a place that the description does not have");
            }
            return at;
        }
        if (hunk.start >= from && fits(hunk, lines, hunk.start)) {
            return hunk.start;
        }
        int found = -1;
        int times = 0;
        for (int at = from; at + hunk.old.size() <= lines.size(); at++) {
            if (fits(hunk, lines, at)) {
                found = at;
                times++;
            }
        }
        if (times == 0) {
            throw PatchConflict.missing(name, String.join("\n", hunk.old), source);
        }
        if (times > 1) {
            throw PatchConflict.ambiguous(name, times, "Give more unchanged lines around, or the right line number.");
        }
        return found;
    }

    private static boolean fits(Hunk hunk, List<String> lines, int at) {
        int end = at + hunk.old.size();
        return at >= 0 && end <= lines.size() && lines.subList(at, end).equals(hunk.old);
    }
}
