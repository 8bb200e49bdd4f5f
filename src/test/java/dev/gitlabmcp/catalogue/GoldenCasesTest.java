package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.protocol.Content;
import dev.gitlabmcp.tool.Catalogue;
import dev.gitlabmcp.tool.StubGitLab;
import dev.gitlabmcp.tool.ToolDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the cases of {@code src/test/resources/golden/<tool>.json}: arguments, the requests they must make in order,
 * what GitLab answers to each, and the result that must come of it. With {@code -Dgolden.write=true} the requests and
 * results are written down as they are, to be read before they are committed.
 */
class GoldenCasesTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final boolean WRITE = Boolean.getBoolean("golden.write");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CatalogueCalls CALLS = new CatalogueCalls();

    @AfterAll
    static void stop() {
        CALLS.close();
    }

    static Stream<ToolDefinition> tools() {
        return GitLabCatalogue.tools().tools().stream();
    }

    @Test
    void folder_holdsNoCasesOfToolsThatDoNotExist() throws IOException {
        Catalogue catalogue = GitLabCatalogue.tools();
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .allMatch(name ->
                            catalogue.find(name.replaceFirst("\\.json$", "")).isPresent());
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    void cases_goAsWrittenDown(ToolDefinition tool) throws IOException {
        Path file = FOLDER.resolve(tool.name() + ".json");
        assertThat(file).as("golden cases of " + tool).exists();
        ObjectNode all = (ObjectNode) JSON.readTree(Files.readAllBytes(file));
        assertThat(all.path("cases").findValuesAsText("name")).contains("success");
        for (JsonNode expected : all.path("cases")) {
            ObjectNode actual = run(tool, (ObjectNode) expected.deepCopy());
            if (WRITE) {
                ((ObjectNode) expected).setAll(actual);
            } else {
                assertThat(actual.toPrettyString()).isEqualTo(expected.toPrettyString());
            }
        }
        if (WRITE) {
            Files.writeString(file, all.toPrettyString() + "\n");
        }
    }

    /** The case as it went. */
    private static ObjectNode run(ToolDefinition tool, ObjectNode given) {
        ArrayNode exchanges = given.withArray("exchanges");
        CatalogueCalls.Went went = CALLS.replay(tool, given);
        List<StubGitLab.Request> asked = went.asked();
        assertThat(asked).as("requests").hasSameSizeAs(exchanges);
        for (int i = 0; i < asked.size(); i++) {
            writeRequest(tool, asked.get(i), (ObjectNode) exchanges.get(i));
        }
        given.remove(List.of("error", "result"));
        if (went.result().isError()) {
            given.put("error", true);
        }
        ArrayNode blocks = given.putArray("result");
        went.result().content().forEach(block -> blocks.add(shown(block, went.webUrl())));
        return given;
    }

    private static void writeRequest(ToolDefinition tool, StubGitLab.Request request, ObjectNode exchange) {
        ObjectNode rest = exchange.deepCopy();
        exchange.removeAll();
        exchange.put("request", request.method() + " " + request.target());
        if (!request.body().isEmpty()) {
            JsonNode body = tree(request.body());
            // A document of ours goes by its name.
            tool.documents().stream()
                    .filter(document ->
                            document.text().equals(body.path("query").asText()))
                    .forEach(document -> ((ObjectNode) body).put("query", document.name()));
            exchange.set("body", body);
        }
        rest.remove(List.of("request", "body"));
        exchange.setAll(rest);
    }

    /** JSON as such, so that a case can be read; without the port, which each run has another of. */
    private static JsonNode shown(Content block, String url) {
        if (block instanceof Content.Text given) {
            String text = given.text().replace(url, "https://gitlab.example.com");
            try {
                JsonNode json = JSON.readTree(text);
                return json.isContainerNode() ? json : JSON.getNodeFactory().textNode(text);
            } catch (JsonProcessingException e) {
                return JSON.getNodeFactory().textNode(text);
            }
        }
        return JSON.valueToTree(block);
    }

    /** What is no JSON, such as a file that is uploaded, as text. */
    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.getNodeFactory().textNode(body);
        }
    }
}
