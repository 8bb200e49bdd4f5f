package dev.gitlabmcp.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.gitlabmcp.catalogue.GitLabCatalogue;
import dev.gitlabmcp.tool.Catalogue;
import dev.gitlabmcp.tool.FinishedCall;
import dev.gitlabmcp.tool.TestContext;
import dev.gitlabmcp.tool.ToolDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolMetricsTest {
    private static final Catalogue CATALOGUE = GitLabCatalogue.tools();

    private static final TestContext CONTEXT =
            new TestContext("https://gitlab.example.com", "glpat-abcdefghij0123456789");

    private final ToolMetrics metrics = new ToolMetrics(CATALOGUE);

    private void call(ToolDefinition tool, String outcome, Duration took) {
        FinishedCall call =
                new FinishedCall(tool, false, outcome, took, JsonNodeFactory.instance.objectNode(), CONTEXT);
        metrics.finished(call);
        metrics.answered(call, 100);
    }

    private static ToolDefinition tool(String name) {
        return CATALOGUE.find(name).orElseThrow();
    }

    @Test
    void snapshot_hasCallsErrorsAndTimes() {
        for (int i = 0; i < 97; i++) {
            call(tool("get_project"), "ok", Duration.ofMillis(30));
        }
        call(tool("get_project"), "dry_run", Duration.ofMillis(30));
        call(tool("get_project"), "not_found", Duration.ofSeconds(4));
        call(tool("get_project"), "not_found", Duration.ofSeconds(4));
        call(tool("whoami"), "failed", Duration.ofMillis(1));

        List<ToolMetrics.Seen> seen = metrics.snapshot();
        assertThat(seen).extracting(ToolMetrics.Seen::tool).containsExactly("get_project", "whoami");
        ToolMetrics.Seen project = seen.get(0);
        assertThat(project.calls()).isEqualTo(100);
        assertThat(project.errors()).isEqualTo(Map.of("not_found", 2L));
        assertThat(project.failed()).isEqualTo(2);
        assertThat(project.p50()).isBetween(0.025, 0.05);
        assertThat(project.p99()).isBetween(2.5, 5.0);
        assertThat(project.resultBytes()).isEqualTo(10_000);
        assertThat(seen.get(1).errors()).isEqualTo(Map.of("failed", 1L));
    }

    @Test
    void allOperations_areOne() {
        CATALOGUE.operations().all().stream()
                .filter(operation -> CATALOGUE.curated(operation).isEmpty())
                .limit(300)
                .forEach(operation -> call(CATALOGUE.operations().tool(operation), "ok", Duration.ofMillis(1)));

        assertThat(metrics.snapshot()).singleElement().satisfies(seen -> {
            assertThat(seen.tool()).isEqualTo(ToolMetrics.OPERATION);
            assertThat(seen.calls()).isEqualTo(300);
        });
    }

    @Test
    void running_areThoseThatHaveNotEnded() {
        metrics.begun(false);
        metrics.begun(false);
        assertThat(metrics.running()).isEqualTo(2);
        call(tool("whoami"), "ok", Duration.ofMillis(1));
        assertThat(metrics.running()).isEqualTo(1);
    }

    @Test
    void nothingCalled_showsNothing() {
        assertThat(metrics.snapshot()).isEmpty();
        assertThat(metrics.collect().stream()).isEmpty();
    }
}
