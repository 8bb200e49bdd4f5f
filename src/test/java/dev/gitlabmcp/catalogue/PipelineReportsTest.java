package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.protocol.Content;
import dev.gitlabmcp.protocol.ToolNarrowing;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.tool.StubGitLab.Answer;
import dev.gitlabmcp.tool.ToolConfiguration;
import dev.gitlabmcp.tool.ToolExecutor;
import dev.gitlabmcp.tool.ToolObserver;
import dev.gitlabmcp.tool.ToolTestCase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the golden cases of the reports on pipelines do not show: bounds, going on, progress, cancellation, permission. */
class PipelineReportsTest extends ToolTestCase {
    private static final String NAMED = "{'project_id':1,'pipeline_id':2";
    private static final String ALL_JOBS = "GET /projects/1/pipelines/2/jobs";

    /** A pipeline of so many failed jobs, whose texts are as long as texts get. */
    private void pipeline(int jobs, String log) {
        gitlab.on(
                        "GET /projects/1/pipelines/2",
                        "{\"id\":2,\"status\":\"failed\",\"ref\":\"main\",\"sha\":\"" + "b".repeat(40) + "\"}")
                .on(
                        ALL_JOBS,
                        IntStream.rangeClosed(1, jobs)
                                .mapToObj(i -> "{\"id\":" + i + ",\"name\":\"job " + i
                                        + "\",\"status\":\"failed\",\"started_at\":\"2026-03-01T10:00:00Z\"}")
                                .collect(Collectors.joining(",", "[", "]")))
                .on(
                        "GET /projects/1/pipelines/2/test_report",
                        IntStream.range(0, 400)
                                .mapToObj(i -> "{\"status\":\"failed\",\"name\":\"test " + i + "\",\"system_output\":\""
                                        + "√".repeat(2_000) + "\"}")
                                .collect(Collectors.joining(
                                        ",", "{\"total_count\":400,\"test_suites\":[{\"test_cases\":[", "]}]}")))
                .on("GET /projects/1/pipelines", "[{\"id\":1,\"sha\":\"" + "a".repeat(40) + "\"}]")
                .on(
                        "GET /projects/1/repository/compare",
                        IntStream.range(0, 900)
                                .mapToObj(i -> "{\"new_path\":\"src/" + "ü".repeat(100) + i + "\",\"diff\":\"+a\"}")
                                .collect(Collectors.joining(",", "{\"commits\":[],\"diffs\":[", "]}")));
        gitlab.otherwise(request -> request.target().endsWith("/trace")
                ? Answer.bytes(log.getBytes(StandardCharsets.UTF_8))
                : Answer.json(404, "{}"));
    }

    private static String log(int errors) {
        return IntStream.rangeClosed(1, errors)
                .mapToObj(i -> "all is well\nError " + "é".repeat(i % 300) + ": number " + i + "\n")
                .collect(Collectors.joining());
    }

