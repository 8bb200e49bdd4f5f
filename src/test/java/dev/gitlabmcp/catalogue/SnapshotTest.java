package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What clients see of each tool, as it was last looked at: names, schemas and annotations are what users rely on, so a change
 * must show in review. With {@code -Dsnapshots.write=true} the files are written as the tools are now.
 */
class SnapshotTest {
    private static final Path FOLDER = Path.of("src/test/resources/snapshots");
    private static final boolean WRITE = Boolean.getBoolean("snapshots.write");
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<ToolDefinition> tools() {
        return GitLabCatalogue.tools().tools().stream();
    }

    @ParameterizedTest
    @MethodSource("tools")
    void tool_isAsItWasLookedAt(ToolDefinition tool) throws IOException {
        Path file = FOLDER.resolve(tool.name() + ".json");
        String now = snapshot(tool).toPrettyString() + "\n";
        if (WRITE) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, now);
        }
        assertThat(file).exists();
        assertThat(now).isEqualTo(Files.readString(file));
    }

    @Test
    void folder_holdsNoToolsThatAreGone() throws IOException {
        Set<String> names = tools().map(tool -> tool.name() + ".json").collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(names);
        }
    }

    private static ObjectNode snapshot(ToolDefinition tool) {
        ObjectNode out = JSON.createObjectNode();
        out.put("name", tool.name()).put("title", tool.title()).put("description", tool.description());
        tool.aliases().forEach(out.putArray("aliases")::add);
        out.put("access", tool.access().name());
        out.putObject("annotations")
                .put("readOnlyHint", tool.annotations().readOnly())
                .put("destructiveHint", tool.annotations().destructive())
                .put("idempotentHint", tool.annotations().idempotent());
        tool.method()
                .ifPresent(method ->
                        tool.paths().forEach(path -> out.withArray("http").add(method + " " + path)));
        tool.documents().forEach(document -> out.withArray("graphql").add(document.name()));
        out.set("inputSchema", tool.inputSchema());
        tool.params().stream()
                .filter(Param::isUnlisted)
                .forEach(param -> out.withArray("unlisted").add(param.name()));
        tool.params().stream()
                .filter(param -> !param.wireName().equals(param.name()))
                .forEach(param -> out.withObject("wireNames").put(param.name(), param.wireName()));
        tool.shape().map(Shape::names).ifPresent(names -> names.forEach(out.withArray("result")::add));
        return out;
    }
}
