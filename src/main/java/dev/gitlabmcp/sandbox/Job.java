package dev.gitlabmcp.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A job of a pipeline, or a bridge to another project's pipeline. */
final class Job {
    private static final Set<String> ENDED = Set.of("success", "failed", "canceled", "skipped");

    final int id;
    final Pipeline pipeline;
    final CiConfig.JobSpec spec;
    final User user;
    final Instant createdAt;
    /** How the job ends if it is left alone. */
    final String outcome;

    private Duration queueTime;
    private Duration runTime;
    String status = "created";
    boolean retried;

    /** Its log where a test wrote it. */
    byte @Nullable [] scriptedLog;

    @Nullable
    Instant playedAt;

    @Nullable
    Instant startedAt;

    @Nullable
    Instant finishedAt;

    @Nullable
    Pipeline downstream;

    Job(
            int id,
            Pipeline pipeline,
            CiConfig.JobSpec spec,
            User user,
            Instant createdAt,
            String outcome,
            Duration queueTime,
            Duration runTime) {
        this.id = id;
        this.pipeline = pipeline;
        this.spec = spec;
        this.user = user;
        this.createdAt = createdAt;
        this.outcome = outcome;
        this.queueTime = queueTime;
        this.runTime = runTime;
    }

    boolean bridge() {
        return !spec.trigger().isEmpty();
    }

    boolean ended() {
        return ENDED.contains(status);
    }

    boolean cancelable() {
        return Set.of("created", "pending", "running", "manual").contains(status);
    }

    /** Whether the stages after this one have to wait. */
    boolean holdsBack() {
        return !ended() && !(status.equals("manual") && spec.allowFailure());
    }

    /** Whether the stages after this one do not run at all. */
    boolean breaksPipeline() {
        return (status.equals("failed") && !spec.allowFailure()) || status.equals("canceled");
    }

    /** Moves on to the state it has at {@code now}, when its stage could start at {@code unlocked}. */
    void advance(Instant unlocked, Instant now) {
        if (ended()) {
            return;
        }
        Instant played = playedAt;
        if (spec.manual() && played == null) {
            status = "manual";
            return;
        }
        Instant ready = createdAt.isAfter(unlocked) ? createdAt : unlocked;
        ready = played != null && played.isAfter(ready) ? played : ready;
        Instant start = ready.plus(queueTime);
        Instant end = start.plus(runTime);
        if (now.isBefore(start)) {
            status = "pending";
        } else if (now.isBefore(end)) {
            status = "running";
            startedAt = start;
        } else {
            status = outcome;
            startedAt = start;
            finishedAt = end;
        }
    }

    void skip(Instant when) {
        if (!ended() && !status.equals("manual")) {
            status = "skipped";
            finishedAt = when;
        }
    }

    void cancel(Instant now) {
        if (cancelable()) {
            status = "canceled";
            finishedAt = now;
        }
    }

    /** The job waits for its stage, or the player's click, from the beginning; from then on it takes this long. */
    void reset(Duration queue, Duration run) {
        status = "created";
        finishedAt = null;
        queueTime = queue;
        runTime = run;
    }

    Duration runTime() {
        return runTime;
    }

    @Nullable
    Double coverage() {
        boolean measured = spec.name().contains("unit") && status.equals("success");
        return measured ? 83.4 : null;
    }

    /** Seconds it has run so far, or ran in all. */
    @Nullable
    Double duration(Instant now) {
        if (startedAt == null) {
            return null;
        }
        return Duration.between(startedAt, finishedAt == null ? now : finishedAt)
                        .toMillis()
                / 1000.0;
    }

    @Nullable
    Double queuedDuration() {
        return startedAt == null ? null : queueTime.toMillis() / 1000.0;
    }
}
