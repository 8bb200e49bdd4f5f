package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolOutput;
import java.time.Duration;

/** Rebases a merge request, which GitLab does in the background. Stateless. */
final class Rebasing {
    private static final int TIMEOUT_DEFAULT = 120;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private Rebasing() {}

    static ToolOutput rebase(ToolCall call) {
        ToolOutput started = call.answer(call.request(), MergeTools.REBASE_STATE);
        return call.find(MergeTools.WAIT).orElse(false) ? await(call) : started;
    }

    private static ToolOutput await(ToolCall call) {
        int seconds = call.find(MergeTools.TIMEOUT).orElse(TIMEOUT_DEFAULT);
        Duration pause = FIRST_PAUSE;
        long start = System.nanoTime();
        while (true) {
            JsonNode mergeRequest = SmallAnswers.tree(call, state(call));
            boolean running = mergeRequest.path("rebase_in_progress").asBoolean();
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            call.context().progress(waited.toMillis() / 1000.0, (double) seconds, running ? "rebasing" : "done");
            Duration left = Duration.ofSeconds(seconds).minus(waited);
            if (!running || left.isNegative() || left.isZero()) {
                return result(mergeRequest, running);
            }
            call.scope().pause(pause.compareTo(left) < 0 ? pause : left);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private static ToolOutput result(JsonNode mergeRequest, boolean running) {
        String error = mergeRequest.path("merge_error").asText("");
        JsonText out = new JsonText().beginObject();
        out.field("rebased", !running && error.isEmpty());
        if (running) {
            out.field("note", "GitLab is still at it; see get_merge_request with include_rebase_in_progress");
        } else if (!error.isEmpty()) {
            out.field("merge_error", TextCleaner.prose(error)).markUserText();
        }
        out.field("sha", mergeRequest.path("sha").asText(""));
        out.field(
                "detailed_merge_status",
                mergeRequest.path("detailed_merge_status").asText(""));
        return ToolOutput.text(out.endObject().finished());
    }

    private static GitLabRequest state(ToolCall call) {
        return GitLabRequest.get("/projects/{project_id}/merge_requests/{merge_request_iid}")
                .path("project_id", call.get(PROJECT_ID))
                .path("merge_request_iid", call.get(MERGE_REQUEST_IID))
                .query("include_rebase_in_progress", "true")
                .build();
    }
}
