package dev.gitlabmcp.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.tool.ToolDefinition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The jobs of a pipeline, for results that put more together than a list of them. Stateless. */
final class PipelineJobs {
    private static final int PAGE_SIZE = 100;
    /** A pipeline has at most some hundreds of jobs unless its operator raised GitLab's limit. */
    private static final int MAX_PAGES = 20;

    /**
     * What is known about a job; what is missing is empty, false or 0.
     *
     * @param name shown as it is
     * @param optional whether the pipeline succeeds all the same when it fails
     * @param started whether it ever ran, so that it may have a log
     * @param duration in seconds, -1 when there is none
     */
    record Job(
            long id,
            String name,
            String stage,
            String status,
            String failureReason,
            boolean optional,
            boolean started,
            double duration) {}

    private PipelineJobs() {}

    /**
     * All jobs that the tool's further arguments leave, in GitLab's order.
     *
     * @param tool for ordinary jobs, or for those that trigger pipelines
     */
    static List<Job> all(
            Parts parts, ToolDefinition tool, String project, long pipeline, Map<String, String> arguments) {
        List<Job> jobs = new ArrayList<>();
        OptionalInt page = OptionalInt.of(1);
        for (int i = 0; i < MAX_PAGES && page.isPresent(); i++) {
            Map<String, String> all = new HashMap<>(arguments);
            all.putAll(named(project, pipeline));
            all.put("per_page", Integer.toString(PAGE_SIZE));
            if (i > 0) {
                all.put("page", Integer.toString(page.getAsInt()));
            }
            page = parts.scope().send(parts.request(tool, all), answer -> {
                jobs.addAll(read(answer.body()));
                return answer.paging().nextPage();
            });
        }
        return jobs;
    }

    /** The arguments that name a pipeline, to which others may be added. */
    static Map<String, String> named(String project, long pipeline) {
        return new TreeMap<>(Map.of("project_id", project, "pipeline_id", Long.toString(pipeline)));
    }

    /**
     * Writes the member {@code failed_jobs} as {@code list_pipeline_jobs} shows them, and gives them as well: those that made
     * the pipeline fail first. At most a hundred.
     */
    static List<Job> showFailed(Parts parts, String project, long pipeline, double share) {
        List<Job> failed = new ArrayList<>();
        Map<String, String> arguments = named(project, pipeline);
        arguments.put("scope", "failed");
        arguments.put("per_page", Integer.toString(PAGE_SIZE));
        parts.attempt(
                "failed_jobs",
                () -> parts.scope().send(parts.request(JobTools.LIST_PIPELINE_JOBS, arguments), answer -> {
                    byte[] page = answer.body().readAllBytes();
                    failed.addAll(read(new ByteArrayInputStream(page)));
                    int missing = JobTools.JOB.write(
                            new ByteArrayInputStream(page), parts.out().name("failed_jobs"), parts.upTo(share));
                    if (missing > 0 || answer.paging().nextPage().isPresent()) {
                        arguments.remove("per_page");
                        parts.out()
                                .field("more_failed_jobs", CallText.of(JobTools.LIST_PIPELINE_JOBS.name(), arguments));
                    }
                    return true;
                }));
        List<Job> ordered = new ArrayList<>(failed);
        ordered.sort((a, b) -> Boolean.compare(a.optional(), b.optional()));
        return ordered;
    }

    private static List<Job> read(InputStream body) throws IOException {
        List<Job> jobs = new ArrayList<>();
        try (JsonParser parser = Shape.JSON.createParser(body)) {
            JsonToken token = parser.nextToken();
            if (token != JsonToken.START_ARRAY) {
                return jobs;
            }
            while ((token = parser.nextToken()) != JsonToken.END_ARRAY && token != null) {
                if (token != JsonToken.START_OBJECT) {
                    parser.skipChildren();
                    continue;
                }
                Job job = job(parser);
                if (job.id() > 0) {
                    jobs.add(job);
                }
            }
        }
        return jobs;
    }

    private static Job job(JsonParser parser) throws IOException {
        long id = 0;
        double duration = -1;
        boolean optional = false;
        Map<String, String> texts = new HashMap<>();
        String name;
        while ((name = parser.nextFieldName()) != null) {
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_STRING) {
                texts.put(name, parser.getText());
            } else if (value == JsonToken.VALUE_NUMBER_INT && name.equals("id")) {
                id = parser.getLongValue();
            } else if (value.isNumeric() && name.equals("duration")) {
                duration = parser.getDoubleValue();
            } else if (value == JsonToken.VALUE_TRUE && name.equals("allow_failure")) {
                optional = true;
            } else {
                parser.skipChildren();
            }
        }
        return new Job(
                id,
                TextCleaner.prose(texts.getOrDefault("name", "")),
                TextCleaner.prose(texts.getOrDefault("stage", "")),
                texts.getOrDefault("status", ""),
                texts.getOrDefault("failure_reason", ""),
                optional,
                texts.containsKey("started_at"),
                duration);
    }
}
