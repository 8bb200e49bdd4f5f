package dev.gitlabmcp.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RunningServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists go out as gzip, compressed before, to whoever takes that. */
class CompressionIT {
    private static final String LIST =
            "{\"jsonrpc\":\"2.0\",\"id\":\"seven\",\"method\":\"tools/list\",\"params\":{%s}}";
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path directory;

    private static RunningServer plain;

    @BeforeAll
    static void start() {
        plain = RunningServer.start();
    }

    @AfterAll
    static void stop() {
        plain.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-07-28", "2025-11-25", "2025-03-26"})
    void list_acceptingGzip_isTheSameInFewerBytes(String version) throws Exception {
        HttpResponse<byte[]> identity = list(plain, version, "identity");
        HttpResponse<byte[]> gzip = list(plain, version, "deflate, gzip;q=1.0, *;q=0.5");

        assertThat(identity.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(gzip.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(gzip.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(gzip.headers().firstValue("Content-Length")).contains(Integer.toString(gzip.body().length));
        for (HttpResponse<byte[]> each : List.of(identity, gzip)) {
            assertThat(each.headers().allValues("Vary")).asString().contains("Accept-Encoding");
        }
        assertThat(unpacked(gzip.body())).isEqualTo(identity.body());
        assertThat(McpClient.JSON.readTree(identity.body()).at("/result/tools")).isNotEmpty();
        assertThat(gzip.body().length).isLessThan(identity.body().length / 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "br", "gzip;q=0", "gzip;q=0.0, deflate", "xgzip"})
    void list_notAcceptingGzip_isPlain(String accepted) throws Exception {
        assertIsPlain(list(plain, "2026-07-28", accepted));
    }

    @Test
    void smallAnswer_isPlain() throws Exception {
        HttpResponse<byte[]> answer = send(plain, "2026-07-28", "gzip", "prompts/list");
        assertThat(answer.body().length).isLessThan(8 * 1024);
        assertIsPlain(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "enabled: false",
                "minimumEntitySize: 10MiB",
                "includedMethods: [GET]",
                "excludedPaths: [/mcp]",
                "excludedMimeTypes: [application/json]"
            })
    void operatorsSettings_countHere(String setting) throws Exception {
        Path file = directory.resolve("config.yml");
        try (RunningServer server = RunningServer.startChanged(file, "minimumEntitySize: 8KiB", setting)) {
            assertIsPlain(list(server, "2026-07-28", "gzip"));
        }
    }

    private static void assertIsPlain(HttpResponse<byte[]> answer) {
        assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).startsWith("{\"jsonrpc\"");
    }

    private static HttpResponse<byte[]> list(RunningServer server, String version, String accepted) throws Exception {
        return send(server, version, accepted, "tools/list");
    }

    private static HttpResponse<byte[]> send(RunningServer server, String version, String accepted, String method)
            throws Exception {
        boolean modern = version.equals("2026-07-28");
        HttpRequest.Builder request = HttpRequest.newBuilder(server.url().resolve("/mcp"))
                .header("Private-Token", SandboxTokens.DEVELOPER)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Accept-Encoding", accepted)
                .header("MCP-Protocol-Version", version)
                .POST(HttpRequest.BodyPublishers.ofString(
                        LIST.formatted(modern ? META : "").replace("tools/list", method)));
        if (modern) {
            request.header("Mcp-Method", method);
        } else {
            request.header("Mcp-Session-Id", server.client().initialize(version, "{}"));
        }
        HttpResponse<byte[]> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return answer;
    }

    private static byte[] unpacked(byte[] gzip) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        }
    }
}
