package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.DiffTools.EXCLUDED;
import static dev.gitlabmcp.catalogue.DiffTools.EXCLUDE_GENERATED;
import static dev.gitlabmcp.catalogue.DiffTools.FILE_PATHS;
import static dev.gitlabmcp.catalogue.DiffTools.START_FILE;
import static dev.gitlabmcp.catalogue.DiffTools.START_LINE;
import static dev.gitlabmcp.catalogue.DiffTools.UNIDIFF;
import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.re2j.Pattern;
import dev.gitlabmcp.gitlab.GitLabAnswer;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import dev.gitlabmcp.tool.ToolProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows diffs of merge requests and of branches, as much of them as a result holds. Stateless. */
final class DiffReading {
    private DiffReading() {}

    /** The named files' diffs. */
    static ToolOutput showFiles(ToolCall given) {
        ToolCall call = SourceBranch.complete(given);
        Set<String> wanted = new LinkedHashSet<>(call.get(FILE_PATHS));
        if (wanted.isEmpty()) {
            throw ToolException.invalid("file_paths", "must name a file; see list_merge_request_changed_files");
        }
        List<FileDiff> found = DiffPages.find(
                call,
                call.get(PROJECT_ID),
                call.get(MERGE_REQUEST_IID),
                call.find(UNIDIFF).orElse(false),
                wanted);
        if (found.isEmpty()) {
            throw new ToolException(new ToolProblem.NothingFound(
                    "The merge request does not change " + String.join(", ", wanted) + ".",
                    "See list_merge_request_changed_files for the paths it changes."));
        }
        JsonText facts = new JsonText().beginObject();
        if (!wanted.isEmpty()) {
            facts.name("not_changed_by_this_merge_request").beginArray();
            wanted.forEach(path -> facts.string(TextCleaner.prose(path)));
            facts.endArray();
        }
        DiffText text = new DiffText(call, found, (at, line) -> {
            Map<String, Object> changes = new LinkedHashMap<>();
            changes.put(
                    "file_paths",
                    found.subList(at, found.size()).stream()
                            .map(DiffReading::path)
                            .toList());
            changes.put("start_line", line);
            return changes;
        });
        return text.write(facts, call.find(START_LINE).orElse(1), true);
    }

    /** The diffs of all files but the excluded ones, from the file that was asked for. */
    static ToolOutput showAll(ToolCall given) {
        ToolCall call = SourceBranch.complete(given);
        int first = call.find(START_FILE).orElse(1);
        Collected collected = new Collected(call, first);
        boolean complete =
                DiffPages.each(call, call.get(PROJECT_ID), call.get(MERGE_REQUEST_IID), first, collected::take);
        return collected.show(new JsonText().beginObject(), complete);
    }

    /** A page of changed files; GitLab does not filter them. */
    static ToolOutput listFiles(ToolCall given) {
        if (!given.has(EXCLUDED)) {
            return SourceBranch.serve(given);
        }
        ToolCall call = SourceBranch.complete(given);
        return call.send(call.request(), answer -> ToolOutput.text(filtered(answer, call.get(EXCLUDED))));
    }

    private static String filtered(GitLabAnswer answer, List<Pattern> patterns) throws IOException {
        JsonText out = new JsonText().beginObject().name("items").beginArray();
        int excluded = 0;
        try (JsonParser parser = Shape.JSON.createParser(answer.body())) {
            JsonToken token = parser.nextToken();
            while (token != null && (token = parser.nextToken()) != JsonToken.END_ARRAY) {
                if (token != JsonToken.START_OBJECT) {
                    parser.skipChildren();
                    continue;
                }
                FileDiff diff = FileDiff.read(parser);
                if (matches(diff, patterns)) {
                    excluded++;
                } else {
                    diff.writeFacts(out);
                }
            }
        }
        out.endArray().markUserText();
        if (excluded > 0) {
            out.field("excluded", excluded);
        }
        answer.paging().page().ifPresent(page -> out.field("page", page));
        answer.paging().nextPage().ifPresent(page -> out.field("next_page", page));
        return out.endObject().finished();
    }

    private static boolean matches(FileDiff diff, List<Pattern> patterns) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(path(diff)).find());
    }

    private static String path(FileDiff diff) {
        return diff.newPath().isEmpty() ? diff.oldPath() : diff.newPath();
    }

    /** The diffs that a result has room for, and where each stood among all of them. */
    private static final class Collected {
        private final ToolCall call;
        private final List<Pattern> patterns;
        private final boolean withoutGenerated;
        private final List<FileDiff> diffs = new ArrayList<>();
        private final List<Integer> numbers = new ArrayList<>();
        private int number;
        private int excluded;
        private long chars;

        Collected(ToolCall call, int first) {
            this.call = call;
            this.patterns = call.find(EXCLUDED).orElse(List.of());
            this.withoutGenerated = call.find(EXCLUDE_GENERATED).orElse(false);
            this.number = first - 1;
        }

        /** Takes the next diff; false once there is more than a result can hold. */
        boolean take(FileDiff diff) {
            number++;
            if (matches(diff, patterns) || (withoutGenerated && diff.generated())) {
                excluded++;
                return true;
            }
            diffs.add(diff);
            numbers.add(number);
            chars += diff.diff().length() + 200L;
            return chars < call.scope().limits().maxBytes();
        }

        ToolOutput show(JsonText facts, boolean complete) {
            if (excluded > 0) {
                facts.field("excluded", excluded);
            }
            DiffText text = new DiffText(call, diffs, (at, line) -> {
                Map<String, Object> changes = new LinkedHashMap<>();
                changes.put("start_file", at < numbers.size() ? numbers.get(at) : number + 1);
                changes.put("start_line", line);
                return changes;
            });
            return text.write(facts, call.find(START_LINE).orElse(1), complete);
        }
    }
}
