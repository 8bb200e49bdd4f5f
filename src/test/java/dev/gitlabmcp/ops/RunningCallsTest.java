package dev.gitlabmcp.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.catalogue.GitLabCatalogue;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.tool.Catalogue;
import dev.gitlabmcp.tool.StubGitLab;
import dev.gitlabmcp.tool.ToolConfiguration;
import dev.gitlabmcp.tool.ToolExecutor;
import dev.gitlabmcp.tool.ToolTestCase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many calls are said to run while GitLab is asked for one. */
class RunningCallsTest extends ToolTestCase {
    private final Catalogue catalogue = GitLabCatalogue.tools();
    private final ToolMetrics metrics = new ToolMetrics(catalogue);
    private final ToolExecutor executor =
            new ToolExecutor(catalogue, client, ResultLimits.DEFAULT, metrics, ToolConfiguration.defaults());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            whoami    | {}
            call_tool | {'name':'whoami','arguments':{}}
            """)
    void call_isOne_alsoWhenAnotherToolPassesItOn(String tool, String arguments) {
        List<Long> seen = new CopyOnWriteArrayList<>();
        gitlab.otherwise(request -> {
            seen.add(metrics.running());
            return StubGitLab.Answer.json(200, "{\"id\":1,\"username\":\"ann\"}");
        });

        executor.call(tool, object(arguments), context);

        assertThat(seen).isNotEmpty().containsOnly(1L);
        assertThat(metrics.running()).isZero();
    }

    @Test
    void callThatFails_runsNoLonger() {
        executor.call("call_tool", object("{'name':'get_project','arguments':{}}"), context);
        executor.call("call_tool", object("{'name':'no_such_tool','arguments':{}}"), context);

        assertThat(metrics.running()).isZero();
    }
}
