package dev.gitlabmcp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.Requires;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody sees who tries the demo. */
class DemoAcceptanceIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** A command, with the lines it goes on in. */
    private static final Pattern CURL = Pattern.compile("^ *(curl (?:.*\\\\\\R)*.*)$", Pattern.MULTILINE);

    private static final Pattern JSON_OBJECT =
            Pattern.compile("^  (\\{\"(?:servers|mcpServers)\".*(?:\\R    .*)*)$", Pattern.MULTILINE);

    private static JarServer demo;

    @BeforeAll
    static void start() {
        demo = JarServer.demo();
    }

    @AfterAll
    static void stop() {
        // Missing when the tests were skipped.
        if (demo != null) {
            demo.close();
        }
    }

    private static String endpoint() {
        return "http://127.0.0.1:" + demo.url().getPort() + "/mcp";
    }

    @Test
    void output_saysHowToConnect() {
        assertThat(demo.output())
                .containsPattern("MCP endpoint +" + Pattern.quote(endpoint()))
                .containsPattern("token +" + SandboxTokens.DEVELOPER)
                .contains("claude mcp add --transport http gitlab " + endpoint() + " --header \"Private-Token: "
                        + SandboxTokens.DEVELOPER + "\"")
                .doesNotContain("Exception");
        assertThat(demo.embeddedGitLab().getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void output_configuresClients() {
        List<JsonNode> configurations = JSON_OBJECT
                .matcher(demo.output())
                .results()
                .map(found -> McpClient.json(found.group(1)))
                .toList();
        assertThat(configurations).hasSize(2).allSatisfy(configuration -> {
            assertThat(configuration.findValuesAsText("url")).containsExactly(endpoint());
            assertThat(configuration.findValuesAsText("Private-Token")).containsExactly(SandboxTokens.DEVELOPER);
        });
    }

    @Test
    void curlLine_works() {
        Requires.program("bash");
        Requires.program("curl");
        Matcher curl = CURL.matcher(demo.output());
        assertThat(curl.find()).as("%s", demo.output()).isTrue();
        ProcessOutcome outcome = ProcessOutcome.of(List.of("bash", "-c", curl.group(1)), Map.of(), LIMIT);
        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
        JsonNode result = McpClient.json(outcome.out()).path("result");
        assertThat(result.path("isError").asBoolean()).isFalse();
        assertThat(McpClient.json(result.path("content").path(0).path("text").asText())
                        .path("items"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port", "--admin-port", "--gitlab-port"})
    void occupiedPort_givesOneSentence(String option) throws IOException {
        try (ServerSocket occupied = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            List<String> command = new ArrayList<>(JarServer.demoCommand(JarServer.Ports.free()));
            // Of an option given twice the last one holds.
            command.addAll(List.of(option, Integer.toString(occupied.getLocalPort())));
            ProcessOutcome outcome = ProcessOutcome.of(command, Map.of(), LIMIT);
            assertThat(outcome.exitCode()).as("%s", outcome).isEqualTo(1);
            assertThat(outcome.out() + outcome.err()).contains("in use").doesNotContain("demo is running", "Exception");
            assertThat((outcome.out() + outcome.err()).lines())
                    .as("lines of a stack trace")
                    .noneMatch(line -> line.matches("[!\\s]*at [\\w.$/]+\\(.*"));
            assertThat(outcome.err().strip().lines()).hasSize(1);
        }
    }
}
