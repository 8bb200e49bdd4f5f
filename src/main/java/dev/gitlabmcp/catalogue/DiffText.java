package dev.gitlabmcp.catalogue;

import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolOutput;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes diffs as text beside facts about them, up to the result's size. */
final class DiffText {
    private final ToolCall call;
    private final List<FileDiff> diffs;
    private final List<String> missing;
    private final StringBuilder text = new StringBuilder();
    private int room;

    /** {@code missing} are the paths that were asked for and not found, if any. */
    DiffText(ToolCall call, List<FileDiff> diffs, List<String> missing) {
        this.call = call;
        this.diffs = diffs;
        this.missing = missing;
    }

    /** The diffs, the first of them from that line on. */
    ToolOutput write(int firstLine) {
        JsonText facts = new JsonText().beginObject().name("files").beginArray();
        diffs.forEach(diff -> diff.writeFacts(facts));
        facts.endArray();
        if (!missing.isEmpty()) {
            facts.name("not_changed_by_this_merge_request").beginArray();
            missing.forEach(path -> facts.string(TextCleaner.prose(path)));
            facts.endArray();
        }
        room = call.roomBeside(facts);
        for (int i = 0; i < diffs.size(); i++) {
            int next = append(diffs.get(i), i == 0 ? firstLine : 1);
            if (next > 0) {
                sayCut(facts, i, next);
                break;
            }
        }
        facts.markUserText().endObject();
        return text.isEmpty() ? ToolOutput.text(facts.finished()) : ToolOutput.text(facts.finished(), text.toString());
    }

    /** Appends a file's diff; the first line that did not fit, or 0 when all did. */
    private int append(FileDiff diff, int firstLine) {
        String title = "=== " + TextCleaner.prose(diff.newPath().isEmpty() ? diff.oldPath() : diff.newPath());
        if (diff.diff().isEmpty()) {
            String why = diff.tooLarge() || diff.collapsed()
                    ? " (no diff in GitLab: too large; compare get_file_contents at both branches)"
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
            if (number >= firstLine && !take(line(diff.diff(), start, end))) {
                return number;
            }
            start = end + 1;
        }
        return 0;
    }

    /** Lines of minified files run to megabytes; nobody reviews those. */
    private static String line(String diff, int start, int end) {
        int max = 4_000;
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

    private void sayCut(JsonText facts, int at, int line) {
        List<String> rest = diffs.subList(at, diffs.size()).stream()
                .map(d -> d.newPath().isEmpty() ? d.oldPath() : d.newPath())
                .toList();
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put("file_paths", rest);
        changes.put("start_line", line);
        facts.field("cut", "size limit: " + rest.size() + " of " + diffs.size() + " diffs not shown to the end");
        facts.field("next", call.next(changes));
    }
}
