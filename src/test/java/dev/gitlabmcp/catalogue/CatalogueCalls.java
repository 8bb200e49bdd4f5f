package dev.gitlabmcp.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.gitlab.GitLabClientConfiguration;
import dev.gitlabmcp.gitlab.GitLabClientPool;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.tool.StubGitLab;
import dev.gitlabmcp.tool.TestContext;
import dev.gitlabmcp.tool.ToolConfiguration;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolExecutor;
import dev.gitlabmcp.tool.ToolObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Calls the product's tools through the real executor and client at a stub of GitLab that is new for each call. */
final class CatalogueCalls implements AutoCloseable {
    private static final StubGitLab.Answer VERSION =
            StubGitLab.Answer.json(200, "{\"version\":\"19.3.0-ee\",\"enterprise\":true}");
    private static final StubGitLab.Answer NO_SUCH_EXCHANGE =
            StubGitLab.Answer.json(500, "{\"message\":\"the golden case has no such exchange\"}");

    private final GitLabClientPool client = new GitLabClientPool(GitLabClientConfiguration.defaults());
    private final ToolExecutor tools;

    /**
     * How a call went.
     *
     * @param asked what GitLab was asked, in order
     * @param webUrl where that GitLab was
     */
    record Went(CallToolResult result, List<StubGitLab.Request> asked, String webUrl) {}

    CatalogueCalls() {
        this(ToolConfiguration.defaults());
    }

    CatalogueCalls(ToolConfiguration configuration) {
        tools = new ToolExecutor(
                GitLabCatalogue.tools(), client, ResultLimits.DEFAULT, ToolObserver.NONE, configuration);
    }

    ToolExecutor executor() {
        return tools;
    }

    /** Calls a tool; GitLab answers each request by the function. */
    Went call(ToolDefinition tool, ObjectNode arguments, Function<StubGitLab.Request, StubGitLab.Answer> gitlab) {
        List<StubGitLab.Request> asked = new ArrayList<>();
        try (StubGitLab stub = new StubGitLab()) {
            stub.otherwise(request -> {
                asked.add(request);
                return gitlab.apply(request);
            });
            CallToolResult result = tools.call(tool.name(), arguments, new TestContext(stub.apiUrl()));
            return new Went(result, asked, stub.webUrl());
        }
    }

    /** Plays a golden case: each request gets the next of its answers. */
    Went replay(ToolDefinition tool, JsonNode golden) {
        JsonNode exchanges = golden.path("exchanges");
        List<StubGitLab.Request> asked = new ArrayList<>();
        Went went = call(tool, (ObjectNode) golden.get("arguments"), request -> {
            boolean all = asked.size() == exchanges.size();
            if (all && request.target().equals("/metadata")) {
                // Only asked for to explain a refusal.
                return VERSION;
            }
            asked.add(request);
            return all ? NO_SUCH_EXCHANGE : answer(exchanges.get(asked.size() - 1));
        });
        return new Went(went.result(), asked, went.webUrl());
    }

    /** {@code answer} is JSON, {@code text} anything else; {@code status} is 200 and {@code headers} empty if left out. */
    private static StubGitLab.Answer answer(JsonNode exchange) {
        String body = exchange.has("answer")
                ? exchange.get("answer").toString()
                : exchange.path("text").asText();
        StubGitLab.Answer answer =
                StubGitLab.Answer.json(exchange.path("status").asInt(200), body);
        for (var header : exchange.path("headers").properties()) {
            answer = answer.with(header.getKey(), header.getValue().asText());
        }
        return answer;
    }

    @Override
    public void close() {
        client.close();
    }
}
