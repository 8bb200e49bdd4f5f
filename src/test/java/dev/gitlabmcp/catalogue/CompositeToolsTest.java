package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.catalogue.MeasuredCalls.Measured;
import dev.gitlabmcp.sandbox.PipelineScript;
import dev.gitlabmcp.sandbox.PipelineScript.ScriptedJob;
import dev.gitlabmcp.shaping.ResultLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** The tools that put many answers together, at a pipeline of 60 jobs with logs of 5 MB: bytes, requests, time and memory. */
class CompositeToolsTest extends SandboxTestCase {
    private static final int JOBS = 60;
    private static final int FAILED = 12;
    private static final int LOG_BYTES = 5 * 1024 * 1024;
    private static final long MOST_HELD = 4 * 1024 * 1024;
    private static final byte[] GREEN_LOG = log("");
    private static final byte[] RED_LOG = log("\u001b[31mAssertionError: expected 12.36 but was 12.35\u001b[0m");

    /** As a runner writes it, with an error two thirds down. */
    private static byte[] log(String error) {
        StringBuilder log = new StringBuilder(LOG_BYTES + 200);
        log.append("section_start:1767225600:step_script\r\u001b[0K\u001b[36;1mExecuting\u001b[0;m\n");
        boolean written = error.isEmpty();
        for (int i = 1; log.length() < LOG_BYTES - 300; i++) {
            log.append("\u001b[32m✓\u001b[0m case ").append(i).append(" keeps its state across a reload of the page\n");
            if (!written && log.length() > LOG_BYTES / 3 * 2) {
                log.append(error).append("\n    at PriceTest.rounds(PriceTest.java:41)\n");
                written = true;
            }
        }
        log.append("section_end:1767225900:step_script\r\u001b[0K\n")
                .append(error.isEmpty() ? "Job succeeded\n" : "ERROR: Job failed: exit code 1\n");
        return log.toString().getBytes(StandardCharsets.UTF_8);
    }

    private int pipeline(boolean failing, Duration age) {
        List<ScriptedJob> jobs = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            boolean failed = failing && i < FAILED;
            String name = i == 0 ? "unit-test" : "e2e " + i + "/" + JOBS;
            jobs.add(new ScriptedJob(
                    name, "test", failed, Duration.ofSeconds(failing ? 90 : 60), failed ? RED_LOG : GREEN_LOG));
        }
        return gitlab.add(new PipelineScript(Integer.toString(PROJECT), "main", age, jobs));
    }

    private static void assertBounded(TestReporter reporter, String what, Measured call, int mostRequests) {
        reporter.publishEntry(
                what,
                call.bytes() + " bytes, " + call.requests() + " requests, " + call.milliseconds() + " ms, "
                        + call.held() / 1024 + " KiB of heap held at most");
        assertThat(call.bytes()).as(what).isBetween(100, ResultLimits.DEFAULT.maxBytes());
        assertThat(call.requests()).as(what).isBetween(1, mostRequests);
        assertThat(call.held()).as("%s: bytes of heap held at once", what).isLessThan(MOST_HELD);
    }

    @Test
    void largePipeline_costsLittle(TestReporter reporter) throws Exception {
        int green = pipeline(false, Duration.ofMinutes(20));
        int red = pipeline(true, Duration.ofMinutes(10));
        String named = "{\"project_id\":41,\"pipeline_id\":" + red;
        String pattern = ",\"patterns\":[\"AssertionError: \\\\w+\",\"panic:\"]}";
        String common = ",\"patterns\":[\"case \\\\d+00 keeps\"]}";
        List<List<String>> calls = List.of(
                List.of("diagnose_pipeline", named + "}"),
                List.of("search_job_logs", named + pattern),
                List.of("search_job_logs", named + common),
                List.of("compare_pipelines", named + ",\"base_pipeline_id\":" + green + "}"),
                List.of("get_merge_request_review_context", "{\"project_id\":41,\"merge_request_iid\":2}"),
                List.of("list_my_work", "{}"));
        List<Measured> measured = MeasuredCalls.of(gitlab, calls);
        List<Integer> requests = List.of(5 + 10, 1 + JOBS, 1 + 10, 7, 5, 5);
        for (int i = 0; i < calls.size(); i++) {
            assertBounded(reporter, String.join(" ", calls.get(i)), measured.get(i), requests.get(i));
        }
    }
}
