package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.PipelineReportTools.CONTEXT;
import static dev.gitlabmcp.catalogue.PipelineReportTools.FROM_JOB;
import static dev.gitlabmcp.catalogue.PipelineReportTools.FROM_LINE;
import static dev.gitlabmcp.catalogue.PipelineReportTools.JOB_NAMES;
import static dev.gitlabmcp.catalogue.PipelineReportTools.JOB_SCOPE;
import static dev.gitlabmcp.catalogue.PipelineReportTools.MATCHES;
import static dev.gitlabmcp.catalogue.PipelineReportTools.MATCHES_PER_JOB;
import static dev.gitlabmcp.catalogue.PipelineReportTools.PATTERNS;
import static dev.gitlabmcp.catalogue.PipelineReportTools.RETRIED;

import com.google.re2j.Pattern;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.LogSlice;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import dev.gitlabmcp.tool.ToolProblem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Searches the logs of a pipeline's jobs while they stream by, the oldest job first, until the result is full; the next call
 * goes on where it stopped. Asks GitLab once for each hundred jobs and once for each log, and once more when the pipeline is
 * named by something else than its id. For one call and one thread.
 */
final class JobLogSearch {
    private static final int CONTEXT_LINES = 1;
    private static final int PER_JOB_DEFAULT = 20;
    private static final int IN_ALL_DEFAULT = 200;
    private static final int LINE_CHARS = 500;
    /** A match of a full line always fits into that. */
    private static final int ONE_MATCH = 1_600;

    private static final int MOST_LISTED = 100;
    private static final Duration LAST_MOMENTS = Duration.ofSeconds(3);

    private final ToolCall call;
    private final Parts parts;
    private final Predicate<String> wanted;
    private final int room;
    private final int most;
    private final int mostPerJob;
    private final StringBuilder text = new StringBuilder();
    private final JsonText matching = new JsonText().beginArray();
    private final List<Long> without = new ArrayList<>();
    private final List<Long> notStarted = new ArrayList<>();
    private final List<Long> noLog = new ArrayList<>();
    private final List<Long> tooLarge = new ArrayList<>();
    /** By the reason. */
    private final Map<String, List<Long>> unread = new LinkedHashMap<>();

    private int size;
    private int matches;
    private int searched;
    private @Nullable String cut;

    private JobLogSearch(ToolCall call, Parts parts) {
        this.call = call;
        this.parts = parts;
        this.wanted = anyOf(call.get(PATTERNS));
        this.room = parts.room() / 4 * 3;
        this.most = call.find(MATCHES).orElse(IN_ALL_DEFAULT);
        this.mostPerJob = call.find(MATCHES_PER_JOB).orElse(PER_JOB_DEFAULT);
    }

    static ToolOutput search(ToolCall call) {
        if (call.get(PATTERNS).isEmpty()) {
            throw ToolException.invalid("patterns", "must hold at least one regular expression");
        }
        Parts parts = Parts.of(call);
        parts.step("looking the jobs up");
        ChosenPipeline.Place place = ChosenPipeline.place(call, parts);
        return new JobLogSearch(call, parts).search(place);
    }

    private static Predicate<String> anyOf(List<Pattern> patterns) {
        return line -> {
            for (Pattern pattern : patterns) {
                if (pattern.matcher(line).find()) {
                    return true;
                }
            }
            return false;
        };
    }

    private ToolOutput search(ChosenPipeline.Place place) {
        List<PipelineJobs.Job> jobs = jobs(place);
        parts.out().field("pipeline_id", place.id()).field("jobs", jobs.size());
        long from = call.find(FROM_JOB).orElse(0L);
        int line = call.find(FROM_LINE).orElse(1);
        int at = 0;
        while (at < jobs.size() && jobs.get(at).id() < from) {
            at++;
        }
        int first = at;
        while (at < jobs.size() && cut == null) {
            PipelineJobs.Job job = jobs.get(at);
            int fromLine = job.id() == from ? line : 1;
            if (!job.started()) {
                notStarted.add(job.id());
            } else if (isOver()) {
                break;
            } else {
                parts.step("searching job " + (at + 1) + " of " + jobs.size() + ", " + matches + " matches so far");
                line = search(place.project(), job, fromLine);
                if (cut != null) {
                    return output(place, jobs, first, at, line);
                }
            }
            at++;
        }
        return output(place, jobs, first, at, 1);
    }

    private List<PipelineJobs.Job> jobs(ChosenPipeline.Place place) {
        Map<String, String> arguments = new HashMap<>();
        call.find(JOB_SCOPE).ifPresent(scope -> arguments.put("scope", String.join(",", scope)));
        call.find(RETRIED).ifPresent(retried -> arguments.put("include_retried", retried.toString()));
        List<PipelineJobs.Job> all = new ArrayList<>(
                PipelineJobs.all(parts, JobTools.LIST_PIPELINE_JOBS, place.project(), place.id(), arguments));
        call.find(JOB_NAMES).map(JobLogSearch::anyOf).ifPresent(named -> all.removeIf(job -> !named.test(job.name())));
        all.sort(Comparator.comparingLong(PipelineJobs.Job::id));
        return all;
    }

