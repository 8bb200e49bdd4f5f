package dev.gitlabmcp.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/**
 * The log of a job as a runner writes it: ANSI colours and section markers around the output of each script line. The
 * output of a job comes from the resource {@code logs/<job>.<outcome>.txt} where there is one. A log is a pure
 * function of the job and the time, so it can be computed again for every request.
 */
final class JobLog {
    private static final String RESET = "\u001b[0;m";
    private static final String INFO = "\u001b[0K\u001b[36;1m";
    private static final String GREEN = "\u001b[32;1m";
    private static final String RED = "\u001b[31;1m";
    /** The job whose log is several hundred KB long. */
    private static final String LONG_LOG = "e2e-tests";

    private static final int LONG_LOG_CASES = 4_200;

    private final Job job;
    private final Instant start;
    private final StringBuilder out = new StringBuilder();

    private JobLog(Job job, Instant start) {
        this.job = job;
        this.start = start;
    }

    /** The bytes written by {@code now}; none before the job starts. */
    static byte[] of(Job job, Instant now) {
        Instant start = job.startedAt;
        if (start == null || job.bridge()) {
            return new byte[0];
        }
        byte[] scripted = job.scriptedLog;
        if (scripted != null) {
            return scripted;
        }
        Instant end = job.finishedAt;
        boolean failed = (job.ended() ? job.status : job.outcome).equals("failed");
        JobLog log = new JobLog(job, start);
        log.write(failed, job.status.equals("canceled"));
        byte[] all = log.out.toString().getBytes(StandardCharsets.UTF_8);
        if (end != null || job.runTime().isZero()) {
            return all;
        }
        double progress = (double) Duration.between(start, now).toMillis()
                / Math.max(1, job.runTime().toMillis());
        int length = (int) (all.length * Math.max(0, Math.min(1, progress)));
        return Arrays.copyOf(all, length);
    }

    private void write(boolean failed, boolean canceled) {
        out.append("\u001b[0KRunning with gitlab-runner 19.2.1 (66a723c3)\u001b[0;m\n");
        out.append("\u001b[0K  on shared-docker-02 tYx4kVbNq, system ID: s_5c1f0c9d7b3a\u001b[0;m\n");
        section(
                "prepare_executor",
                2,
                "Preparing the \"docker\" executor",
                () -> line("Using Docker executor with image " + job.spec.image() + " ...\nUsing docker image sha256:"
                        + GitHash.sha256(Fault.bytes(job.spec.image())) + " for " + job.spec.image() + " ..."));
        section(
                "prepare_script",
                1,
                "Preparing environment",
                () -> line("Running on runner-tyx4kvbnq-project-" + job.pipeline.project.id
                        + "-concurrent-0 via shared-docker-02..."));
        section("get_sources", 1, "Getting source from Git repository", this::sources);
        section("step_script", 5, "Executing \"step_script\" stage of the job script", () -> script(failed));
        if (canceled) {
            out.append(RED).append("ERROR: Job failed: canceled").append(RESET).append('\n');
            return;
        }
        if (!failed && job.spec.artifacts()) {
            section(
                    "upload_artifacts_on_success",
                    1,
                    "Uploading artifacts for successful job",
                    () -> line(GREEN + "Uploading artifacts..." + RESET
                            + "\nUploading artifacts as \"archive\" to coordinator... "
                            + "201 Created  correlation_id=01JC7Q4M2N8RSTV5WX9YZ0ABCD id=" + job.id
                            + " responseStatus=201 Created token=64_tYx4kV"));
        }
        section("cleanup_file_variables", 0, "Cleaning up project directory and file based variables", () -> {});
        out.append("\u001b[0K")
                .append(failed ? RED + "ERROR: Job failed: exit code 1" : GREEN + "Job succeeded")
                .append(RESET)
                .append('\n');
    }

    private void sources() {
        Pipeline pipeline = job.pipeline;
        line(GREEN + "Fetching changes with git depth set to 20..." + RESET);
        line("Initialized empty Git repository in /builds/" + pipeline.project.fullPath() + "/.git/");
        line(GREEN + "Checking out " + pipeline.commit.shortSha() + " as detached HEAD (ref is " + pipeline.ref + ")..."
                + RESET);
        line("\nSkipping Git submodules setup");
    }

    private void script(boolean failed) {
        String name = job.spec.name();
        String output = Resources.find("logs/" + name + (failed ? ".failed" : ".success") + ".txt")
                .orElse("");
        for (int i = 0; i < job.spec.script().size(); i++) {
            line(GREEN + "$ " + job.spec.script().get(i) + RESET);
            if (i == job.spec.script().size() - 1) {
                out.append(
                        name.equals(LONG_LOG) ? longOutput() : output.replace("{sha}", job.pipeline.commit.shortSha()));
            }
        }
    }

    private static String longOutput() {
        StringBuilder text =
                new StringBuilder("\nRunning ").append(LONG_LOG_CASES).append(" tests using 4 workers\n\n");
        String[] browsers = {"chromium", "firefox", "webkit"};
        String[] areas = {"cart", "checkout", "catalogue-search", "account", "wish-list", "gift-cards"};
        for (int i = 1; i <= LONG_LOG_CASES; i++) {
            int mixed = i * 7_919 % 10_007;
            text.append(String.format(
                    Locale.ROOT,
                    "  \u001b[32m\u2713\u001b[39m %5d [%s] \u203a e2e/%s.spec.ts:%d:%d \u203a keeps state across reload, case %04d (%d.%ds)%n",
                    i,
                    browsers[mixed % browsers.length],
                    areas[mixed % areas.length],
                    mixed % 240 + 1,
                    mixed % 8 + 1,
                    i,
                    mixed % 4,
                    mixed % 10));
        }
        return text.append("\n  ")
                .append(LONG_LOG_CASES)
                .append(" passed (18.4m)\n")
                .toString();
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    /** A section's markers carry Unix seconds. */
    private void section(String name, int seconds, String title, Runnable body) {
        long from = start.getEpochSecond();
        out.append("section_start:").append(from).append(':').append(name).append("\r\u001b[0K");
        out.append(INFO).append(title).append(RESET).append('\n');
        body.run();
        out.append("section_end:")
                .append(from + seconds)
                .append(':')
                .append(name)
                .append("\r\u001b[0K\n");
    }
}
