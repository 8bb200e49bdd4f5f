package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.tool.ToolTestCase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestReportReadingTest extends ToolTestCase {
    private static final String REPORT = "GET /projects/1/pipelines/2/test_report";
    private static final ResultLimits SMALL = new ResultLimits(8 * 1024);

    private static String report(int suites, int cases, String message) {
        StringBuilder json = new StringBuilder("{\"total_count\":" + suites * cases + ",\"test_suites\":[");
        for (int s = 0; s < suites; s++) {
            json.append(s == 0 ? "" : ",").append("{\"name\":\"suite " + s + "\",\"test_cases\":[");
            for (int c = 0; c < cases; c++) {
                json.append(c == 0 ? "" : ",")
                        .append("{\"status\":\"failed\",\"name\":\"test " + s + "." + c + "\",\"system_output\":\"")
                        .append(message)
                        .append("\"}");
            }
            json.append("]}");
        }
        return json.append("]}").toString();
    }

    @Test
    void show_largeReport_canBeReadToItsEnd() {
        gitlab.on(REPORT, report(3, 40, "expected 1, got 2"));
        List<String> names = new ArrayList<>();
        String arguments = "{\"project_id\":1,\"pipeline_id\":2}";
        while (!arguments.isEmpty()) {
            CallToolResult result = call(PipelineTools.GET_PIPELINE_TEST_REPORT, arguments, SMALL);
            assertThat(block(result, 0).getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(SMALL.maxBytes());
            JsonNode shown = tree(block(result, 0));
            shown.get("failed_tests").forEach(test -> names.add(test.get("name").asText()));
            String next = shown.path("next").asText();
            arguments = next.isEmpty() ? "" : next.substring(next.indexOf('{'));
        }
        assertThat(names)
                .hasSize(120)
                .doesNotHaveDuplicates()
                .startsWith("test 0.0")
                .endsWith("test 2.39");
    }

    @Test
    void show_manySuites_countsThoseThatDoNotFit() {
        gitlab.on(REPORT, report(400, 1, "no"));
        JsonNode shown =
                tree(block(call(PipelineTools.GET_PIPELINE_TEST_REPORT, "{'project_id':1,'pipeline_id':2}", SMALL), 0));
        assertThat(shown.get("test_suites").size() + shown.get("more_suites").asInt())
                .isEqualTo(400);
        assertThat(shown.get("failed_tests")).isNotEmpty();
    }

    @Test
    void show_longMessages_neverExceedTheLimit() {
        gitlab.on(REPORT, report(1, 3, "ü\\n".repeat(30_000)));
        CallToolResult result = call(
                PipelineTools.GET_PIPELINE_TEST_REPORT,
                "{'project_id':1,'pipeline_id':2,'message_chars':20000}",
                SMALL);
        assertThat(block(result, 0).getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(SMALL.maxBytes());
        assertThat(tree(block(result, 0)).get("failed_tests")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "7",
                "{\"total_count\":\"x\",\"test_suites\":{}}",
                "{\"test_suites\":[7,null,{\"name\":5,\"test_cases\":{}},{\"test_cases\":[1,null,[]]}]}",
                "{\"test_suites\":[{\"test_cases\":[{\"status\":7,\"name\":{\"a\":[1]},\"recent_failures\":3}]}]}",
                "{\"test_suites\":[{\"test_cases\":[{\"status\":\"failed\",\"name\":null,\"execution_time\":\"1\","
                        + "\"recent_failures\":{\"count\":{}},\"system_output\":7}]}]}"
            })
    void show_strangeReports_breakNothing(String report) {
        gitlab.on(REPORT, report);
        JsonNode shown = success(PipelineTools.GET_PIPELINE_TEST_REPORT, "{'project_id':1,'pipeline_id':2}");
        assertThat(shown.get("test_suites").isArray()).isTrue();
    }
}
