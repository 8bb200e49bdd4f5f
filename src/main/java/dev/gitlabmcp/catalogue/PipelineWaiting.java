package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PIPELINE_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;

import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolOutput;
import java.util.Map;

/** Waits for a pipeline, and tells which of its jobs failed. */
final class PipelineWaiting {
    private PipelineWaiting() {}

    static ToolOutput await(ToolCall call) {
        Waiting.State state = Waiting.begin(call).untilRest(call.request(), "pipeline");
        JsonText out = new JsonText().beginObject();
        out.field("ended", state.isAtRest());
        call.scope().show(call.request(), PipelineTools.PIPELINE, call.scope().brief(), out.name("pipeline"));
        if (state.status().equals("failed")) {
            call.scope().show(failed(call), JobTools.JOB, call.scope().brief(), out.name("failed_jobs"));
        } else if (!state.isAtRest()) {
            out.field("note", "the time is over and the pipeline still " + state.status())
                    .field("next", call.next(Map.of()));
        }
        return ToolOutput.text(out.endObject().finished());
    }

    private static GitLabRequest failed(ToolCall call) {
        return GitLabRequest.get("/projects/{project_id}/pipelines/{pipeline_id}/jobs")
                .path("project_id", call.get(PROJECT_ID))
                .path("pipeline_id", call.get(PIPELINE_ID))
                .query("scope[]", "failed")
                .query("per_page", "100")
                .build();
    }
}
