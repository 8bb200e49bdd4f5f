package dev.gitlabmcp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.sandbox.SandboxTokens;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientSseClientTransport;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The official Java SDK's client, which speaks the versions up to 2025-11-25, against the demo. */
class JavaSdkAcceptanceIT {
    private static final String PROJECT = "nordlicht-commerce/checkout/payment-service";

    private static JarServer demo;

    private final List<McpSchema.ProgressNotification> progress = new CopyOnWriteArrayList<>();

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

    @Test
    void streamableHttp_listsCallsAndReports() throws Exception {
        McpSchema.InitializeResult initialized =
                useServer(HttpClientStreamableHttpTransport.builder(demo.url().toString())
                        .endpoint("/mcp")
                        .requestBuilder(authorized())
                        .openConnectionOnStartup(true)
                        .build());
        assertThat(initialized.protocolVersion()).isEqualTo("2025-11-25");
    }

    // The old transport is deprecated, but old clients speak nothing else.
    @SuppressWarnings("deprecation")
    @Test
    void httpWithSse_listsCallsAndReports() throws Exception {
        useServer(HttpClientSseClientTransport.builder(demo.url().toString())
                .sseEndpoint("/sse")
                .requestBuilder(authorized())
                .build());
    }

    private McpSchema.InitializeResult useServer(McpClientTransport transport) throws Exception {
        try (McpSyncClient client = McpClient.sync(transport)
                .requestTimeout(Duration.ofSeconds(30))
                .progressConsumer(progress::add)
                .build()) {
            McpSchema.InitializeResult initialized = client.initialize();
            assertThat(initialized.serverInfo().name()).isEqualTo("gitlab-mcp");
            assertThat(client.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .contains("list_projects", "wait_for_pipeline");
            assertThat(call(client, "list_projects", Map.of()).path("items")).isNotEmpty();

            JsonNode waited = call(
                    client,
                    "wait_for_pipeline",
                    Map.of(
                            "project_id",
                            PROJECT,
                            "pipeline_id",
                            newPipeline(),
                            "timeout_seconds",
                            3,
                            "poll_interval_seconds",
                            1));
            assertThat(waited.path("ended").asBoolean(true)).isFalse();
            // The client hands notifications over on another thread than the result.
            await().untilAsserted(() -> assertThat(progress).hasSizeGreaterThanOrEqualTo(2));
            assertThat(progress)
                    .extracting(McpSchema.ProgressNotification::progress)
                    .isSorted();
            assertThat(progress)
                    .extracting(McpSchema.ProgressNotification::progressToken)
                    .containsOnly("token-of-wait_for_pipeline");
            return initialized;
        }
    }

    private static JsonNode call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        McpSchema.CallToolResult result = client.callTool(McpSchema.CallToolRequest.builder(tool)
                .arguments(arguments)
                .progressToken("token-of-" + tool)
                .build());
        assertThat(result.isError()).as("%s", result).isNotEqualTo(true);
        return dev.gitlabmcp.testkit.McpClient.json(
                ((McpSchema.TextContent) result.content().get(0)).text());
    }

    private static HttpRequest.Builder authorized() {
        return HttpRequest.newBuilder().header("Private-Token", SandboxTokens.DEVELOPER);
    }

    /** Starts a pipeline that runs longer than the tests wait for it. */
    private static int newPipeline() throws IOException, InterruptedException {
        URI pipelines =
                demo.embeddedGitLab().resolve("/api/v4/projects/" + PROJECT.replace("/", "%2F") + "/pipeline?ref=main");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        authorized()
                                .uri(pipelines)
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(201);
        return dev.gitlabmcp.testkit.McpClient.json(answer.body()).path("id").asInt();
    }
}
