package dev.gitlabmcp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/gitlab-instances.md, run as they stand but for addresses of the server and ids of sessions. */
class InstancesGuideAcceptanceIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final GuidePage PAGE = new GuidePage(Path.of("docs/gitlab-instances.md"));
    private static final Pattern SESSION = Pattern.compile("(?im)^Mcp-Session-Id: *(\\S+)\\s*$");
    private static final String PROJECT = "GET /projects/my-group%2Fmy-project";
    private static final String ISSUES = PROJECT + "/issues";
    private static final Map<String, String> TOKENS = Map.of(
            "gitlab.com", "glpat-your-gitlab-com-token",
            "gitlab.company.com", "glpat-your-company-token",
            "gitlab.example.com", "glpat-your-example-token");

    @TempDir
    private static Path directory;

    private static NamedGitLabs gitlabs;
    private static JarServer server;

    @BeforeAll
    static void start() {
        Requires.productJar();
        gitlabs = new NamedGitLabs(directory, TOKENS);
        Map<String, String> settings = new HashMap<>(gitlabs.settings());
        settings.put("ENABLE_DYNAMIC_API_URL", "true");
        settings.put("REMOTE_AUTHORIZATION", "true");
        settings.put("LOG_LEVEL", "DEBUG");
        server = JarServer.withSettings(settings);
    }

    @AfterAll
    static void stop() {
        // Missing when the tests were skipped.
        if (server != null) {
            server.close();
        }
        if (gitlabs != null) {
            gitlabs.close();
        }
    }

    @BeforeEach
    void forget() {
        gitlabs.forget();
    }

    @AfterEach
    void everyGitLabHasSeenItsOwnTokenAlone() {
        TOKENS.forEach(
                (host, token) -> assertThat(gitlabs.tokensSeen(host)).as(host).isSubsetOf(token));
        assertThat(server.output()).doesNotContain(TOKENS.values());
    }

    @Test
    void javascript_twoInstances_haveASessionEach() throws IOException {
        List<JsonNode> printed = javascript("GitLabSession");

        assertThat(printed).hasSize(2).allSatisfy(line -> {
            assertThat(line.path("project").asText()).isEqualTo("my-group/my-project");
            assertThat(line.path("issues").isNumber()).isTrue();
        });
        assertThat(printed)
                .extracting(line -> line.path("session").asText())
                .doesNotHaveDuplicates()
                .doesNotContain("");
        assertThat(gitlabs.calls("gitlab.com")).containsExactly(PROJECT, ISSUES);
        assertThat(gitlabs.calls("gitlab.company.com")).containsExactly(PROJECT, ISSUES);
        assertThat(gitlabs.calls("gitlab.example.com")).isEmpty();
    }

    @Test
    void javascript_withoutSessions_reachesBothInstances() throws IOException {
        List<JsonNode> printed = javascript("Promise.all");

        assertThat(printed)
                .extracting(line -> line.path("instance").asText())
                .containsExactly("https://gitlab.com/api/v4", "https://gitlab.company.com/api/v4");
        assertThat(printed)
                .allSatisfy(line -> assertThat(line.path("user").asText()).isEqualTo("lena.fischer"));
        assertThat(gitlabs.tokensSeen("gitlab.com")).hasSize(1);
        assertThat(gitlabs.tokensSeen("gitlab.company.com")).hasSize(1);
        assertThat(gitlabs.calls("gitlab.example.com")).isEmpty();
    }

    @Test
    void curl_sessionWithoutInitialize_staysWithItsInstanceUntilItEnds() {
        String first = curl("\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"get_project\"", "");
        Matcher session = SESSION.matcher(first);
        assertThat(session.find()).as(first).isTrue();
        assertSuccess(first.substring(first.indexOf("\r\n\r\n")), "/path", "my-group/my-project");
        assertThat(gitlabs.calls("gitlab.example.com")).containsExactly(PROJECT);

        assertSuccess(curl("\"name\":\"list_issues\"", session.group(1)), "/total", "0");
        assertThat(gitlabs.calls("gitlab.example.com")).containsExactly(PROJECT, ISSUES);
        assertThat(gitlabs.calls("gitlab.com")).isEmpty();

        assertThat(curl("-X DELETE", session.group(1))).startsWith("HTTP/1.1 204");
        assertThat(curl("\"name\":\"list_issues\"", session.group(1))).contains("This session is unknown or has ended");
    }

    @Test
    void curl_withoutSessions_reachesTheInstance() {
        assertSuccess(curl("Mcp-Name: whoami", ""), "/user/username", "lena.fischer");
        assertThat(gitlabs.tokensSeen("gitlab.example.com")).containsExactly(TOKENS.get("gitlab.example.com"));
        assertThat(gitlabs.calls("gitlab.com")).isEmpty();
    }

    @Test
    void curl_statisticsAndPools_haveTheFieldsThatThePageShows() {
        curl("Mcp-Name: whoami", "");

        JsonNode statistics = McpClient.json(curl("3003/metrics", ""));
        assertThat(fields("", statistics)).isEqualTo(shown("activeSessions"));
        assertThat(statistics.at("/config/remoteAuthEnabled").asBoolean()).isTrue();
        JsonNode pools = McpClient.json(curl("3003/pools", ""));
        assertThat(fields("", pools)).isEqualTo(shown("instances"));
        assertThat(pools.path("instances").findValuesAsText("url")).contains("https://gitlab.example.com/api/v4");
    }

    @Test
    void everyExample_isRunByATest() {
        assertThat(PAGE.blocks("javascript")).hasSize(2);
        assertThat(PAGE.blocks("bash"))
                .hasSize(6)
                .allSatisfy(code -> assertThat(code).startsWith("curl "));
    }

    /** Runs the one example that holds this text; each line that it prints. */
    private static List<JsonNode> javascript(String text) throws IOException {
        Path module = Files.writeString(
                Files.createTempFile(directory, "example", ".mjs"), here(PAGE.block("javascript", text)));
        ProcessOutcome outcome = new NodeClients().module(module);
        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
        return outcome.out().lines().map(McpClient::json).toList();
    }

    /** Runs the one example that holds this text, with this session's id; what it prints. */
    private static String curl(String text, String session) {
        Requires.program("bash");
        Requires.program("curl");
        String script = here(PAGE.block("bash", text)).replace("YOUR_SESSION_ID", session);
        ProcessOutcome outcome = ProcessOutcome.of(List.of("bash", "-c", script), Map.of(), LIMIT);
        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
        return outcome.out();
    }

    private static String here(String code) {
        return code.replace("http://localhost:3002", server.url().toString())
                .replace("http://localhost:3003", server.adminUrl().toString());
    }

    private static void assertSuccess(String answer, String field, String value) {
        JsonNode result = McpClient.json(answer).path("result");
        assertThat(result.path("isError").asBoolean()).as(answer).isFalse();
        JsonNode shaped = McpClient.json(result.at("/content/0/text").asText());
        assertThat(shaped.at(field).asText()).as(answer).isEqualTo(value);
    }

    private static Set<String> shown(String field) {
        return fields("", McpClient.json(PAGE.block("json", "\"" + field + "\"")));
    }

    /** The paths of all fields, but for the kinds of failures, which depend on what has failed. */
    private static Set<String> fields(String path, JsonNode node) {
        Set<String> paths = new HashSet<>(Set.of(path));
        if (node.isArray()) {
            node.forEach(element -> paths.addAll(fields(path + "/*", element)));
        } else if (!path.endsWith("/failures")) {
            node.properties().forEach(field -> paths.addAll(fields(path + "/" + field.getKey(), field.getValue())));
        }
        return paths;
    }
}
