package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.PipelineReportTools.LOGS;
import static dev.gitlabmcp.catalogue.PipelineReportTools.LOG_OFFSET;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.LogExcerpt;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import dev.gitlabmcp.tool.ToolProblem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Brings what tells why a pipeline failed: its failed jobs with the place of each log that shows the first error, the failed
 * tests, and what changed since the last pipeline of the same branch that succeeded. Asks GitLab five times, and once more for
 * each log; a merge request costs one request more, and a pipeline that failed by a trigger job alone, or whose
 * ref has never been green, too. For one pipeline
 * and one thread.
 */
final class PipelineDiagnosis {
    static final int LOGS_DEFAULT = 10;
    /** Below that a log's part tells nothing. */
    private static final int LEAST_LOG = 700;

    private static final int MOST_LOG = 6_000;
    private static final int MESSAGE_CHARS = 500;
    /** The time in which what was found is still written. */
    private static final Duration LAST_MOMENTS = Duration.ofSeconds(3);

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final Parts parts;
    private final ChosenPipeline pipeline;
    private final Function<Map<String, Object>, String> next;
    private final StringBuilder logs = new StringBuilder();
    private final Map<String, Long> errors = new HashMap<>();

    /**
     * Begins.
     *
     * @param next writes down the same call with these arguments
     */
    PipelineDiagnosis(Parts parts, ChosenPipeline pipeline, Function<Map<String, Object>, String> next) {
        this.parts = parts;
        this.pipeline = pipeline;
        this.next = next;
    }

    static ToolOutput diagnose(ToolCall call) {
        Parts parts = Parts.of(call);
        parts.step("looking the pipeline up");
        int offset = call.find(LOG_OFFSET).orElse(0);
        PipelineDiagnosis diagnosis = new PipelineDiagnosis(
                parts,
                offset == 0 ? ChosenPipeline.of(call, parts) : ChosenPipeline.unread(ChosenPipeline.place(call, parts)),
                changes -> call.next(changes, Set.of("merge_request_iid", "ref")));
        String logs = diagnosis.gather(call.find(LOGS).orElse(LOGS_DEFAULT), offset);
        String facts = parts.out().markUserText().endObject().finished();
        return logs.isEmpty() ? ToolOutput.text(facts) : ToolOutput.text(facts, logs);
    }

    /**
     * Writes the facts into the parts and returns the logs as text.
     *
     * @param most how many logs to read
     * @param offset how many failed jobs to leave out at the front; above 0 only logs are brought
     */
    String gather(int most, int offset) {
        List<PipelineJobs.Job> failed = offset == 0 ? showFacts() : failedJobs();
        List<PipelineJobs.Job> rest = failed.subList(Math.min(offset, failed.size()), failed.size());
        int fitting = Math.max(1, (parts.room() - parts.out().size()) / LEAST_LOG);
        List<PipelineJobs.Job> chosen = rest.subList(0, Math.min(rest.size(), Math.min(most, fitting)));
        int read = readLogs(chosen);
        if (read < rest.size()) {
            Map<String, Object> changes = new LinkedHashMap<>();
            changes.put("project_id", pipeline.project());
            changes.put("pipeline_id", pipeline.id());
            changes.put("log_offset", offset + read);
            parts.out().field("logs_not_read", rest.size() - read).field("next_logs", next.apply(changes));
        }
        return logs.toString();
    }

    private List<PipelineJobs.Job> failedJobs() {
        parts.out().field("pipeline_id", pipeline.id());
        List<PipelineJobs.Job> failed = new ArrayList<>(PipelineJobs.all(
                parts, JobTools.LIST_PIPELINE_JOBS, pipeline.project(), pipeline.id(), Map.of("scope", "failed")));
        failed.sort((a, b) -> Boolean.compare(a.optional(), b.optional()));
        return failed;
    }

    private List<PipelineJobs.Job> showFacts() {
        pipeline.show(parts, "pipeline", PipelineTools.PIPELINE, 0.1);
        parts.step("reading the failed jobs");
        List<PipelineJobs.Job> failed = PipelineJobs.showFailed(parts, pipeline.project(), pipeline.id(), 0.3);
        boolean hasFailed = pipeline.status().equals("failed");
        if (hasFailed && failed.stream().allMatch(PipelineJobs.Job::optional)) {
            showTriggerJobs();
        }
        if (!failed.isEmpty()) {
            parts.step("reading the test report");
            parts.attempt("failed_tests", this::showTests);
        }
        if (hasFailed || !failed.isEmpty()) {
            parts.step("comparing with the last green pipeline");
            parts.attempt("since_last_green", this::showChanges);
        } else {
            parts.out().field("note", "no job of this pipeline has failed");
        }
        return failed;
    }

    private void showTriggerJobs() {
        Map<String, String> arguments = PipelineJobs.named(pipeline.project(), pipeline.id());
        arguments.put("scope", "failed");
        parts.show("failed_trigger_jobs", JobTools.LIST_PIPELINE_TRIGGER_JOBS, arguments, JobTools.TRIGGER_JOB, 0.4);
    }

