package dev.gitlabmcp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.Requires;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs what is installed in {@code src/test/node}, with the Node.js that is installed there too. */
final class NodeClients {
    private static final Duration SCRIPT = Duration.ofMinutes(2);
    private static final Duration SUITE = Duration.ofMinutes(5);

    private final Path directory = Requires.nodeClients();

    /** Runs a script against a server; the JSON it prints. */
    JsonNode run(URI server, URI gitlab, Map<String, String> more, String... script) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("SERVER_URL", server.toString());
        environment.put("GITLAB_URL", gitlab.toString());
        List<String> command = Stream.concat(
                        Stream.of(node(), directory.resolve(script[0]).toString()),
                        Stream.of(script).skip(1))
                .toList();
        ProcessOutcome outcome = ProcessOutcome.of(command, environment, SCRIPT);
        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
        return McpClient.json(outcome.out());
    }

    /** Runs the conformance suite against a server. */
    ProcessOutcome conformance(URI server, Path results, List<String> arguments) {
        Path suite = directory.resolve("node_modules/@modelcontextprotocol/conformance/dist/index.js");
        List<String> command = Stream.concat(
                        Stream.of(
                                node(),
                                suite.toString(),
                                "server",
                                "--url",
                                server.resolve("/mcp").toString(),
                                "-o",
                                results.toString()),
                        arguments.stream())
                .toList();
        return ProcessOutcome.of(command, Map.of("NO_COLOR", "1"), SUITE);
    }

    /** Runs a module as it stands. */
    ProcessOutcome module(Path file) {
        return ProcessOutcome.of(List.of(node(), file.toString()), Map.of(), SCRIPT);
    }

    private String node() {
        return directory.resolve("node_modules/.bin/node").toString();
    }
}
