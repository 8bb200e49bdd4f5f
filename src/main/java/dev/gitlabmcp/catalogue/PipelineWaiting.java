package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PIPELINE_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.tool.CallScope;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
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
            showFailedJobs(call.scope(), call.get(PROJECT_ID), call.get(PIPELINE_ID), 100, out);
        } else if (!state.isAtRest()) {
            out.field("note", "the time is over and the pipeline still " + state.status())
                    .field("next", call.next(Map.of()));
        }
        return ToolOutput.text(out.endObject().finished());
    }

    /** Writes the member {@code failed_jobs}: up to so many jobs. */
    static void showFailedJobs(CallScope scope, String project, long pipeline, int limit, JsonText out) {
        scope.show(failed(project, pipeline, limit), JobTools.JOB, scope.brief(), out.name("failed_jobs"));
    }

    /** Names of up to so many failed jobs by id. */
    static Map<Long, String> failedJobs(CallScope scope, String project, long pipeline, int limit) {
        return scope.send(failed(project, pipeline, limit), answer -> {
            Map<Long, String> jobs = new LinkedHashMap<>();
            try (JsonParser parser = Shape.JSON.createParser(answer.body())) {
                parser.nextToken();
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    readJob(parser, jobs);
                }
            }
            return jobs;
        });
    }

    private static void readJob(JsonParser parser, Map<Long, String> jobs) throws IOException {
        long id = 0;
        String jobName = "";
        String name;
        while ((name = parser.nextFieldName()) != null) {
            JsonToken value = parser.nextToken();
            if (name.equals("id") && value == JsonToken.VALUE_NUMBER_INT) {
                id = parser.getLongValue();
            } else if (name.equals("name") && value == JsonToken.VALUE_STRING) {
                jobName = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
        if (id > 0) {
            jobs.put(id, TextCleaner.prose(jobName));
        }
    }

    private static GitLabRequest failed(String project, long pipeline, int limit) {
        return GitLabRequest.get("/projects/{project_id}/pipelines/{pipeline_id}/jobs")
                .path("project_id", project)
                .path("pipeline_id", pipeline)
                .query("scope[]", "failed")
                .query("per_page", Integer.toString(limit))
                .build();
    }
}
