package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.tool.CallScope;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Says as much about the conflicts of a merge request as GitLab's REST API allows: it has no endpoint for them, so the
 * files are those that both branches changed since they parted. Stateless.
 */
final class Conflicts {
    private static final int MAX_PATHS = 500;
    /** GitLab works the status out in the background. */
    private static final Set<String> UNKNOWN = Set.of("checking", "unchecked", "preparing");

    private Conflicts() {}

    static ToolOutput show(ToolCall call) {
        JsonNode mergeRequest = SmallAnswers.tree(call, call.request());
        String status = mergeRequest.path("detailed_merge_status").asText("");
        boolean conflicts = mergeRequest.path("has_conflicts").asBoolean();
        JsonText out = new JsonText().beginObject().field("has_conflicts", conflicts);
        out.field("detailed_merge_status", status);
        field(out, "source_branch", mergeRequest.path("source_branch"));
        field(out, "target_branch", mergeRequest.path("target_branch"));
        if (conflicts) {
            showPaths(call, mergeRequest, out);
        } else if (UNKNOWN.contains(status)) {
            out.field("note", "GitLab has not checked yet; ask again in a few seconds");
        }
        return ToolOutput.text(out.endObject().finished());
    }

    private static void field(JsonText out, String name, JsonNode value) {
        out.field(name, TextCleaner.prose(value.asText("")));
    }

    private static void showPaths(ToolCall call, JsonNode mergeRequest, JsonText out) {
        String base = mergeRequest.path("diff_refs").path("base_sha").asText("");
        String target = mergeRequest.path("target_branch").asText("");
        if (base.isEmpty() || target.isEmpty()) {
            return;
        }
        Set<String> theirs = new LinkedHashSet<>();
        boolean whole;
        try {
            whole = readTarget(call.scope(), call.get(PROJECT_ID), base, target, theirs);
        } catch (ToolException e) {
            if (!SmallAnswers.isRefused(e, 403, 404)) {
                throw e;
            }
            out.field("note", "the target branch cannot be compared, so the files are not known");
            return;
        }
        Set<String> both = new LinkedHashSet<>();
        DiffPages.each(call, call.get(PROJECT_ID), call.get(MERGE_REQUEST_IID), 1, diff -> {
            if (theirs.contains(diff.newPath()) || theirs.contains(diff.oldPath())) {
                both.add(diff.newPath().isEmpty() ? diff.oldPath() : diff.newPath());
            }
            return both.size() < MAX_PATHS;
        });
        out.name("changed_on_both_sides").beginArray();
        both.forEach(path -> out.string(TextCleaner.prose(path)));
        out.endArray().markUserText();
        if (!whole) {
            out.field("cut", "GitLab did not compare all of the target branch in time; there may be more files");
        }
    }

    /** The paths that the target branch changed since the branches parted; false when GitLab gave up half-way. */
    static boolean readTarget(CallScope scope, String project, String base, String target, Set<String> paths) {
        GitLabRequest compare = GitLabRequest.get("/projects/{project_id}/repository/compare")
                .path("project_id", project)
                .query("from", base)
                .query("to", target)
                .build();
        return scope.send(compare, answer -> {
            Comparison read = Comparison.read(answer.body());
            for (FileDiff diff : read.diffs()) {
                paths.add(diff.newPath());
                paths.add(diff.oldPath());
            }
            return !read.timedOut();
        });
    }
}
