package dev.gitlabmcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.gitlab.GitLabClientConfiguration;
import dev.gitlabmcp.gitlab.GitLabClientPool;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.protocol.Content;
import dev.gitlabmcp.shaping.ResultLimits;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Calls tools through the real executor and client at a stub of GitLab. */
public abstract class ToolTestCase {
    protected static final ObjectMapper JSON = new ObjectMapper();

    protected final StubGitLab gitlab = new StubGitLab();
    protected final GitLabClientPool client = new GitLabClientPool(GitLabClientConfiguration.defaults());
    protected final TestContext context = new TestContext(gitlab.apiUrl());

    @AfterEach
    final void stop() {
        client.close();
        gitlab.close();
    }

    /** Parses JSON in which single quotes stand for double ones. */
    protected static ObjectNode object(String json) {
        return (ObjectNode) tree(json.replace('\'', '"'));
    }

    protected static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    /** Calls a tool that is the only one there is. */
    protected CallToolResult call(ToolDefinition tool, String arguments) {
        return call(tool, arguments, ResultLimits.DEFAULT);
    }

    protected CallToolResult call(ToolDefinition tool, String arguments, ResultLimits limits) {
        ToolExecutor executor = new ToolExecutor(
                Catalogue.of(List.of(tool)), client, limits, ToolObserver.NONE, ToolConfiguration.defaults());
        return executor.call(tool.name(), object(arguments), context);
    }

    /** The JSON of the first block of a call that must succeed. */
    protected JsonNode success(ToolDefinition tool, String arguments) {
        CallToolResult result = call(tool, arguments);
        assertThat(result.isError()).as(block(result, 0)).isFalse();
        return tree(block(result, 0));
    }

    /** What is said about a call that must fail. */
    protected String failure(ToolDefinition tool, String arguments) {
        CallToolResult result = call(tool, arguments);
        assertThat(result.isError()).as(block(result, 0)).isTrue();
        return block(result, 0);
    }

    protected static String block(CallToolResult result, int block) {
        return ((Content.Text) result.content().get(block)).text();
    }
}
