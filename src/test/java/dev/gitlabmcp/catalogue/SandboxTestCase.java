package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.gitlab.GitLabClientConfiguration;
import dev.gitlabmcp.gitlab.GitLabClientPool;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.protocol.Content;
import dev.gitlabmcp.sandbox.Sandbox;
import dev.gitlabmcp.sandbox.SandboxSettings;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.tool.FeatureExecutor;
import dev.gitlabmcp.tool.Features;
import dev.gitlabmcp.tool.TestContext;
import dev.gitlabmcp.tool.ToolConfiguration;
import dev.gitlabmcp.tool.ToolExecutor;
import dev.gitlabmcp.tool.ToolObserver;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** The product's whole catalogue at a sandbox, through the real executor and client. */
abstract class SandboxTestCase {
    /** {@code nordlicht-commerce/checkout/payment-service}. */
    static final int PROJECT = 41;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Features FEATURES = GitLabCatalogue.features().build();

    final Sandbox gitlab =
            Sandbox.start(SandboxSettings.onPort(0).withPipelines(Duration.ofMillis(200), Duration.ofMillis(300)));
    final GitLabClientPool client = new GitLabClientPool(GitLabClientConfiguration.defaults());
    final ToolExecutor tools = new ToolExecutor(
            FEATURES.tools(), client, ResultLimits.DEFAULT, ToolObserver.NONE, ToolConfiguration.defaults());
    final FeatureExecutor features = new FeatureExecutor(FEATURES, tools, ToolConfiguration.defaults());
    final TestContext context = as(SandboxTokens.DEVELOPER);

    @AfterEach
    final void stop() {
        client.close();
        gitlab.close();
    }

    final TestContext as(String token) {
        return new TestContext(gitlab.apiUrl().toString(), token);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** Calls a tool with arguments in which single quotes stand for double ones. */
    final CallToolResult call(String tool, String arguments) {
        return tools.call(tool, (ObjectNode) json(arguments.replace('\'', '"')), context);
    }

    final JsonNode success(String tool, String arguments) {
        return json(block(success(call(tool, arguments)), 0));
    }

    final String failure(String tool, String arguments) {
        CallToolResult result = call(tool, arguments);
        assertThat(result.isError()).as(block(result, 0)).isTrue();
        return block(result, 0);
    }

    static CallToolResult success(CallToolResult result) {
        assertThat(result.isError()).as(block(result, 0)).isFalse();
        return result;
    }

    static String block(CallToolResult result, int at) {
        return ((Content.Text) result.content().get(at)).text();
    }

    final String lastTarget() {
        String last = gitlab.requests().get(gitlab.requests().size() - 1).toString();
        return last.replaceFirst("/api/v4", "");
    }
}
