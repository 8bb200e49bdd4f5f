package dev.gitlabmcp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitlabmcp.catalogue.GitLabCatalogue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.sourceforge.argparse4j.inf.Namespace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tools list|show|cost|docs}. */
class ToolsCommandTest {
    private static final Path DOCS = Path.of("docs/tools");

    @TempDir
    private Path folder;

    private static String run(String action, String... more) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Map<String, Object> arguments = new HashMap<>(Map.of("action", action));
        for (int i = 0; i < more.length; i += 2) {
            arguments.put(more[i], more[i + 1]);
        }
        new ToolsCommand(GitLabCatalogue::tools, new PrintStream(out, true, StandardCharsets.UTF_8))
                .run(null, new Namespace(arguments));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void list_showsEachToolOnce() throws IOException {
        String all = run("list");
        GitLabCatalogue.tools().tools().forEach(tool -> assertThat(all).containsOnlyOnce("  " + tool.name() + " "));
        assertThat(run("list", "toolset", "labels")).contains("create_label").doesNotContain("create_issue");
        assertThatThrownBy(() -> run("list", "toolset", "lables"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("There is no toolset lables; there are");
    }

    @Test
    void show_knowsAliasesAndNamesTheNearest() throws IOException {
        assertThat(run("show", "name", "my_issues"))
                .contains("### list_my_issues")
                .contains("`project_id`");
        assertThatThrownBy(() -> run("show", "name", "get_isue"))
                .hasMessageContaining("There is no tool get_isue; did you mean get_issue");
    }

    @Test
    void cost_comparesTheSurfaces() throws IOException {
        assertThat(run("cost")).contains("| `core` |", "| `find` | 3 |", "| `all` |", "[`labels`](labels.md)");
    }

    @Test
    void docs_areThoseInTheRepository() throws IOException {
        run("docs", "directory", folder.toString());
        assertThat(contents(DOCS))
                .as("run: java -jar target/gitlab-mcp.jar tools docs")
                .isEqualTo(contents(folder));
    }

    private static Map<String, String> contents(Path directory) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(f -> !f.endsWith("coverage.md")).toList()) {
                contents.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return contents;
    }
}