    /** Whether the result is full, or the time over. */
    private boolean isOver() {
        if (matches >= most) {
            cut = "max_matches is reached";
        } else if (size > 0 && size + ONE_MATCH > room) {
            cut = "size limit";
        } else if (matching.size() > parts.room() / 8) {
            cut = "size limit";
        } else if (searched > 0 && parts.scope().remaining().compareTo(LAST_MOMENTS) < 0) {
            cut = "the time is over";
        }
        return cut != null;
    }

    /** Searches a log and returns the line at which the next call goes on when the result is full. */
    private int search(String project, PipelineJobs.Job job, int fromLine) {
        int left = most - matches;
        LogSlice.Search search = new LogSlice.Search(
                wanted, call.find(CONTEXT).orElse(CONTEXT_LINES), 0, fromLine, Math.min(mostPerJob, left), LINE_CHARS);
        LogSlice found;
        try {
            GitLabRequest request = parts.request(
                    JobTools.GET_JOB_OUTPUT, Map.of("project_id", project, "job_id", Long.toString(job.id())));
            String head = "=== job " + job.id() + " " + job.name() + "\n";
            int bytes = room - size - head.getBytes(StandardCharsets.UTF_8).length;
            found = parts.scope().send(request, answer -> LogSlice.grep(answer.body(), search, bytes));
        } catch (ToolException e) {
            if (e.problem() instanceof ToolProblem.TimedOut && searched > 0) {
                cut = "the time is over";
                return fromLine;
            }
            String why = Parts.why(e);
            List<Long> alike = e.problem() instanceof ToolProblem.ResultTooLarge
                    ? tooLarge
                    : FileReading.isNotFound(e) ? noLog : unread.computeIfAbsent(why, reason -> new ArrayList<>());
            alike.add(job.id());
            return fromLine;
        }
        searched++;
        if (found.matches() == 0) {
            without.add(job.id());
            return fromLine;
        }
        take(job, found, left);
        return found.readLines();
    }

    private void take(PipelineJobs.Job job, LogSlice found, int left) {
        String shown = "=== job " + job.id() + " " + job.name() + "\n" + found.text();
        text.append(shown);
        size += shown.getBytes(StandardCharsets.UTF_8).length;
        matches += found.matches();
        boolean enoughOfIt = found.matches() == mostPerJob && mostPerJob < left;
        matching.beginObject()
                .field("id", job.id())
                .field("status", job.status())
                .field("matches", found.matches());
        if (found.more()) {
            matching.field("more_from_line", found.readLines());
            if (!enoughOfIt) {
                cut = found.matches() == left ? "max_matches is reached" : "size limit";
            }
        }
        matching.endObject();
    }

    private ToolOutput output(
            ChosenPipeline.Place place, List<PipelineJobs.Job> jobs, int first, int stopped, int line) {
        JsonText out = parts.out();
        out.field("matches", matches);
        if (matching.size() > 1) {
            out.name("matching_jobs").raw(matching.endArray().toString());
        }
        ids("without_match", without, out);
        ids("not_started", notStarted, out);
        ids("no_log", noLog, out);
        ids("log_too_large", tooLarge, out);
        if (first > 0) {
            out.field("jobs_before", first);
        }
        List<Long> notSearched = new ArrayList<>();
        unread.values().forEach(notSearched::addAll);
        if (cut != null) {
            jobs.subList(line > 1 ? stopped + 1 : stopped, jobs.size()).forEach(job -> notSearched.add(job.id()));
        }
        ids("not_searched", notSearched, out);
        if (!unread.isEmpty()) {
            out.name("not_searched_because").beginArray();
            unread.forEach((why, ids) -> {
                out.beginObject().field("why", why);
                ids("jobs", ids, out);
                out.endObject();
            });
            out.endArray();
        }
        if (cut != null) {
            Map<String, Object> changes = new LinkedHashMap<>();
            changes.put("project_id", place.project());
            changes.put("pipeline_id", place.id());
            changes.put("from_job", jobs.get(stopped).id());
            changes.put("from_line", line);
            out.field("cut", cut).field("next", call.next(changes, Set.of("merge_request_iid", "ref")));
        }
        if (matches == 0) {
            return ToolOutput.text(out.endObject().finished());
        }
        return ToolOutput.text(out.markUserText().endObject().finished(), text.toString());
    }

    private void ids(String name, List<Long> ids, JsonText out) {
        if (ids.isEmpty()) {
            return;
        }
        int listed = Math.min(MOST_LISTED, parts.room() / 250);
        out.name(name).beginArray();
        ids.stream().limit(listed).forEach(out::number);
        out.endArray();
        if (ids.size() > listed) {
            out.field(name + "_count", ids.size());
        }
    }
}