    private void showTests() {
        int room = Math.max(1024, parts.left(0.48));
        TestReportReading report = TestReportReading.failed(
                parts, pipeline.project(), pipeline.id(), room, Math.min(MESSAGE_CHARS, room / 8), test -> false);
        JsonText out = parts.out().name("failed_tests").beginObject();
        report.writeTotals(out);
        int missing = report.writeFailed(out.name("tests"));
        if (missing > 0) {
            out.field("more", missing)
                    .field(
                            "all",
                            CallText.of(
                                    PipelineTools.GET_PIPELINE_TEST_REPORT.name(),
                                    PipelineJobs.named(pipeline.project(), pipeline.id())));
        }
        out.endObject();
    }

    private void showChanges() {
        JsonNode green = pipeline.lastGreen(parts);
        if (!green.isMissingNode()) {
            parts.out().name("since_last_green").beginObject();
            showChangesSince(green);
            return;
        }
        JsonNode other = newestOfDefaultBranch();
        boolean useful = !other.path("ref").asText(pipeline.ref()).equals(pipeline.ref());
        parts.out()
                .name("since_last_green")
                .beginObject()
                .field("note", "no earlier pipeline of this ref has succeeded");
        parts.out().endObject();
        if (useful) {
            parts.out()
                    .name("against_default_branch")
                    .beginObject()
                    .field("ref", TextCleaner.prose(other.path("ref").asText()))
                    .field("status", TextCleaner.prose(other.path("status").asText()));
            showChangesSince(other);
        }
    }

    private JsonNode newestOfDefaultBranch() {
        try {
            return SmallAnswers.tree(
                    parts.scope(),
                    parts.request(PipelineTools.GET_LATEST_PIPELINE, Map.of("project_id", pipeline.project())));
        } catch (ToolException e) {
            // Nothing is lost that would have to be named.
            Parts.why(e);
            return MissingNode.getInstance();
        }
    }

    /** Writes the rest of the object that is open, and ends it. */
    private void showChangesSince(JsonNode earlier) {
        String from = earlier.path("sha").asText("");
        JsonText out = parts.out();
        out.field("pipeline_id", earlier.path("id").asLong())
                .field("from", TextCleaner.prose(from))
                .field("to", TextCleaner.prose(pipeline.sha()));
        if (from.equals(pipeline.sha())) {
            out.field("note", "the same commit succeeded before, so the code alone is not the cause");
        } else if (!from.isEmpty() && !pipeline.sha().isEmpty()) {
            parts.attempt("changes", () -> ChangesBetween.show(parts, pipeline.project(), from, pipeline.sha(), 0.6));
        }
        out.endObject();
    }

    /** Reads as many logs as there is time for and returns how many. */
    private int readLogs(List<PipelineJobs.Job> jobs) {
        int room = parts.room() - parts.out().size();
        for (int i = 0; i < jobs.size(); i++) {
            PipelineJobs.Job job = jobs.get(i);
            if (parts.scope().remaining().compareTo(LAST_MOMENTS) < 0) {
                parts.out().field("note", "the time is over");
                return i;
            }
            parts.step("reading log " + (i + 1) + " of " + jobs.size() + ": " + job.name());
            int share = (room - size()) / (jobs.size() - i);
            try {
                readLog(job, Math.min(MOST_LOG, Math.max(LEAST_LOG, share)));
            } catch (ToolException e) {
                if (e.problem() instanceof ToolProblem.TimedOut && i > 0) {
                    parts.out().field("note", "the time is over");
                    return i;
                }
                head(job).append(": ").append(Parts.why(e)).append('\n');
            }
        }
        return jobs.size();
    }

    private int size() {
        return logs.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private StringBuilder head(PipelineJobs.Job job) {
        return logs.append("=== job ").append(job.id()).append(' ').append(job.name());
    }

    private void readLog(PipelineJobs.Job job, int room) {
        GitLabRequest request = parts.request(
                JobTools.GET_JOB_OUTPUT, Map.of("project_id", pipeline.project(), "job_id", Long.toString(job.id())));
        int forText = room - 160 - job.name().length();
        LogExcerpt log = parts.scope().send(request, answer -> LogExcerpt.of(answer.body(), forText));
        if (log.lines() == 0) {
            head(job).append(": the log is empty\n");
            return;
        }
        if (log.errorLine() == 0) {
            head(job)
                    .append(": nothing in its ")
                    .append(log.lines())
                    .append(" lines looks like an error; the end:\n")
                    .append(log.text());
            return;
        }
        // Jobs of a matrix fail in the same way, but for numbers.
        Long same = errors.putIfAbsent(NUMBER.matcher(log.error()).replaceAll("0"), job.id());
        head(job)
                .append(": first error in line ")
                .append(log.errorLine())
                .append(" of ")
                .append(log.lines())
                .append(log.errors() > 1 ? ", " + log.errors() + " lines with errors" : "");
        if (same != null) {
            logs.append(", as in job ").append(same).append('\n').append(log.errorLine());
            logs.append(": ").append(log.error()).append('\n');
        } else {
            logs.append('\n').append(log.text());
        }
    }
}
