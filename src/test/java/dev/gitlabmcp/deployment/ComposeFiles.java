package dev.gitlabmcp.deployment;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compose files as the Compose Specification and Compose itself see them. */
final class ComposeFiles {
    static final Map<String, String> ENVIRONMENT =
            Map.of("MCP_HOST", "mcp.example.com", "MCP_STATE_SECRET", "0123456789abcdef0123456789abcdef");
    static final Set<String> SERVERS = Set.of("gitlab-mcp-1", "gitlab-mcp-2");
    private static final Path SCHEMA =
            Path.of(System.getProperty("reference.dir", "../shared"), "reference", "schemas", "compose-spec.json");

    private ComposeFiles() {}

    /** What is not of the specification in a file. */
    static List<String> offences(String text) {
        assumeTrue(Files.isRegularFile(SCHEMA), "no schema in " + SCHEMA.toAbsolutePath());
        ObjectNode schema = (ObjectNode) StrictYaml.read(SCHEMA);
        // Relative, which the validator takes for none.
        schema.remove("$id");
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(schema)
                .validate(StrictYaml.parse(text))
                .stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    /** What Compose makes of files, each of which adds to those before it, with one profile; as JSON. */
    static Programs.Outcome config(
            Path directory, List<String> texts, String profile, Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of(Programs.fetched("docker-compose")));
        try {
            for (int i = 0; i < texts.size(); i++) {
                command.addAll(List.of(
                        "-f",
                        Files.writeString(directory.resolve("compose-" + i + ".yml"), texts.get(i))
                                .toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        command.addAll(List.of("--profile", profile, "config", "--format", "json"));
        return Programs.run(directory, environment, command);
    }
}
