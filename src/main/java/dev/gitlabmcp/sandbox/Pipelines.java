package dev.gitlabmcp.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes pipelines from the CI file of a commit and starts, retries and cancels what is in them. */
final class Pipelines {
    private final World world;

    Pipelines(World world) {
        this.world = world;
    }

    /** How the jobs of a new pipeline go: which ones fail, and how long each is queued and runs. */
    record Plan(Set<String> failing, Duration queueTime, Duration jobTime) {}

    /** The plan of everything that starts while the sandbox runs: all succeed, at the pace of the settings. */
    Plan live() {
        return new Plan(Set.of(), world.queueTime(), world.jobTime());
    }

    /** The CI file of a commit; null when it has none. */
    static @Nullable CiConfig config(Commit commit) {
        FileEntry file = commit.files.get(CiConfig.FILE);
        return file == null ? null : CiConfig.parse(file.blob().text());
    }

    /** A new pipeline for the ref; the commit must have a CI file with jobs for it. */
    Pipeline create(Project project, String ref, Commit commit, String source, User user, Instant when, Plan plan) {
        CiConfig config = config(commit);
        List<CiConfig.JobSpec> specs = config == null ? List.of() : config.jobsFor(ref);
        if (config == null || specs.isEmpty()) {
            throw new IllegalArgumentException("no jobs for " + ref);
        }
        int iid = project.pipelines.size() + 1;
        boolean tag = project.repository.tags.containsKey(ref);
        Pipeline pipeline = new Pipeline(
                world.nextId(World.Kind.PIPELINE), iid, project, commit, ref, tag, source, user, when, config.stages());
        for (CiConfig.JobSpec spec : specs) {
            String outcome = plan.failing().contains(spec.name()) ? "failed" : "success";
            pipeline.jobs.add(new Job(
                    world.nextId(World.Kind.JOB),
                    pipeline,
                    spec,
                    user,
                    when,
                    outcome,
                    plan.queueTime(),
                    plan.jobTime()));
        }
        project.pipelines.add(pipeline);
        project.touched(when);
        pipeline.advance(world.now());
        return pipeline;
    }

    /** A pipeline of the past. */
    Pipeline play(Project project, Commit commit, PipelineScript script) {
        Instant when = world.now().minus(script.age());
        Pipeline pipeline = new Pipeline(
                world.nextId(World.Kind.PIPELINE),
                project.pipelines.size() + 1,
                project,
                commit,
                script.ref(),
                project.repository.tags.containsKey(script.ref()),
                "push",
                project.creator,
                when,
                script.stages());
        for (PipelineScript.ScriptedJob wanted : script.jobs()) {
            CiConfig.JobSpec spec = new CiConfig.JobSpec(
                    wanted.name(),
                    wanted.stage(),
                    "alpine:3.20",
                    List.of(),
                    false,
                    false,
                    false,
                    List.of(),
                    List.of(),
                    "");
            Job job = new Job(
                    world.nextId(World.Kind.JOB),
                    pipeline,
                    spec,
                    project.creator,
                    when,
                    wanted.failed() ? "failed" : "success",
                    Duration.ZERO,
                    wanted.duration());
            job.scriptedLog = wanted.log();
            pipeline.jobs.add(job);
        }
        project.pipelines.add(pipeline);
        pipeline.advance(world.now());
        return pipeline;
    }

    /** The pipeline a push starts, if the commit's CI file has jobs for the branch. */
    void pushed(Project project, String branch, Commit commit, User user, Instant when) {
        CiConfig config;
        try {
            config = config(commit);
        } catch (IllegalArgumentException brokenFile) {
            return;
        }
        if (config != null && !config.jobsFor(branch).isEmpty()) {
            create(project, branch, commit, "push", user, when, live());
        }
    }

    /** A new job in the place of one that ended. */
    Job retry(Job job, User user) {
        Instant now = world.now();
        job.retried = true;
        Job again = new Job(
                world.nextId(World.Kind.JOB),
                job.pipeline,
                job.spec,
                user,
                now,
                "success",
                world.queueTime(),
                world.jobTime());
        again.playedAt = now;
        job.pipeline.jobs.add(again);
        restart(job.pipeline, now);
        return again;
    }

    /** Retries everything in the pipeline that failed or was canceled. */
    void retry(Pipeline pipeline, User user) {
        pipeline.current().stream()
                .filter(job -> job.status.equals("failed") || job.status.equals("canceled"))
                .forEach(job -> retry(job, user));
        restart(pipeline, world.now());
    }

    void cancel(Pipeline pipeline) {
        Instant now = world.now();
        pipeline.current().stream().filter(job -> !job.status.equals("manual")).forEach(job -> job.cancel(now));
        pipeline.advance(now);
    }

    void cancel(Job job) {
        job.cancel(world.now());
        job.pipeline.advance(world.now());
    }

    void play(Job job) {
        job.playedAt = world.now();
        job.reset(world.queueTime(), world.jobTime());
        job.pipeline.advance(world.now());
    }

    private void restart(Pipeline pipeline, Instant now) {
        pipeline.current().stream()
                .filter(job -> job.status.equals("skipped"))
                .forEach(job -> job.reset(world.queueTime(), world.jobTime()));
        pipeline.status = "running";
        pipeline.advance(now);
    }
}
