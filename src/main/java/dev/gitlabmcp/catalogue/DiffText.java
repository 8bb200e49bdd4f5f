package dev.gitlabmcp.catalogue;

import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolOutput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes diffs as text beside facts about them, up to the result's size. */
final class DiffText {
    /** Lines of minified files run to megabytes; nobody reviews those. */
    private static final int MAX_LINE = 4_000;

    private static final int MIN_LINE = 200;

    private final ToolCall call;
    private final List<FileDiff> diffs;
    private final Rest rest;
    private final StringBuilder text = new StringBuilder();
    private int room;

    /** Says which arguments go on where the text stopped. */
    @FunctionalInterface
    interface Rest {
        /** The arguments for what follows, from that line on of that one of the diffs, counted from 0. */
        Map<String, Object> from(int diff, int line);
    }

    DiffText(ToolCall call, List<FileDiff> diffs, Rest rest) {
        this.call = call;
        this.diffs = diffs;
        this.rest = rest;
    }

    /**
     * The diffs, the first of them from that line on.
     *
     * @param facts an open object that says what there is to say about them all
     * @param complete whether no diffs follow these
     */
    ToolOutput write(JsonText facts, int firstLine, boolean complete) {
        writeFacts(facts);
        room = call.roomBeside(facts);
        boolean cut = false;
        for (int i = 0; i < diffs.size() && !cut; i++) {
            int next = append(diffs.get(i), i == 0 ? firstLine : 1);
            cut = next > 0;
            if (cut) {
                facts.field(
                        "cut",
                        "size limit: " + (diffs.size() - i) + " of " + (complete ? "" : "these ") + diffs.size()
                                + " diffs not shown to the end" + (complete ? "" : ", and there are more"));
                facts.field("next", call.next(rest.from(i, next)));
            }
        }
        if (!cut && !complete) {
            facts.field("cut", "there are more diffs");
            facts.field("next", call.next(rest.from(diffs.size(), 1)));
        }
        facts.markUserText().endObject();
        return text.isEmpty() ? ToolOutput.text(facts.finished()) : ToolOutput.text(facts.finished(), text.toString());
    }

    /** Half of the result at most, so that diffs have a place, too. */
    private void writeFacts(JsonText facts) {
        facts.name("files").beginArray();
        int left = diffs.size();
        for (FileDiff diff : diffs) {
            long mark = facts.mark();
            diff.writeFacts(facts);
            if (facts.size() > call.scope().limits().maxBytes() / 2) {
                facts.reset(mark);
                break;
            }
            left--;
        }
        facts.endArray();
        if (left > 0) {
            facts.field("further_files", left);
        }
    }

    /** Appends a file's diff; the first line that did not fit, or 0 when all did. */
    private int append(FileDiff diff, int firstLine) {
        // A line that is alone and does not fit would be met first by the next call again.
        boolean alone = text.isEmpty();
        String title = "=== " + TextCleaner.prose(diff.newPath().isEmpty() ? diff.oldPath() : diff.newPath());
        if (diff.diff().isEmpty()) {
            String why = diff.tooLarge() || diff.collapsed()
                    ? " (no diff in GitLab: too large; compare get_file_contents at both refs)"
                    : " (no textual change)";
            return take(title + why + "\n") ? 0 : 1;
        }
        if (!take(title + (firstLine > 1 ? " (from line " + firstLine + ")" : "") + "\n")) {
            return firstLine;
        }
        int number = 0;
        for (int start = 0; start < diff.diff().length(); ) {
            int feed = diff.diff().indexOf('\n', start);
            int end = feed < 0 ? diff.diff().length() : feed;
            number++;
            if (number >= firstLine) {
                if (!take(line(diff.diff(), start, end, MAX_LINE))
                        && !(alone && take(line(diff.diff(), start, end, MIN_LINE)))) {
                    return number;
                }
                alone = false;
            }
            start = end + 1;
        }
        return 0;
    }

    private static String line(String diff, int start, int end, int max) {
        String line = TextCleaner.code(diff.substring(start, Math.min(end, start + max)));
        return end - start > max
                ? line + "… [" + (end - start - max) + " more characters in this line]\n"
                : line + "\n";
    }

    private boolean take(String line) {
        int size = line.getBytes(StandardCharsets.UTF_8).length;
        if (size > room) {
            return false;
        }
        room -= size;
        text.append(line);
        return true;
    }
}
