package dev.gitlabmcp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.sandbox.Sandbox;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.McpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The official TypeScript SDKs, both major versions, against the demo; each script runs one scenario. */
class TypeScriptClientsAcceptanceIT {
    private static NodeClients node;
    private static JarServer demo;

    @BeforeAll
    static void start() {
        node = new NodeClients();
        demo = JarServer.demo();
    }

    @AfterAll
    static void stop() {
        // Missing when the tests were skipped.
        if (demo != null) {
            demo.close();
        }
    }

    private static JsonNode runOnDemo(String... script) {
        return node.run(demo.url(), demo.embeddedGitLab(), Map.of("GITLAB_TOKEN", SandboxTokens.DEVELOPER), script);
    }

    @Test
    void v1_listsCallsReportsAndResumes() {
        JsonNode seen = runOnDemo("ts-v1.mjs");
        assertThat(seen.path("protocolVersion").asText()).isEqualTo("2025-11-25");
        assertThat(seen.path("session").asBoolean()).isTrue();
        assertServed(seen);
        JsonNode resumed = seen.path("resumed");
        assertThat(resumed.path("cuts").asInt()).isEqualTo(1);
        assertThat(texts(resumed.path("lastEventIds"))).hasSize(1);
        assertWaited(resumed);
    }

    @Test
    void v1_oldTransport() {
        assertServed(runOnDemo("ts-v1-sse.mjs"));
    }

    @ParameterizedTest
    @CsvSource({"auto, modern, 2026-07-28", "2026-07-28, modern, 2026-07-28", "legacy, legacy, 2025-11-25"})
    void v2_era(String mode, String era, String version) {
        JsonNode seen = runOnDemo("ts-v2.mjs", mode);
        assertThat(seen.path("era").asText()).isEqualTo(era);
        assertThat(seen.path("protocolVersion").asText()).isEqualTo(version);
        assertServed(seen);
        List<String> requests = texts(seen.path("requests"));
        assertThat(requests).as("statuses").allMatch(request -> request.matches(".* 20[02]"));
        if (era.equals("modern")) {
            assertThat(seen.path("honoredFilter"))
                    .isEqualTo(McpClient.json("{\"toolsListChanged\":true,\"promptsListChanged\":true}"));
            assertThat(requests)
                    .startsWith("POST server/discover 200")
                    .contains("POST subscriptions/listen 200")
                    .noneMatch(request -> request.contains("initialize"));
        } else {
            assertThat(requests).startsWith("POST initialize 200", "POST notifications/initialized 202");
        }
    }

    @Test
    void fixtures_questionsAndChanges() {
        try (Sandbox gitlab = Sandbox.start(0);
                JarServer server = JarServer.withFixtures(gitlab)) {
            JsonNode seen = node.run(server.url(), gitlab.url(), Map.of(), "ts-fixtures.mjs");
            JsonNode legacy = seen.path("legacy");
            assertThat(legacy.path("elicitation").asText()).contains("alice@example.com");
            assertThat(legacy.path("sampling").asText()).contains("a sampled answer");
            assertThat(legacy.path("changed").asText()).isEqualTo("notifications/tools/list_changed");
            JsonNode modern = seen.path("modern");
            assertThat(modern.path("era").asText()).isEqualTo("modern");
            assertThat(modern.path("elicitation").asText()).isEqualTo("Hello, Alice!");
            assertThat(modern.path("sampling").asText()).contains("a sampled answer");
            assertThat(modern.path("changed").asText()).isEqualTo("notifications/tools/list_changed");
        }
    }

    private static void assertServed(JsonNode seen) {
        assertThat(seen.path("server").path("name").asText()).isEqualTo("gitlab-mcp");
        assertThat(texts(seen.path("tools")))
                .contains("list_projects", "wait_for_pipeline")
                .doesNotHaveDuplicates();
        assertThat(seen.path("isError").asBoolean(true)).isFalse();
        assertThat(seen.path("projects").asInt()).isPositive();
        assertWaited(seen.path("waited"));
    }

    /** The wait was over before the pipeline was, and said so after at least two reports of progress. */
    private static void assertWaited(JsonNode waited) {
        JsonNode answer = waited.path("answer");
        assertThat(answer.path("ended").asBoolean(true)).as("%s", waited).isFalse();
        assertThat(answer.path("pipeline").path("ref").asText()).isEqualTo("main");
        List<Double> progress = new ArrayList<>();
        waited.path("progress").forEach(p -> progress.add(p.asDouble()));
        assertThat(progress).hasSizeGreaterThanOrEqualTo(2).isSorted().doesNotHaveDuplicates();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
