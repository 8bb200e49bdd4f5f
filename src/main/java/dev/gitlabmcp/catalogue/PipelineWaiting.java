package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PIPELINE_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.PipelineTools.INTERVAL;
import static dev.gitlabmcp.catalogue.PipelineTools.TIMEOUT;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gitlabmcp.gitlab.GitLabAnswer;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.tool.CallScope;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import dev.gitlabmcp.tool.ToolProblem;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Waits for a pipeline by asking again and again, ever more slowly. */
final class PipelineWaiting {
    private static final Duration TIMEOUT_DEFAULT = Duration.ofMinutes(5);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(3);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** Where a pipeline goes on only when somebody does something. */
    private static final Set<String> AT_REST =
            Set.of("success", "failed", "canceled", "skipped", "manual", "scheduled");

    private PipelineWaiting() {}

    static ToolOutput await(ToolCall call) {
        Duration timeout = call.find(TIMEOUT).map(Duration::ofSeconds).orElse(TIMEOUT_DEFAULT);
        Duration pause = call.find(INTERVAL).map(Duration::ofSeconds).orElse(FIRST_PAUSE);
        long start = System.nanoTime();
        while (true) {
            String status = status(call);
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            call.context().progress(waited.toMillis() / 1000.0, (double) timeout.toSeconds(), "pipeline is " + status);
            Duration left = timeout.minus(waited);
            if (AT_REST.contains(status) || left.isNegative() || left.isZero()) {
                return result(call, status);
            }
            call.scope().pause(pause.compareTo(left) < 0 ? pause : left);
            pause = longer(pause);
        }
    }

    private static Duration longer(Duration pause) {
        Duration longer = pause.multipliedBy(3).dividedBy(2);
        return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    /** One lost poll is no reason to give up the wait; GitLab says itself when to slow down. */
    private static String status(ToolCall call) {
        try {
            return call.send(call.request(), PipelineWaiting::readStatus);
        } catch (ToolException e) {
            if (!(e.problem() instanceof ToolProblem.RateLimited limited) || limited.retryAfter() == null) {
                throw e;
            }
            call.scope().pause(limited.retryAfter());
            return call.send(call.request(), PipelineWaiting::readStatus);
        }
    }

    private static String readStatus(GitLabAnswer answer) throws IOException {
        try (JsonParser parser = Shape.JSON.createParser(answer.body())) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                String name;
                while ((name = parser.nextFieldName()) != null) {
                    JsonToken value = parser.nextToken();
                    if (name.equals("status") && value == JsonToken.VALUE_STRING) {
                        return parser.getText();
                    }
                    parser.skipChildren();
                }
            }
        }
        return "unknown";
    }

    private static ToolOutput result(ToolCall call, String status) {
        JsonText out = new JsonText().beginObject();
        out.field("ended", AT_REST.contains(status));
        call.scope().show(call.request(), PipelineTools.PIPELINE, call.scope().brief(), out.name("pipeline"));
        if (status.equals("failed")) {
            showFailedJobs(call.scope(), call.get(PROJECT_ID), call.get(PIPELINE_ID), 100, out);
        } else if (!AT_REST.contains(status)) {
            out.field("note", "the time is over and the pipeline still " + status)
                    .field("next", call.next(Map.of()));
        }
        return ToolOutput.text(out.endObject().finished());
    }

    /** Writes the member {@code failed_jobs}: up to so many jobs. */
    static void showFailedJobs(CallScope scope, String project, long pipeline, int limit, JsonText out) {
        scope.show(failed(project, pipeline, limit), PipelineTools.JOB, scope.brief(), out.name("failed_jobs"));
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
