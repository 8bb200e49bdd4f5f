package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.fields;
import static dev.gitlabmcp.tool.Params.integer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.tool.Arguments;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolProblem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where in a merge request's diff a comment stands: https://docs.gitlab.com/api/discussions/ says how GitLab wants it.
 * Commits are those of the latest version unless given, since a comment with others is shown nowhere. For one call and one thread.
 */
final class DiffPosition {
    private static final Param<String> TYPE =
            choice("position_type", "Kind; text unless given, file: the whole file.", "text", "image", "file");
    private static final Param<String> NEW_PATH = Params.text("new_path", "File after the change.");
    private static final Param<String> OLD_PATH = Params.text("old_path", "File before the change; needed if renamed.");
    private static final Param<Integer> NEW_LINE = integer(
                    "new_line", "Line after the change; for added and unchanged lines.")
            .min(1);
    private static final Param<Integer> OLD_LINE =
            integer("old_line", "Line before the change; for removed lines.").min(1);
    private static final Param<Integer> START_NEW_LINE = integer(
                    "start_new_line", "First of several lines, after the change.")
            .min(1);
    private static final Param<Integer> START_OLD_LINE = integer(
                    "start_old_line", "First of several lines, before the change.")
            .min(1);
    private static final List<Param<String>> SHAS = List.of(
            Params.text("base_sha", "Of the version; default latest."),
            Params.text("start_sha", "Of the version; default latest."),
            Params.text("head_sha", "Of the version; default latest."));
    private static final List<Param<Integer>> PIXELS = List.of(
            integer("width", "Image width."),
            integer("height", "Image height."),
            integer("x", "In the image."),
            integer("y", "In the image."));

    static final Param<Arguments> POSITION = fields(
            "position",
            "Place in the diff.",
            NEW_PATH,
            NEW_LINE,
            OLD_PATH,
            OLD_LINE,
            START_NEW_LINE,
            START_OLD_LINE,
            TYPE,
            SHAS.get(0),
            SHAS.get(1),
            SHAS.get(2),
            PIXELS.get(0),
            PIXELS.get(1),
            PIXELS.get(2),
            PIXELS.get(3));

    private final ToolCall call;
    private final String newPath;
    private final String oldPath;
    private final String type;
    private final int newLine;
    private final int oldLine;
    private final int startNewLine;
    private final int startOldLine;
    private final List<Optional<Integer>> pixels;
    private final List<String> shas;
    /** The file's diff, once it was needed. */
    private @Nullable String diff;

    private DiffPosition(ToolCall call, Arguments given) {
        this.call = call;
        this.type = given.find(TYPE).orElse("text");
        this.newPath = given.find(NEW_PATH).or(() -> given.find(OLD_PATH)).orElse("");
        this.oldPath = given.find(OLD_PATH).orElse(newPath);
        this.newLine = given.find(NEW_LINE).orElse(0);
        this.oldLine = given.find(OLD_LINE).orElse(0);
        this.startNewLine = given.find(START_NEW_LINE).orElse(0);
        this.startOldLine = given.find(START_OLD_LINE).orElse(0);
        this.pixels = PIXELS.stream().map(given::find).toList();
        check();
        this.shas = SHAS.stream().allMatch(given::has)
                ? SHAS.stream().map(given::get).toList()
                : latest(SHAS.stream().map(sha -> given.find(sha).orElse("")).toList());
    }

    private DiffPosition(ToolCall call, String path, int line, List<String> shas) {
        this.call = call;
        this.type = "text";
        this.newPath = path;
        this.oldPath = path;
        this.newLine = line;
        this.oldLine = 0;
        this.startNewLine = 0;
        this.startOldLine = 0;
        this.pixels = List.of();
        this.shas = shas.isEmpty() ? latest(List.of("", "", "")) : shas;
    }

    /**
     * The position that the call gives, complete with commits.
     *
     * @throws ToolException when it cannot be one
     */
    static DiffPosition of(ToolCall call, Arguments given) {
        return new DiffPosition(call, given);
    }

    /** A line of a file after the latest change. */
    static DiffPosition ofLine(ToolCall call, String path, int line) {
        return new DiffPosition(call, path, line, List.of());
    }

    private void check() {
        if (newPath.isEmpty()) {
            throw ToolException.invalid("position.new_path", "is missing: the file's path");
        }
        if (type.equals("text") && newLine == 0 && oldLine == 0) {
            throw ToolException.invalid(
                    "position", "needs new_line or old_line; for the whole file give position_type file");
        }
    }

