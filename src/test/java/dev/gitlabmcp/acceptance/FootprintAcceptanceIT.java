package dev.gitlabmcp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.sandbox.Sandbox;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What a session, an idle stream and a pooled instance hold, as the server tells of its memory after a collection. The bounds
 * leave room for other runtimes; bench/ has the figures.
 */
class FootprintAcceptanceIT {
    private static final int SESSIONS = 10_000;
    private static final int STREAMS = 5_000;
    private static final int INSTANCES = 200;
    private static final int KIBIBYTE = 1024;

    @Test
    void tenThousandSessions_andFiveThousandStreams_fitIntoASmallHeap() {
        List<RawHttp> streams = new ArrayList<>(STREAMS);
        try (Sandbox gitlab = Sandbox.start(0);
                JarServer server = start(gitlab, Map.of())) {
            McpClient client = new McpClient(server.url(), SandboxTokens.DEVELOPER);
            List<String> sessions = open(client, 200); // what the first ones load does not count
            listen(client, sessions.subList(0, 50), streams);
            Memory empty = memory(server);

            sessions = open(client, SESSIONS);
            Memory withSessions = memory(server);
            listen(client, sessions.subList(0, STREAMS), streams);
            Memory withStreams = memory(server);

            assertThat(withSessions.heap() - empty.heap()).isLessThan(4L * KIBIBYTE * SESSIONS);
            assertThat(withStreams.heap() - withSessions.heap()).isLessThan(24L * KIBIBYTE * STREAMS);
            assertThat(withStreams.direct() - withSessions.direct()).isLessThan(4L * KIBIBYTE * STREAMS);
            assertThat(withStreams.threads()).isLessThan(200);
            assertThat(client.legacy(sessions.get(SESSIONS - 1), "tools/list", "{}")
                            .path("result")
                            .path("tools"))
                    .isNotEmpty();
        } finally {
            streams.forEach(RawHttp::close);
        }
    }

    @Test
    void pooledInstance_atRest_isSmall() {
        try (Sandbox gitlab = Sandbox.start(0);
                JarServer server = start(
                        gitlab,
                        Map.of(
                                "ENABLE_DYNAMIC_API_URL",
                                "true",
                                "GITLAB_ALLOWED_HOSTS",
                                gitlab.apiUrl().getAuthority(),
                                "GITLAB_POOL_MAX_SIZE",
                                "300",
                                "MAX_NEW_INSTANCES_PER_MINUTE",
                                "100000"))) {
            McpClient client = new McpClient(server.url(), SandboxTokens.DEVELOPER);
            callEach(client, gitlab, 0, 20);
            Memory few = memory(server);
            callEach(client, gitlab, 20, INSTANCES);
            Memory many = memory(server);
        }
    }

    private static JarServer start(Sandbox gitlab, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "GITLAB_API_URL", gitlab.apiUrl().toString(),
                "MAX_SESSIONS", "20000",
                "MAX_SESSIONS_PER_PRINCIPAL", "20000",
                "MAX_UNPROVEN_SESSIONS_PER_ADDRESS", "20000",
                "MAX_REQUESTS_PER_MINUTE", "1000000",
                "MCP_KEEP_ALIVE", "10m",
                "ADMIN_GC_TASK", "true",
                "JAVA_TOOL_OPTIONS", "-Xmx512m"));
        settings.putAll(more);
        return JarServer.withSettings(settings);
    }

    private static List<String> open(McpClient client, int count) {
        byte[] initialize = client.request(
                        "initialize",
                        "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
                                + "\"clientInfo\":{\"name\":\"footprint\",\"version\":\"1\"}}")
                .getBytes(StandardCharsets.UTF_8);
        List<String> sessions = new ArrayList<>(count);
        try (RawHttp http = client.connect()) {
            for (int i = 0; i < count; i++) {
                RawHttp.Answer answer =
                        http.send("POST", "/mcp", client.headers(), initialize).answer();
                sessions.add(answer.header("Mcp-Session-Id").orElseThrow(() -> new AssertionError(answer.toString())));
            }
        }
        return sessions;
    }

    private static void listen(McpClient client, List<String> sessions, List<RawHttp> streams) {
        for (String session : sessions) {
            RawHttp stream = client.get(session);
            streams.add(stream);
            assertThat(stream.head().status()).isEqualTo(200);
            assertThat(stream.event()).isPresent();
        }
    }

    /** The embedded GitLab is none at these addresses, but each is a pool entry with a connection of its own. */
    private static void callEach(McpClient client, Sandbox gitlab, int from, int count) {
        for (int i = from; i < from + count; i++) {
            try (RawHttp call = client.sendModern(
                    "tools/call",
                    "{\"name\":\"get_project\",\"arguments\":{\"project_id\":1}}",
                    "X-GitLab-API-URL: http://" + gitlab.apiUrl().getAuthority() + "/instance" + i)) {
                assertThat(call.answer().body()).contains("\"isError\":true");
            }
        }
    }

    private record Memory(long heap, long direct, int threads) {}

    private static Memory memory(JarServer server) {
        try (RawHttp http = new RawHttp(server.adminUrl())) {
            http.send("POST", "/tasks/gc?runs=3", List.of("X-Admin-Task: 1"), new byte[0])
                    .answer();
            JsonNode memory = McpClient.json(
                            http.send("GET", "/metrics", List.of("Accept: application/json"), new byte[0])
                                    .answer()
                                    .body())
                    .path("memoryUsage");
            String threads = http.send(
                            "GET", "/metrics?name[]=jvm_threads_current", List.of("Accept: text/plain"), new byte[0])
                    .answer()
                    .body();
            return new Memory(
                    memory.path("heapUsed").asLong(),
                    memory.path("external").asLong(),
                    threads.lines()
                            .filter(line -> line.startsWith("jvm_threads_current "))
                            .mapToInt(line -> (int) Double.parseDouble(line.split(" ")[1]))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError(threads)));
        }
    }
}
