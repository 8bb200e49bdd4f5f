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
import dev.gitlabmcp.tool.Operation;
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
 * Questions as people ask them for what had no tool of its own when they were written, before operations could be found. Where
 * there is a tool by now, it is the right answer. None may hold two words in a row that stand so in the operation's name.
 */
class FindOperationTest {
    private static final Path FILE = Path.of("src/test/resources/find/questions-api.tsv");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Catalogue CATALOGUE = GitLabCatalogue.tools();
    private static final GitLabClientPool CLIENT = new GitLabClientPool(GitLabClientConfiguration.defaults());
    private static final ToolExecutor TOOLS =
            new ToolExecutor(CATALOGUE, CLIENT, ResultLimits.DEFAULT, ToolObserver.NONE, ToolConfiguration.defaults());

    private record Question(String text, Operation operation) {
        /** What the answer is called. */
        String name() {
            return CATALOGUE.curated(operation).map(ToolDefinition::name).orElse(operation.name());
        }
    }

    @AfterAll
    static void stop() {
        CLIENT.close();
    }

    private static List<Question> questions() throws IOException {
        List<Question> questions = new ArrayList<>();
        for (String line : Files.readAllLines(FILE)) {
            String[] parts = line.split("\t", -1);
            assertThat(parts).as(line).hasSize(2);
            questions.add(new Question(
                    parts[0],
                    CATALOGUE
                            .operations()
                            .find(parts[1])
                            .orElseThrow(() -> new AssertionError("no operation " + parts[1]))));
        }
        return questions;
    }

    @Test
    void questions_areManyAndInOtherWords() throws IOException {
        List<Question> questions = questions();
        assertThat(questions).hasSizeGreaterThanOrEqualTo(150).doesNotHaveDuplicates();
        for (Question question : questions) {
            List<String> said = pairs(question.text);
            said.retainAll(pairs(question.operation.name().replace('_', ' ')));
            assertThat(said).as(question.text).isEmpty();
            assertThat(question.operation.reach()).as(question.text).isEqualTo(Operation.Reach.MAIN);
        }
    }

    private static List<String> pairs(String text) {
        String[] words = text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}/]+", -1);
        List<String> pairs = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            pairs.add(words[i - 1] + " " + words[i]);
        }
        return pairs;
    }

    @Test
    void rightOne_isAmongTheFirstFive_for85OfAHundred() throws IOException {
        List<Question> questions = questions();
        List<String> missed = new ArrayList<>();
        for (Question question : questions) {
            List<String> found = found(question.text);
            if (!found.contains(question.name())) {
                missed.add(question.text + " [" + question.name() + "] -> " + found);
            }
        }
        assertThat((double) missed.size() / questions.size())
                .as("%d of %d missed:%n%s", missed.size(), questions.size(), String.join("\n", missed))
                .isLessThanOrEqualTo(0.15);
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
