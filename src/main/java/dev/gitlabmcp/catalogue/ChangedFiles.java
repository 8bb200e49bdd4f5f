package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.CompareTools.FILE_PATHS;
import static dev.gitlabmcp.catalogue.DiffTools.EXCLUDED;
import static dev.gitlabmcp.catalogue.DiffTools.START_FILE;
import static dev.gitlabmcp.catalogue.DiffTools.START_LINE;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.re2j.Pattern;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The files of a comparison that a call wants, written as facts and text up to the result's size; the next call goes on
 * with a file's number, so that it stays short however many files there are. For one call.
 */
final class ChangedFiles {
    private final ToolCall call;
    private final Set<String> wanted;
    private final Set<String> missing;
    private final List<Pattern> excluded;
    private final List<FileDiff> diffs = new ArrayList<>();
    private int skipped;

    ChangedFiles(ToolCall call) {
        this.call = call;
        this.wanted = Set.copyOf(call.find(FILE_PATHS).orElse(List.of()));
        this.missing = new LinkedHashSet<>(call.find(FILE_PATHS).orElse(List.of()));
        this.excluded = call.find(EXCLUDED).orElse(List.of());
    }

    /** Whether this is the first call for these changes. */
    boolean atStart() {
        return !call.has(START_FILE) && !call.has(START_LINE);
    }

    /** Reads a list of GitLab's diffs, at whose start the parser stands. */
    void readList(JsonParser parser) throws IOException {
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY && token != null) {
            if (token == JsonToken.START_OBJECT) {
                add(FileDiff.read(parser));
            } else {
                parser.skipChildren();
            }
        }
    }

    /** Takes a file unless the call does not want it. */
    void add(FileDiff diff) {
        missing.removeIf(diff::isOf);
        if (!wanted.isEmpty() && wanted.stream().noneMatch(diff::isOf)) {
            return;
        }
        if (excluded.stream().anyMatch(p -> p.matcher(path(diff)).find())) {
            skipped++;
            return;
        }
        diffs.add(diff);
    }

    private static String path(FileDiff diff) {
        return diff.newPath().isEmpty() ? diff.oldPath() : diff.newPath();
    }

    /** The facts, which stand open, with those of the files, and the diffs as text. */
    ToolOutput write(JsonText facts) {
        int first = call.find(START_FILE).orElse(1) - 1;
        facts.field("changed_files", diffs.size());
        if (skipped > 0) {
            facts.field("excluded_files", skipped);
        }
        if (!missing.isEmpty()) {
            facts.name("not_changed").beginArray();
            missing.forEach(path -> facts.string(TextCleaner.prose(path)));
            facts.endArray();
        }
        List<FileDiff> rest = diffs.subList(Math.min(first, diffs.size()), diffs.size());
        return new DiffText(
                        call, rest, (at, line) -> Map.of(START_FILE.name(), first + at + 1, START_LINE.name(), line))
                .write(facts, call.find(START_LINE).orElse(1), true);
    }
}
