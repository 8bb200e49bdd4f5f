package dev.gitlabmcp.sandbox;

import java.time.Duration;
import java.util.List;

/**
 * A pipeline that a test wants the sandbox to have had: all of its jobs have ended.
 *
 * @param project full path or number of its project
 * @param ref branch or tag whose last commit it ran for
 * @param age how long ago it began
 * @param jobs at least one; those of a stage after one that failed are skipped, whatever they say
 */
public record PipelineScript(String project, String ref, Duration age, List<ScriptedJob> jobs) {
    /**
     * A job of such a pipeline.
     *
     * @param name as the CI file would call it; {@code unit-test} has a test report
     * @param failed whether it failed
     * @param duration how long it ran
     * @param log all that it wrote; nobody writes to it
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record ScriptedJob(String name, String stage, boolean failed, Duration duration, byte[] log) {}

    /** Copies the list. */
    public PipelineScript {
        jobs = List.copyOf(jobs);
    }

    /** The stages in the order in which they come. */
    List<String> stages() {
        return jobs.stream().map(ScriptedJob::stage).distinct().toList();
    }
}
