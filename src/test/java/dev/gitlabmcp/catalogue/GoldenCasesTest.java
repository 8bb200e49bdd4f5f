package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.gitlab.GitLabClientConfiguration;
import dev.gitlabmcp.gitlab.GitLabClientPool;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.protocol.Content;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.tool.StubGitLab;
import dev.gitlabmcp.tool.TestContext;
import dev.gitlabmcp.tool.ToolConfiguration;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolExecutor;
import dev.gitlabmcp.tool.ToolObserver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private static final GitLabClientPool CLIENT = new GitLabClientPool(GitLabClientConfiguration.defaults());
    private static final ToolExecutor TOOLS = new ToolExecutor(
            GitLabCatalogue.tools(), CLIENT, ResultLimits.DEFAULT, ToolObserver.NONE, ToolConfiguration.defaults());

    @AfterAll
    static void stop() {
        CLIENT.close();
    }

    static Stream<ToolDefinition> tools() {
        return GitLabCatalogue.tools().tools().stream();
    }

    @Test
    void folder_holdsNoCasesOfToolsThatDoNotExist() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .allMatch(name -> GitLabCatalogue.tools()
                            .find(name.replaceFirst("\\.json$", ""))
                            .isPresent());
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
        List<StubGitLab.Request> asked = new ArrayList<>();
        CallToolResult result;
        String url;
        try (StubGitLab gitlab = new StubGitLab()) {
            gitlab.otherwise(request -> {
                if (request.target().equals("/metadata") && asked.size() == exchanges.size()) {
                    // Only asked for to explain a refusal.
                    return StubGitLab.Answer.json(200, "{\"version\":\"19.3.0-ee\",\"enterprise\":true}");
                }
                asked.add(request);
                return asked.size() > exchanges.size()
                        ? StubGitLab.Answer.json(500, "{\"message\":\"the golden case has no such exchange\"}")
                        : answer(exchanges.get(asked.size() - 1));
            });
            url = gitlab.webUrl();
            result = TOOLS.call(tool.name(), (ObjectNode) given.get("arguments"), new TestContext(gitlab.apiUrl()));
        }
        assertThat(asked).as("requests").hasSameSizeAs(exchanges);
        for (int i = 0; i < asked.size(); i++) {
            writeRequest(tool, asked.get(i), (ObjectNode) exchanges.get(i));
        }
        given.remove(List.of("error", "result"));
        if (result.isError()) {
            given.put("error", true);
        }
        ArrayNode blocks = given.putArray("result");
        result.content().forEach(block -> blocks.add(shown(block, url)));
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

    /** {@code answer} is JSON, {@code text} anything else; {@code status} is 200 and {@code headers} empty if left out. */
    private static StubGitLab.Answer answer(JsonNode exchange) {
        byte[] body = exchange.has("answer")
                ? exchange.get("answer").toString().getBytes(StandardCharsets.UTF_8)
                : exchange.path("text").asText().getBytes(StandardCharsets.UTF_8);
        StubGitLab.Answer answer =
                StubGitLab.Answer.json(exchange.path("status").asInt(200), new String(body, StandardCharsets.UTF_8));
        for (var header : exchange.path("headers").properties()) {
            answer = answer.with(header.getKey(), header.getValue().asText());
        }
        return answer;
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
