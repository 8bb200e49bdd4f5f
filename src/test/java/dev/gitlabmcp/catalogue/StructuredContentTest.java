package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.protocol.Content;
import dev.gitlabmcp.tool.ListingConfiguration;
import dev.gitlabmcp.tool.ToolConfiguration;
import dev.gitlabmcp.tool.ToolDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With {@code STRUCTURED_CONTENT} each tool that promises a schema gives results that keep it. */
class StructuredContentTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final CatalogueCalls CALLS = new CatalogueCalls(
            ToolConfiguration.defaults().with(new ListingConfiguration("", "", "all", "main", true)));

    @AfterAll
    static void stop() {
        CALLS.close();
    }

    static Stream<ToolDefinition> tools() {
        return GitLabCatalogue.tools().tools().stream()
                .filter(tool -> tool.shape().isPresent());
    }

    @ParameterizedTest
    @MethodSource("tools")
    void results_keepTheSchemaThatIsListed(ToolDefinition tool) throws IOException {
        JsonNode listed =
                JSON.readTree(CALLS.executor().listEntry(tool).getValue()).path("outputSchema");
        assertThat(listed.path("type").asText()).isEqualTo("object");
        Schema schema = SCHEMAS.getSchema(listed.toString(), InputFormat.JSON);
        JsonNode golden =
                JSON.readTree(Files.readAllBytes(Path.of("src/test/resources/golden", tool.name() + ".json")));
        for (JsonNode given : golden.get("cases")) {
            CallToolResult result = CALLS.replay(tool, given).result();
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
}
