package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the parameters of each tool against those GitLab documents for its operations. */
class GitLabParametersTest {
    private static final Path EXCEPTIONS = Path.of("src/test/resources/parameters.tsv");
    private static final Set<String> LEFT_OUT = exceptions("left_out");
    private static final Set<String> OURS = exceptions("ours");
    private static final String JSON = "application/json";
    private static final String FORM = "multipart/form-data";

    private static JsonNode api;
    private static Map<String, JsonNode> operations;

    @BeforeAll
    static void read() {
        api = ReferenceData.json("openapi.json");
        operations = operations(api);
    }

    private static Set<String> exceptions(String kind) {
        try (Stream<String> lines = Files.lines(EXCEPTIONS)) {
            return lines.map(line -> line.split("\t", -1))
                    .filter(line -> line[0].equals(kind))
                    .map(line -> line[1])
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<ToolDefinition> tools() {
        return GitLabCatalogue.tools().tools().stream().filter(t -> !t.paths().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("tools")
    void parameters_areThoseOfGitLab(ToolDefinition tool) {
        Set<String> known = new TreeSet<>();
        for (String path : tool.paths()) {
            JsonNode operation = operations.get(tool.method().orElseThrow() + " " + shape("/api/v4" + path));
            assertThat(operation).as(path).isNotNull();
            addParameters(operation, known);
        }
        Set<String> missing = new TreeSet<>(known);
        Set<String> invented = new TreeSet<>();
        for (Param<?> param : tool.params()) {
            missing.remove(param.wireName());
            if (!known.contains(param.wireName())
                    && !OURS.contains(param.name())
                    && !OURS.contains(param.name() + " of " + tool.name())
                    && tool.paths().stream().noneMatch(p -> p.contains("{" + param.name() + "}"))) {
                invented.add(param.wireName());
            }
        }
        missing.removeIf(name -> name.startsWith("not["));
        missing.removeIf(name -> tool.paths().stream().anyMatch(p -> p.contains("{" + name + "}")));
        missing.removeIf(name -> LEFT_OUT.contains(name)
                || LEFT_OUT.contains(name + " of " + tool.name())
                || (LEFT_OUT.contains(name + " of a body")
                        && tool.inputSchema().at("/properties/assignee_ids").isObject()));
        assertThat(missing).as("missing").isEmpty();
        assertThat(invented).as("invented").isEmpty();
    }

    private static Map<String, JsonNode> operations(JsonNode api) {
        Map<String, JsonNode> operations = new LinkedHashMap<>();
        api.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(verb -> operations.put(
                                verb.getKey().toUpperCase(Locale.ROOT) + " " + shape(path.getKey()), verb.getValue())));
        for (JsonNode extra : ReferenceData.json("openapi-supplement.json.gz").path("extra_ops")) {
            ObjectNode operation = JsonNodeFactory.instance.objectNode();
            operation.set("parameters", extra.path("params"));
            operations.putIfAbsent(
                    extra.path("method").asText().toUpperCase(Locale.ROOT) + " "
                            + shape(extra.path("path")
                                    .asText()
                                    .replaceAll("\\*\\w+", "{}")
                                    .replace("(/)({})", "")),
                    operation);
        }
        return operations;
    }

    /** The path with all placeholders alike. */
    private static String shape(String path) {
        return path.replace("(-/)", "").replaceAll("\\{[^}]*}", "{}").replace("({}/)", "");
    }

    private static void addParameters(JsonNode operation, Set<String> known) {
        for (JsonNode parameter : operation.path("parameters")) {
            if (!parameter.path("in").asText().equals("path")) {
                known.add(parameter.get("name").asText());
            }
        }
        JsonNode contents = operation.at("/requestBody/content");
        // Bodies that may hold a file are described as forms alone, though JSON is taken, too.
        JsonNode schema = contents.path(contents.has(JSON) ? JSON : FORM).path("schema");
        String reference = schema.path("$ref").asText();
        (reference.isEmpty() ? schema : api.at(reference.substring(1)))
                .path("properties")
                .fieldNames()
                .forEachRemaining(known::add);
    }
}
