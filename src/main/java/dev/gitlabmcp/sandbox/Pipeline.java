package dev.gitlabmcp.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pipeline; its state is what {@link #advance} made of it last. */
final class Pipeline {
    final int id;
    final int iid;
    final Project project;
    final Commit commit;
    final String ref;
    final boolean tag;
    final String source;
    final User user;
    final Instant createdAt;
    final List<String> stages;
    final List<Job> jobs = new ArrayList<>();
    final Map<String, String> variables = new LinkedHashMap<>();
    String status = "created";
    Instant updatedAt;

    @Nullable
    Instant startedAt;

    @Nullable
    Instant finishedAt;

    @Nullable
    String coverage;

    Pipeline(
            int id,
            int iid,
            Project project,
            Commit commit,
            String ref,
            boolean tag,
            String source,
            User user,
            Instant createdAt,
            List<String> stages) {
        this.id = id;
        this.iid = iid;
        this.project = project;
        this.commit = commit;
        this.ref = ref;
        this.tag = tag;
        this.source = source;
        this.user = user;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
        this.stages = stages;
    }

    /** The jobs that count: those that were retried are left out. */
    List<Job> current() {
        return jobs.stream().filter(job -> !job.retried).toList();
    }

    boolean complete() {
        return switch (status) {
            case "success", "failed", "canceled", "skipped" -> true;
            default -> false;
        };
    }

    /** Seconds between the first start and the last end; null before both are known. */
    @Nullable
    Long duration() {
        return startedAt == null || finishedAt == null
                ? null
                : Duration.between(startedAt, finishedAt).toSeconds();
    }

    /** Lets the jobs start and end as far as they would have by now, stage by stage. */
    void advance(Instant now) {
        Instant unlocked = createdAt;
        boolean blocked = false;
        boolean skipping = false;
        for (String stage : stages) {
            List<Job> inStage = current().stream()
                    .filter(job -> job.spec.stage().equals(stage))
                    .toList();
            for (Job job : inStage) {
                if (skipping) {
                    job.skip(unlocked);
                } else if (!blocked) {
                    job.advance(unlocked, now);
                }
            }
            if (!blocked && !skipping) {
                for (Job job : inStage) {
                    Instant ended = job.finishedAt;
                    unlocked = ended != null && ended.isAfter(unlocked) ? ended : unlocked;
                }
                blocked = inStage.stream().anyMatch(Job::holdsBack);
                skipping = !blocked && inStage.stream().anyMatch(Job::breaksPipeline);
            }
        }
        settle();
    }

    private void settle() {
        List<Job> jobsNow = current();
        status = statusOf(jobsNow);
        startedAt = null;
        Instant last = createdAt;
        for (Job job : jobsNow) {
            Instant started = job.startedAt;
            if (started != null && (startedAt == null || started.isBefore(startedAt))) {
                startedAt = started;
            }
            last = latest(last, latest(job.createdAt, latest(started, job.finishedAt)));
        }
        updatedAt = last;
        finishedAt = complete() ? last : null;
        coverage = complete() && jobsNow.stream().anyMatch(job -> job.coverage() != null) ? "83.4" : null;
    }

    private static Instant latest(@Nullable Instant left, @Nullable Instant right) {
        if (left == null || right == null) {
            return left != null ? left : right != null ? right : Instant.EPOCH;
        }
        return left.isAfter(right) ? left : right;
    }

    private static String statusOf(List<Job> jobs) {
        boolean begun = has(jobs, "running") || jobs.stream().anyMatch(job -> job.startedAt != null);
        boolean held = jobs.stream().anyMatch(job -> job.status.equals("manual") && !job.spec.allowFailure());
        if (held && !has(jobs, "running") && !has(jobs, "pending")) {
            return "manual";
        }
        if (has(jobs, "running") || has(jobs, "pending") || has(jobs, "created")) {
            return begun ? "running" : has(jobs, "pending") ? "pending" : "created";
        }
        if (jobs.stream().anyMatch(job -> job.status.equals("failed") && !job.spec.allowFailure())) {
            return "failed";
        }
        if (has(jobs, "canceled")) {
            return "canceled";
        }
        boolean manualOnly = jobs.stream().allMatch(job -> job.status.equals("manual"));
        return manualOnly || jobs.stream().allMatch(job -> job.status.equals("skipped")) ? "skipped" : "success";
    }

    private static boolean has(List<Job> jobs, String status) {
        return jobs.stream().anyMatch(job -> job.status.equals(status));
    }
}
