package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gitlabmcp.gitlab.GitLabClientConfiguration;
import dev.gitlabmcp.gitlab.GitLabClientPool;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.protocol.Content;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.tool.Catalogue;
import dev.gitlabmcp.tool.TestContext;
import dev.gitlabmcp.tool.ToolConfiguration;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolExecutor;
import dev.gitlabmcp.tool.ToolObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Questions as people ask them, with the tool that answers; half of them were there before the ranker was. None may hold two
 * words in a row that stand so in the tool's name or title, or the right tool would be found by repeating it.
 */
class FindToolTest {
    private static final List<Path> FILES = List.of(
            Path.of("src/test/resources/find/questions-1.tsv"), Path.of("src/test/resources/find/questions-2.tsv"));
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Catalogue CATALOGUE = GitLabCatalogue.tools();
    private static final GitLabClientPool CLIENT = new GitLabClientPool(GitLabClientConfiguration.defaults());
    private static final ToolExecutor TOOLS =
            new ToolExecutor(CATALOGUE, CLIENT, ResultLimits.DEFAULT, ToolObserver.NONE, ToolConfiguration.defaults());

    private record Question(String text, String tool) {}

    @AfterAll
    static void stop() {
        CLIENT.close();
    }

    private static List<Question> questions(Path file) throws IOException {
        List<Question> questions = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.split("\t", -1);
            assertThat(parts).as(line).hasSize(2);
            questions.add(new Question(
                    parts[0],
                    CATALOGUE
                            .find(parts[1])
                            .map(ToolDefinition::name)
                            .orElseThrow(() -> new AssertionError("no tool " + parts[1]))));
        }
        return questions;
    }

    private static List<String> words(String text) {
        return List.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}/]+"));
    }

    private static List<String> pairs(String text) {
        List<String> words = words(text);
        List<String> pairs = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            pairs.add(words.get(i - 1) + " " + words.get(i));
        }
        return pairs;
    }

    @Test
    void questions_areManyAndInOtherWords() throws IOException {
        List<Question> all = new ArrayList<>();
        for (Path file : FILES) {
            all.addAll(questions(file));
        }
        assertThat(all).hasSizeGreaterThanOrEqualTo(80);
        for (Question question : all) {
            ToolDefinition tool = CATALOGUE.find(question.tool).orElseThrow();
            List<String> said = pairs(question.text);
            said.retainAll(pairs(tool.name().replace('_', ' ') + " / " + tool.title()));
            assertThat(said).as(question.toString()).isEmpty();
        }
    }

    @Test
    void rightTool_isAmongTheFirstFive_forNineInTen() throws IOException {
        for (Path file : FILES) {
            List<Question> questions = questions(file);
            List<String> missed = new ArrayList<>();
            for (Question question : questions) {
                List<String> found = found(question.text);
                if (!found.contains(question.tool)) {
                    missed.add(question + " -> " + found);
                }
            }
            assertThat((double) missed.size() / questions.size())
                    .as("%s: %d of %d missed:%n%s", file, missed.size(), questions.size(), String.join("\n", missed))
                    .isLessThanOrEqualTo(0.1);
        }
    }

    @Test
    void answers_areCompact() throws IOException {
        int bytes = 0;
        int questions = 0;
        for (Path file : FILES) {
            for (Question question : questions(file)) {
                CallToolResult result = TOOLS.call(
                        "find_tool",
                        JSON.createObjectNode().put("query", question.text),
                        new TestContext("http://127.0.0.1:9/api/v4"));
                int size = ((Content.Text) result.content().get(0)).text().length();
                assertThat(size).as(question.text).isLessThanOrEqualTo(8_000);
                bytes += size;
                questions++;
            }
        }
        assertThat(bytes / questions).as("mean").isLessThanOrEqualTo(3_000);
    }

    private static List<String> found(String question) throws IOException {
        CallToolResult result = TOOLS.call(
                "find_tool",
                JSON.createObjectNode().put("query", question),
                new TestContext("http://127.0.0.1:9/api/v4"));
        JsonNode tools = JSON.readTree(
                        ((Content.Text) result.content().get(0)).text().replaceFirst("^[^{].*", "{}"))
                .path("tools");
        return tools.findValuesAsText("name");
    }
}
