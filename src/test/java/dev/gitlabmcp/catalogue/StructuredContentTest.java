package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gitlabmcp.gitlab.GitLabClientConfiguration;
import dev.gitlabmcp.gitlab.GitLabClientPool;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.protocol.Content;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.tool.ListingConfiguration;
import dev.gitlabmcp.tool.StubGitLab;
import dev.gitlabmcp.tool.TestContext;
import dev.gitlabmcp.tool.ToolConfiguration;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolExecutor;
import dev.gitlabmcp.tool.ToolObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With {@code STRUCTURED_CONTENT} each tool that promises a schema gives results that keep it. */
class StructuredContentTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final GitLabClientPool CLIENT = new GitLabClientPool(GitLabClientConfiguration.defaults());
    private static final ToolExecutor TOOLS = new ToolExecutor(
            GitLabCatalogue.tools(),
            CLIENT,
            ResultLimits.DEFAULT,
            ToolObserver.NONE,
            ToolConfiguration.defaults().with(new ListingConfiguration("", "", "all", "main", true)));

    @AfterAll
    static void stop() {
        CLIENT.close();
    }

    static Stream<ToolDefinition> tools() {
        return GitLabCatalogue.tools().tools().stream()
                .filter(tool -> tool.shape().isPresent());
    }

    @ParameterizedTest
    @MethodSource("tools")
    void results_keepTheSchemaThatIsListed(ToolDefinition tool) throws IOException {
        JsonNode listed = JSON.readTree(TOOLS.listEntry(tool).getValue()).path("outputSchema");
        assertThat(listed.path("type").asText()).isEqualTo("object");
        Schema schema = SCHEMAS.getSchema(listed.toString(), InputFormat.JSON);
        JsonNode golden =
                JSON.readTree(Files.readAllBytes(Path.of("src/test/resources/golden", tool.name() + ".json")));
        for (JsonNode given : golden.get("cases")) {
            CallToolResult result = replay(tool, given);
            if (result.isError()) {
                assertThat(result.structuredContent()).isNull();
                continue;
            }
            JsonNode structured = result.structuredContent();
            assertThat(structured).as("%s: %s", tool, given.path("name")).isNotNull();
            assertThat(schema.validate(structured.toString(), InputFormat.JSON)).isEmpty();
            assertThat(structured)
                    .isEqualTo(JSON.readTree(((Content.Text) result.content().get(0)).text()));
        }
    }

    private static CallToolResult replay(ToolDefinition tool, JsonNode given) {
        AtomicInteger at = new AtomicInteger();
        try (StubGitLab gitlab = new StubGitLab()) {
            gitlab.otherwise(request -> {
                JsonNode exchange = given.path("exchanges").path(at.getAndIncrement());
                String body = exchange.has("answer")
                        ? exchange.get("answer").toString()
                        : exchange.path("text").asText();
                return StubGitLab.Answer.json(exchange.path("status").asInt(200), body);
            });
            return TOOLS.call(tool.name(), (ObjectNode) given.get("arguments"), new TestContext(gitlab.apiUrl()));
        }
    }
}
