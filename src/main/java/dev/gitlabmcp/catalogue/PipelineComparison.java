package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PIPELINE_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.PipelineReportTools.BASE_PIPELINE_ID;

import dev.gitlabmcp.catalogue.PipelineJobs.Job;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import dev.gitlabmcp.tool.ToolProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Says how a pipeline differs from an earlier one. Asks GitLab seven times: for both pipelines, their jobs (once more for each
 * further hundred), their tests, and the commits between; once more when the earlier one is to be found. For one call and one
 * thread.
 */
final class PipelineComparison {
    private static final int MESSAGE_CHARS = 300;
    /** Jobs never take the same time twice; what differs less than this share and these seconds is no news. */
    private static final double SLOWER = 0.2;

    private static final double SECONDS = 5;

    private static final Job NO_JOB = new Job(0, "", "", "", "", false, false, -1);

    private final Parts parts;
    private final ChosenPipeline base;
    private final ChosenPipeline other;

    private PipelineComparison(Parts parts, ChosenPipeline base, ChosenPipeline other) {
        this.parts = parts;
        this.base = base;
        this.other = other;
    }

    static ToolOutput compare(ToolCall call) {
        Parts parts = Parts.of(call);
        String project = call.get(PROJECT_ID);
        parts.step("reading the pipelines");
        ChosenPipeline other = ChosenPipeline.get(parts, project, call.get(PIPELINE_ID));
        long baseId = call.has(BASE_PIPELINE_ID)
                ? call.get(BASE_PIPELINE_ID)
                : other.lastGreen(parts).path("id").asLong();
        if (baseId < 1) {
            throw new ToolException(new ToolProblem.NothingFound(
                    "No earlier pipeline of " + TextCleaner.prose(other.ref()) + " has succeeded.",
                    "Give base_pipeline_id, as list_pipelines shows it."));
        }
        ChosenPipeline base = ChosenPipeline.get(parts, project, baseId);
        new PipelineComparison(parts, base, other).write();
        return ToolOutput.text(parts.out().markUserText().endObject().finished());
    }

    private void write() {
        base.show(parts, "base", PipelineTools.PIPELINE, 0.08);
        other.show(parts, "pipeline", PipelineTools.PIPELINE, 0.16);
        if (base.duration() >= 0 && other.duration() >= 0) {
            seconds("longer_by", other.duration() - base.duration(), parts.out());
        }
        parts.step("reading the jobs");
        parts.attempt("jobs", this::writeJobs);
        parts.step("reading the test reports");
        parts.attempt("tests", this::writeTests);
        parts.step("reading the commits between");
        if (base.sha().equals(other.sha())) {
            parts.out().field("note", "both ran for the same commit");
        } else if (!base.sha().isEmpty() && !other.sha().isEmpty()) {
            parts.out().name("changes").beginObject();
            parts.attempt("note", () -> ChangesBetween.show(parts, other.project(), base.sha(), other.sha(), 0.95));
            parts.out().endObject();
        }
    }

    private void writeJobs() {
        Map<String, Job> before = byName(base);
        Map<String, Job> now = byName(other);
        List<String> both = new ArrayList<>(now.keySet());
        both.retainAll(before.keySet());
        Set<String> gone = new LinkedHashSet<>(before.keySet());
        gone.removeAll(now.keySet());
        Set<String> added = new LinkedHashSet<>(now.keySet());
        added.removeAll(before.keySet());
        List<String> differing = new ArrayList<>(both);
        differing.removeIf(name -> status(before, name).equals(status(now, name)));
        List<String> slower = new ArrayList<>(both);
        slower.removeIf(name -> !differs(before.getOrDefault(name, NO_JOB), now.getOrDefault(name, NO_JOB)));
        slower.sort(Comparator.comparingDouble(name -> -Math.abs(longer(before, now, name))));
        JsonText out = parts.out().name("jobs").beginObject();
        out.field("in_base", before.size()).field("in_pipeline", now.size());
        list("other_status", differing, 0.36, (name, to) -> {
            Job job = now.getOrDefault(name, NO_JOB);
            to.field("name", name)
                    .field("id", job.id())
                    .field("base", status(before, name))
                    .field("status", job.status());
            if (!job.failureReason().isEmpty()) {
                to.field("failure_reason", job.failureReason());
            }
        });
        list("other_duration", slower, 0.46, (name, to) -> {
            seconds("base", before.getOrDefault(name, NO_JOB).duration(), to.field("name", name));
            seconds("duration", now.getOrDefault(name, NO_JOB).duration(), to);
        });
        list("only_in_base", gone, 0.5, (name, to) -> to.field("name", name).field("status", status(before, name)));
        list(
                "only_in_pipeline",
                added,
                0.54,
                (name, to) -> to.field("name", name).field("status", status(now, name)));
        out.endObject();
    }

