package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.JOB_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.JobTools.JOB_IDS;
import static dev.gitlabmcp.catalogue.JobTools.JOB_VARIABLES;
import static dev.gitlabmcp.catalogue.PipelineParams.KEY;
import static dev.gitlabmcp.catalogue.PipelineParams.VALUE;

import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.tool.Arguments;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import dev.gitlabmcp.tool.ToolProblem;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Waits for a job, and starts manual jobs one after another. */
final class JobRuns {
    private JobRuns() {}

    static ToolOutput await(ToolCall call) {
        Waiting.State state = Waiting.begin(call).untilRest(call.request(), "job");
        JsonText out = new JsonText().beginObject();
        out.field("ended", state.isAtRest());
        call.scope().show(call.request(), JobTools.JOB, call.scope().brief(), out.name("job"));
        if (state.status().equals("failed")) {
            out.field("log", callOf("get_pipeline_job_output", call.get(PROJECT_ID), call.get(JOB_ID)));
        } else if (!state.isAtRest()) {
            out.field("note", "the time is over and the job still " + state.status())
                    .field("next", call.next(Map.of()));
        }
        return ToolOutput.text(out.endObject().finished());
    }

    /** What was started cannot be taken back, so a later failure is part of the result instead of replacing it. */
    static ToolOutput playAll(ToolCall call) {
        List<Long> ids = call.get(JOB_IDS);
        if (ids.isEmpty()) {
            throw ToolException.invalid("job_ids", "must name at least one job");
        }
        Waiting waiting = Waiting.begin(call);
        JsonText out = new JsonText().beginObject().name("jobs").beginArray();
        String note = "";
        int started = 0;
        while (started < ids.size() && note.isEmpty()) {
            long id = ids.get(started);
            String what = "job " + (started + 1) + " of " + ids.size();
            try {
                id = start(call, id);
                started++;
                note = run(call, waiting, id, what, out);
            } catch (ToolException e) {
                boolean first = started == 0;
                if (first || e.problem() instanceof ToolProblem.Cancelled) {
                    throw e;
                }
                note = what + " (" + id + "): " + e.whatHappened();
            }
        }
        out.endArray().field("succeeded", note.isEmpty());
        List<Long> rest = ids.subList(started, ids.size());
        if (!note.isEmpty()) {
            out.field("note", note);
        }
        if (!rest.isEmpty()) {
            out.name("not_started").beginArray();
            rest.forEach(out::number);
            out.endArray();
        }
        return ToolOutput.text(out.endObject().finished());
    }

    /** Starts a job; one that ran before runs again under another id. */
    private static long start(ToolCall call, long id) {
        GitLabRequest.Builder request = GitLabRequest.post("/projects/{project_id}/jobs/{job_id}/play")
                .path("project_id", call.get(PROJECT_ID))
                .path("job_id", id);
        call.find(JOB_VARIABLES).ifPresent(variables -> request.json(body(variables)));
        Waiting.State started = call.send(request.build(), Waiting::read);
        return started.id() > 0 ? started.id() : id;
    }

    private static byte[] body(List<Arguments> variables) {
        JsonText body =
                new JsonText().beginObject().name("job_variables_attributes").beginArray();
        for (Arguments variable : variables) {
            body.beginObject()
                    .field("key", variable.get(KEY))
                    .field("value", variable.get(VALUE))
                    .endObject();
        }
        return body.endArray().endObject().toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Waits for a job and shows it; returns why the next one must not start, or nothing. */
    private static String run(ToolCall call, Waiting waiting, long id, String what, JsonText out) {
        GitLabRequest request = GitLabRequest.get("/projects/{project_id}/jobs/{job_id}")
                .path("project_id", call.get(PROJECT_ID))
                .path("job_id", id)
                .build();
        Waiting.State state = waiting.untilRest(request, what);
        long mark = out.mark();
        try {
            call.scope().show(request, JobTools.JOB, call.scope().brief(), out);
        } catch (ToolException e) {
            out.reset(mark);
            throw e;
        }
        if (!state.isAtRest()) {
            return "the time is over and " + what + " still " + state.status() + "; wait for it: "
                    + callOf("wait_for_job", call.get(PROJECT_ID), id);
        }
        if (state.status().equals("failed")) {
            return what + " failed; its log: " + callOf("get_pipeline_job_output", call.get(PROJECT_ID), id);
        }
        return state.status().equals("success") ? "" : what + " is " + state.status();
    }

    private static String callOf(String tool, String project, long job) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("project_id", project);
        arguments.put("job_id", job);
        return CallText.of(tool, arguments);
    }
}
