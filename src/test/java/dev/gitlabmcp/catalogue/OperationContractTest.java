package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.gitlab.GitLabClientConfiguration;
import dev.gitlabmcp.gitlab.GitLabClientPool;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.protocol.Content;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.tool.Catalogue;
import dev.gitlabmcp.tool.ListingConfiguration;
import dev.gitlabmcp.tool.StubGitLab;
import dev.gitlabmcp.tool.TestContext;
import dev.gitlabmcp.tool.ToolConfiguration;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolExecutor;
import dev.gitlabmcp.tool.ToolObserver;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The requests of each operation that is on by default or guarded, as they arrive on a socket, against what GitLab documents:
 * with the required arguments alone, with all, and with awkward ones. Where a tool stands for an operation in the product, the
 * operation is tested all the same.
 */
class OperationContractTest {
    private static final List<StubGitLab.Request> ASKED = new CopyOnWriteArrayList<>();

    private static GitLabClientPool client;
    private static StubGitLab gitlab;
    private static ToolExecutor tools;
    private static GitLabContract contract;

    @BeforeAll
    static void start() {
        contract = new GitLabContract();
        client = new GitLabClientPool(GitLabClientConfiguration.defaults());
        gitlab = new StubGitLab().otherwise(request -> {
            ASKED.add(request);
            return StubGitLab.Answer.json(200, SampleArguments.ANSWER);
        });
        tools = new ToolExecutor(
                Catalogue.of(List.of()).with(ApiOperations.ALL),
                client,
                ResultLimits.DEFAULT,
                ToolObserver.NONE,
                ToolConfiguration.defaults()
                        .with(ListingConfiguration.defaults().with("all")));
    }

    @AfterAll
    static void stop() {
        if (client != null) {
            client.close();
            gitlab.close();
        }
    }

    static Stream<String> operations() {
        return OperationTable.names(flags -> flags.indexOf('o') < 0).stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void requests_areThoseOfGitLab(String name) {
        ToolDefinition tool =
                ApiOperations.ALL.tool(ApiOperations.ALL.find(name).orElseThrow());
        Set<String> required = new LinkedHashSet<>();
        tool.inputSchema().path("required").forEach(one -> required.add(one.asText()));
        if (tool.inputSchema().at("/properties/project_id").isObject()) {
            required.add("project_id");
        }
        Set<String> all = new LinkedHashSet<>(required);
        tool.inputSchema().path("properties").fieldNames().forEachRemaining(all::add);
        check(tool, required, false);
        check(tool, all, false);
        check(tool, all, true);
    }

    private static void check(ToolDefinition tool, Set<String> names, boolean awkward) {
        ObjectNode arguments = JsonNodeFactory.instance.objectNode();
        names.forEach(name -> arguments.set(
                name,
                SampleArguments.value(tool.name(), name, tool.inputSchema().at("/properties/" + name), awkward)));
        ASKED.clear();
        ObjectNode call = JsonNodeFactory.instance.objectNode().put("name", tool.name());
        call.set("arguments", arguments);
        CallToolResult result = tools.call("call_tool", call, new TestContext(gitlab.apiUrl()));
        String said = result.content().get(0) instanceof Content.Text text ? text.text() : "";
        assertThat(result.isError()).as("%s with %s: %s", tool, arguments, said).isFalse();
        assertThat(ASKED).as("%s with %s: %s", tool, arguments, said).hasSize(1);
        StubGitLab.Request request = ASKED.get(0);
        assertThat(contract.violations(request.method(), request.target(), request.body()))
                .as("%s with %s", tool, arguments)
                .isEmpty();
    }
}
