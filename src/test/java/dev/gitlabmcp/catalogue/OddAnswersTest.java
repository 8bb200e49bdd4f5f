package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.gitlab.GitLabRequest.Method;
import dev.gitlabmcp.tool.StubGitLab;
import dev.gitlabmcp.tool.ToolConfiguration;
import dev.gitlabmcp.tool.ToolDefinition;
import io.dropwizard.util.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that no GitLab should give break no tool, and a write that GitLab has done is never called failed. */
class OddAnswersTest {
    private static final List<String> ODD = List.of(
            "",
            "null",
            "true",
            "7",
            "\"text\"",
            "{}",
            "[]",
            "[null,1,\"x\",[],{}]",
            "[[{\"id\":1}]]",
            "{\"id\":{},\"iid\":[],\"name\":7,\"title\":{\"a\":[null]},\"status\":[],\"state\":7,\"notes\":{},\"diff\":7,"
                    + "\"author\":[],\"user\":\"x\",\"labels\":{},\"content\":[],\"sha\":7,\"diffs\":\"x\",\"commits\":7}",
            "[{\"id\":\"x\",\"iid\":null,\"name\":[],\"notes\":[7,null,{\"id\":[]}],\"new_path\":7,\"diff\":null}]",
            "<html><body>502</body></html>",
            "{\"id\":1,");

    private static final CatalogueCalls CALLS =
            new CatalogueCalls(new ToolConfiguration(Duration.seconds(3), null, null, null, null, null, null));

    private static final ExecutorService WAITING = Executors.newFixedThreadPool(ODD.size());

    @AfterAll
    static void stop() {
        WAITING.shutdownNow();
        CALLS.close();
    }

    static Stream<ToolDefinition> tools() {
        return GitLabCatalogue.tools().tools().stream();
    }

    @ParameterizedTest
    @MethodSource("tools")
    void oddAnswers_breakNothing(ToolDefinition tool) {
        ObjectNode arguments = arguments(tool);
        if (arguments.has("timeout_seconds")) {
            // They wait for a second each, which they can do at once.
            ODD.stream()
                    .map(odd ->
                            CompletableFuture.runAsync(() -> oddAnswer_breaksNothing(tool, arguments, odd), WAITING))
                    .toList()
                    .forEach(CompletableFuture::join);
        } else {
            ODD.forEach(odd -> oddAnswer_breaksNothing(tool, arguments, odd));
        }
    }

    private static void oddAnswer_breaksNothing(ToolDefinition tool, ObjectNode arguments, String odd) {
        CatalogueCalls.Went[] went = new CatalogueCalls.Went[1];
        assertThatCode(() ->
                        went[0] = CALLS.call(tool, arguments.deepCopy(), request -> StubGitLab.Answer.json(200, odd)))
                .as("%s with %s", tool, odd)
                .doesNotThrowAnyException();
        if (wrote(tool, went[0].asked())) {
            assertThat(went[0].result().isError())
                    .as("%s with %s: %s", tool, odd, went[0].result().content())
                    .isFalse();
        }
    }

    /** Whether the one request that makes the change was the only one. */
    private static boolean wrote(ToolDefinition tool, List<StubGitLab.Request> asked) {
        return asked.size() == 1
                && !tool.annotations().readOnly()
                && tool.method()
                        .filter(method -> method != Method.GET)
                        .filter(method -> method.name().equals(asked.get(0).method()))
                        .isPresent();
    }

    /** What it needs, and a second in which to wait where it waits. */
    private static ObjectNode arguments(ToolDefinition tool) {
        ObjectNode arguments = JsonNodeFactory.instance.objectNode();
        List<String> names = new ArrayList<>(SampleArguments.alsoNeeded(tool.name()));
        tool.inputSchema().path("required").forEach(name -> names.add(name.asText()));
        for (String name : Set.of("project_id", "timeout_seconds")) {
            if (tool.inputSchema().at("/properties/" + name).isObject()) {
                names.add(name);
            }
        }
        names.forEach(name -> arguments.set(
                name,
                SampleArguments.value(tool.name(), name, tool.inputSchema().at("/properties/" + name), false)));
        if (arguments.has("timeout_seconds")) {
            arguments.put("timeout_seconds", 1);
        }
        return arguments;
    }
}