    private static int bytes(CallToolResult result) {
        return result.content().stream()
                .mapToInt(block -> ((Content.Text) block).text().getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    @ParameterizedTest
    @ValueSource(ints = {6 * 1024, 16 * 1024, 48 * 1024, 200 * 1024})
    void results_stayWithinTheirBudget(int bytes) {
        pipeline(100, log(300));
        ResultLimits limits = new ResultLimits(bytes);
        for (CallToolResult result : List.of(
                call(PipelineReportTools.DIAGNOSE_PIPELINE, NAMED + ",'logs':30}", limits),
                call(PipelineReportTools.COMPARE_PIPELINES, NAMED + ",'base_pipeline_id':2}", limits),
                call(PipelineReportTools.SEARCH_JOB_LOGS, NAMED + ",'patterns':['Error']}", limits))) {
            assertThat(result.isError()).as(block(result, 0)).isFalse();
            assertThat(bytes(result)).as(block(result, 0)).isLessThanOrEqualTo(bytes);
        }
    }

    @Test
    void diagnosis_everyPartGetsItsShare() {
        pipeline(100, log(200));
        CallToolResult result = call(PipelineReportTools.DIAGNOSE_PIPELINE, NAMED + "}");
        JsonNode facts = tree(block(result, 0));
        assertThat(facts.path("failed_jobs").size()).isGreaterThan(20);
        assertThat(facts.at("/failed_tests/tests").size()).isGreaterThan(3);
        assertThat(facts.at("/failed_tests/all").asText()).startsWith("get_pipeline_test_report {");
        assertThat(facts.at("/since_last_green/changed_files").size()).isGreaterThan(5);
        assertThat(facts.at("/since_last_green/more_changes").asText()).startsWith("get_branch_diffs {");
        assertThat(block(result, 1)).contains("=== job 1 job 1: first error in line 2 of 400, 200 lines");
        assertThat(facts.path("logs_not_read").asInt()).isEqualTo(90);
        assertThat(facts.path("next_logs").asText())
                .isEqualTo("diagnose_pipeline {\"project_id\":\"1\",\"pipeline_id\":2,\"log_offset\":10}");
        assertThat(context.progress())
                .startsWith("looking the pipeline up", "reading the failed jobs", "reading the test report")
                .endsWith("reading log 10 of 10: job 10");
    }

    @Test
    void search_followedToItsEnd_findsEachMatchOnce() {
        pipeline(3, log(300));
        List<String> found = new ArrayList<>();
        String arguments =
                (NAMED + ",'patterns':['number .*7$'],'max_matches_per_job':500,'context_lines':0}").replace('\'', '"');
        int calls = 0;
        while (!arguments.isEmpty()) {
            CallToolResult result = call(PipelineReportTools.SEARCH_JOB_LOGS, arguments, new ResultLimits(8 * 1024));
            block(result, 1).lines().filter(line -> !line.startsWith("===")).forEach(found::add);
            String next = tree(block(result, 0)).path("next").asText();
            arguments = next.isEmpty() ? "" : next.substring(next.indexOf('{'));
            calls++;
        }
        assertThat(calls).isGreaterThan(3);
        assertThat(found).hasSize(3 * 30);
        assertThat(Set.copyOf(found)).hasSize(30);
    }

    @Test
    void search_logsThatCannotBeRead_areNotSaidToBeMissing() {
        pipeline(100, log(1));
        gitlab.otherwise(request -> Answer.json(request.path().contains("/jobs/7/") ? 404 : 500, "{}"));
        CallToolResult result = call(
                PipelineReportTools.SEARCH_JOB_LOGS, NAMED + ",'patterns':['number 7']}", new ResultLimits(6 * 1024));
        JsonNode facts = tree(block(result, 0));
        assertThat(facts.get("no_log")).isEqualTo(tree("[7]"));
        assertThat(facts.get("not_searched_count").asInt()).isEqualTo(99);
        assertThat(facts.at("/not_searched_because/0/why").asText()).isEqualTo("GitLab does not show this (500)");
        assertThat(facts.at("/not_searched_because/0/jobs_count").asInt()).isEqualTo(99);
        assertThat(bytes(result)).isLessThanOrEqualTo(6 * 1024);
    }

    @Test
    void search_tellsHowFarItIsAndEndsWhenCancelled() {
        pipeline(60, log(10));
        gitlab.on("GET /projects/1/jobs/3/trace", request -> {
            CompletableFuture.runAsync(() -> context.cancellation().cancel("user"))
                    .join();
            return Answer.bytes(log(10).getBytes(StandardCharsets.UTF_8));
        });
        assertThat(failure(PipelineReportTools.SEARCH_JOB_LOGS, NAMED + ",'patterns':['number 7']}"))
                .isEqualTo("The call was cancelled.");
        assertThat(context.progress())
                .containsExactly(
                        "looking the jobs up",
                        "searching job 1 of 60, 0 matches so far",
                        "searching job 2 of 60, 1 matches so far",
                        "searching job 3 of 60, 2 matches so far");
    }

    private String diagnosis(ToolConfiguration configuration) {
        ToolExecutor executor = new ToolExecutor(
                GitLabCatalogue.tools(), client, ResultLimits.DEFAULT, ToolObserver.NONE, configuration);
        ObjectNode arguments = object(NAMED + "}");
        return executor.call("diagnose_pipeline", arguments, context).content().stream()
                .map(block -> ((Content.Text) block).text())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void diagnosis_logsDeniedByName_areNotShown() {
        pipeline(1, log(1));
        String denied = "=== job 1 job 1: not shown: its operator has denied the tool get_pipeline_job_output.";
        assertThat(diagnosis(ToolConfiguration.defaults())).contains("number 1");
        assertThat(diagnosis(new ToolConfiguration(null, null, null, "^get_pipeline_job_output$", null, null, null)))
                .contains(denied, "\"failed_tests\":{");
        assertThat(gitlab.requests().stream().filter(r -> r.target().endsWith("/trace")))
                .hasSize(1);
    }

    @Test
    void diagnosis_chosenAlone_isWhole() {
        pipeline(1, log(1));
        context.narrowed(new ToolNarrowing("", Set.of(), Set.of("diagnose_pipeline"), Set.of(), false));
        assertThat(diagnosis(ToolConfiguration.defaults())).contains("number 1", "\"changed_files\":[");
        context.narrowed(new ToolNarrowing("", Set.of(), Set.of(), Set.of("get_pipeline_job_output"), false));
        assertThat(diagnosis(ToolConfiguration.defaults())).contains("leave the tool get_pipeline_job_output out");
    }

    @Test
    void comparison_cutListsAreCounted() {
        pipeline(100, "");
        gitlab.on("GET /projects/1/pipelines/3", "{\"id\":3,\"status\":\"success\",\"sha\":\"" + "c".repeat(40) + "\"}")
                .on(
                        "GET /projects/1/pipelines/3/jobs",
                        Stream.iterate(1, i -> i + 1)
                                .limit(100)
                                .map(i ->
                                        "{\"id\":" + (i + 500) + ",\"name\":\"job " + i + "\",\"status\":\"success\"}")
                                .collect(Collectors.joining(",", "[", "]")))
                .on("GET /projects/1/pipelines/3/test_report", "{}");
        CallToolResult result = call(
                PipelineReportTools.COMPARE_PIPELINES, NAMED + ",'base_pipeline_id':3}", new ResultLimits(8 * 1024));
        JsonNode facts = tree(block(result, 0));
        int shown = facts.at("/jobs/other_status").size();
        assertThat(shown).isBetween(5, 99);
        assertThat(shown + facts.at("/jobs/more_other_status").asInt()).isEqualTo(100);
        assertThat(facts.at("/tests/newly_failing").size()
                        + facts.at("/tests/more_newly_failing").asInt())
                .isEqualTo(400);
    }
}