    /** The commits of the latest version where none were given. */
    private List<String> latest(List<String> given) {
        JsonNode version = SmallAnswers.tree(
                        call,
                        GitLabRequest.get("/projects/{project_id}/merge_requests/{merge_request_iid}/versions")
                                .path("project_id", call.get(PROJECT_ID))
                                .path("merge_request_iid", call.get(MERGE_REQUEST_IID))
                                .query("per_page", "1")
                                .build())
                .path(0);
        if (!version.has("head_commit_sha")) {
            throw new ToolException(new ToolProblem.NothingFound(
                    "The merge request has no diff yet.", "Right after creation GitLab needs a few seconds for it."));
        }
        return List.of(
                given.get(0).isEmpty() ? version.path("base_commit_sha").asText() : given.get(0),
                given.get(1).isEmpty() ? version.path("start_commit_sha").asText() : given.get(1),
                given.get(2).isEmpty() ? version.path("head_commit_sha").asText() : given.get(2));
    }

    /** Whether it is a line of which one number is missing, as GitLab wants both for unchanged ones. */
    boolean isHalf() {
        return type.equals("text") && (newLine == 0 || oldLine == 0);
    }

    /** Writes the member {@code position} with the line numbers as they were given. */
    void write(JsonText out) {
        if (startNewLine == 0 && startOldLine == 0) {
            write(out, oldLine, newLine);
            return;
        }
        DiffLines.Line end = line(oldLine, newLine);
        boolean unchanged = end.kind() == DiffLines.Kind.UNCHANGED;
        write(out, unchanged ? end.oldLine() : oldLine, unchanged ? end.newLine() : newLine);
    }

    /** Writes the member {@code position} with both numbers, for an unchanged line. */
    void writeUnchanged(JsonText out) {
        DiffLines.Line line = line(oldLine, newLine);
        if (line.kind() != DiffLines.Kind.UNCHANGED) {
            throw ToolException.invalid("position", "is not taken by GitLab, although the diff has this line");
        }
        write(out, line.oldLine(), line.newLine());
    }

    private void write(JsonText out, int oldNumber, int newNumber) {
        out.name("position").beginObject().field("position_type", type);
        for (int i = 0; i < shas.size(); i++) {
            out.field(SHAS.get(i).name(), shas.get(i));
        }
        out.field("new_path", newPath).field("old_path", oldPath);
        if (newNumber > 0) {
            out.field("new_line", newNumber);
        }
        if (oldNumber > 0) {
            out.field("old_line", oldNumber);
        }
        for (int i = 0; i < pixels.size(); i++) {
            int at = i;
            pixels.get(i).ifPresent(value -> out.field(PIXELS.get(at).name(), value));
        }
        if (startNewLine > 0 || startOldLine > 0) {
            out.name("line_range").beginObject();
            writeEnd(out, "start", line(startOldLine, startNewLine));
            writeEnd(out, "end", line(oldNumber, newNumber));
            out.endObject();
        }
        out.endObject();
    }

    private void writeEnd(JsonText out, String name, DiffLines.Line line) {
        boolean added = line.kind() == DiffLines.Kind.ADDED;
        out.name(name).beginObject().field("line_code", line.code(newPath)).field("type", added ? "new" : "old");
        if (!added) {
            out.field("old_line", line.oldLine());
        }
        if (line.kind() != DiffLines.Kind.REMOVED) {
            out.field("new_line", line.newLine());
        }
        out.endObject();
    }

    /** The line of these numbers; one of which only one is given is looked up in the diff. */
    private DiffLines.Line line(int oldNumber, int newNumber) {
        if (oldNumber > 0 && newNumber > 0) {
            return new DiffLines.Line(oldNumber, newNumber, DiffLines.Kind.UNCHANGED);
        }
        return diff().flatMap(text -> DiffLines.find(text, oldNumber, newNumber))
                .orElseThrow(() -> ToolException.invalid(
                        "position",
                        "is not in the merge request's diff: see get_merge_request_file_diff of " + newPath));
    }

    private Optional<String> diff() {
        if (diff == null) {
            Set<String> wanted = new LinkedHashSet<>(List.of(newPath));
            diff = DiffPages.find(call, call.get(PROJECT_ID), call.get(MERGE_REQUEST_IID), false, wanted).stream()
                    .findFirst()
                    .map(FileDiff::diff)
                    .orElse("");
        }
        return diff.isEmpty() ? Optional.empty() : Optional.of(diff);
    }
}