    private static String status(Map<String, Job> jobs, String name) {
        return jobs.getOrDefault(name, NO_JOB).status();
    }

    private static double longer(Map<String, Job> before, Map<String, Job> now, String name) {
        return now.getOrDefault(name, NO_JOB).duration()
                - before.getOrDefault(name, NO_JOB).duration();
    }

    private static boolean differs(Job before, Job now) {
        double difference = Math.abs(now.duration() - before.duration());
        return before.duration() >= 0
                && now.duration() >= 0
                && difference >= SECONDS
                && difference >= SLOWER * before.duration();
    }

    private Map<String, Job> byName(ChosenPipeline pipeline) {
        Map<String, Job> jobs = new LinkedHashMap<>();
        PipelineJobs.all(parts, JobTools.LIST_PIPELINE_JOBS, pipeline.project(), pipeline.id(), Map.of())
                .forEach(job -> jobs.putIfAbsent(job.name(), job));
        return jobs;
    }

    private void writeTests() {
        int room = Math.max(1024, (parts.left(0.75) - 512) / 2);
        TestReportReading before = TestReportReading.failed(parts, base.project(), base.id(), 1024, 0, test -> true);
        Set<String> failedBefore = before.failed();
        TestReportReading now = TestReportReading.failed(
                parts, other.project(), other.id(), room, Math.min(MESSAGE_CHARS, room / 8), failedBefore::contains);
        JsonText out = parts.out().name("tests").beginObject();
        now.writeTotals(out);
        out.field("failing_in_both", now.knownFailures());
        int missing = now.writeFailed(out.name("newly_failing"));
        if (missing > 0) {
            out.field("more_newly_failing", missing)
                    .field(
                            "all",
                            CallText.of(
                                    PipelineTools.GET_PIPELINE_TEST_REPORT.name(),
                                    PipelineJobs.named(other.project(), other.id())));
        }
        Set<String> fixed = new LinkedHashSet<>(failedBefore);
        fixed.removeAll(now.failed());
        list("no_longer_failing", fixed, 0.75, (name, to) -> to.field("name", name));
        out.endObject();
    }

    /** Writes what there is of a list as far as the result may be filled, and counts the rest. */
    private void list(String name, Iterable<String> items, double share, BiConsumer<String, JsonText> writer) {
        JsonText out = parts.out();
        long start = out.mark();
        out.name(name).beginArray();
        int shown = 0;
        int missing = 0;
        for (String item : items) {
            long mark = out.mark();
            if (missing == 0) {
                out.beginObject();
                writer.accept(item, out);
                out.endObject();
            }
            if (missing > 0 || parts.left(share) < 0) {
                out.reset(mark);
                missing++;
            } else {
                shown++;
            }
        }
        if (shown + missing == 0) {
            out.reset(start);
            return;
        }
        out.endArray();
        if (missing > 0) {
            out.field("more_" + name, missing);
        }
    }

    private static void seconds(String name, double seconds, JsonText out) {
        out.name(name).number(String.format(Locale.ROOT, "%.1f", seconds));
    }
}
