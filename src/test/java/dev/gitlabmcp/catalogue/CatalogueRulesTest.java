package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gitlabmcp.gitlab.GitLabRequest.Method;
import dev.gitlabmcp.tool.Features;
import dev.gitlabmcp.tool.ListingConfiguration;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolConfiguration;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolView;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueRulesTest {
    private static final Features FEATURES = GitLabCatalogue.features().build();

    /** Tools that send something to have it checked or answered, and change nothing. */
    private static final Set<String> CHECKS = Set.of("validate_ci_lint", "query_orbit");

    static Stream<ToolDefinition> tools() {
        return FEATURES.tools().tools().stream();
    }

    @Test
    void list_startsWithAToolThatNeedsNoArgument() {
        ToolDefinition first = FEATURES.tools().tools().get(0);
        assertThat(first.name()).isEqualTo("whoami");
        assertThat(first.inputSchema().has("required")).isFalse();
    }

    private static List<ToolDefinition> listed(String surface) {
        return ToolView.of(
                        FEATURES.tools(), ToolConfiguration.defaults().with(ListingConfiguration.of("", "", surface)))
                .listed();
    }

    private static int tokens(List<ToolDefinition> tools) {
        return tools.stream()
                        .mapToInt(t -> t.listEntry().asUnquotedUTF8().length + 1)
                        .sum()
                / 4;
    }

    @Test
    void surfaces_stayWithinTheirBudgets() {
        assertThat(listed("core")).hasSizeLessThanOrEqualTo(25);
        assertThat(tokens(listed("core"))).as("tokens of core").isLessThanOrEqualTo(6_000);
        assertThat(tokens(listed("find"))).as("tokens of find").isLessThanOrEqualTo(900);
    }

    @ParameterizedTest
    @ValueSource(strings = {"core", "all", "grouped", "find"})
    void surfaces_areTakenByEveryModelProvider(String surface) {
        for (ToolDefinition tool : listed(surface)) {
            JsonNode schema = tool.inputSchema();
            assertThat(schema.path("type").asText()).isEqualTo("object");
            for (String combinator : List.of("oneOf", "anyOf", "allOf", "not", "if", "$ref", "enum")) {
                assertThat(schema.has(combinator)).as(combinator).isFalse();
            }
            assertThat(tool.name()).matches("[a-z0-9_]{1,64}");
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    void schema_isPlainAndClosed(ToolDefinition tool) {
        JsonNode schema = tool.inputSchema();
        assertThat(schema.get("type").asText()).isEqualTo("object");
        assertThat(schema.get("additionalProperties").asBoolean(true)).isFalse();
        for (String combinator : List.of("oneOf", "anyOf", "allOf", "not", "if", "$ref")) {
            assertThat(schema.has(combinator)).as(combinator).isFalse();
        }
        schema.path("properties").properties().forEach(property -> {
            assertThat(property.getValue().path("description").asText())
                    .as(property.getKey())
                    .isNotBlank();
            assertThat(property.getValue().path("type").isTextual())
                    .as(property.getKey())
                    .isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("tools")
    void schema_isJsonSchema(ToolDefinition tool) {
        var metaSchema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(metaSchema.validate(tool.inputSchema().toString(), InputFormat.JSON))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("tools")
    void hints_agreeWithTheMethod(ToolDefinition tool) {
        tool.method()
                .ifPresent(method -> assertThat(tool.annotations().readOnly())
                        .isEqualTo(method == Method.GET || CHECKS.contains(tool.name())));
        assertThat(tool.annotations().openWorld()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("tools")
    void entry_isCompleteJson(ToolDefinition tool) throws Exception {
        JsonNode entry = new ObjectMapper().readTree(tool.listEntry().getValue());
        assertThat(entry.get("name").asText()).isEqualTo(tool.name()).hasSizeLessThanOrEqualTo(64);
        assertThat(entry.get("title").asText()).isNotBlank();
        assertThat(entry.get("description").asText()).endsWith(".");
        assertThat(entry.get("inputSchema")).isEqualTo(listed(tool));
    }

    /** The schema without its unlisted parameters; where more is taken, it does not claim to be closed. */
    private static JsonNode listed(ToolDefinition tool) {
        ObjectNode schema = tool.inputSchema().deepCopy();
        if (!tool.annotations().readOnly()) {
            schema.remove("additionalProperties");
        }
        tool.params().stream().filter(Param::isUnlisted).forEach(param -> {
            ((ObjectNode) schema.get("properties")).remove(param.name());
            schema.remove("additionalProperties");
        });
        return schema;
    }

    @Test
    void completions_belongToWhatIsOffered() {
        FEATURES.completions()
                .keySet()
                .forEach(target -> assertThat(FEATURES.prompts().stream()
                                        .anyMatch(p -> p.name().equals(target.of()))
                                || FEATURES.templates().stream()
                                        .anyMatch(t -> t.template().toString().equals(target.of())))
                        .as(target.toString())
                        .isTrue());
    }
}
