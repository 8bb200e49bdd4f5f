package dev.gitlabmcp.deployment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.McpClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** An MCP client of both eras behind a proxy, with the developer's token, over connections of one version of HTTP. */
final class EdgeClient {
    private final ProxyProcess proxy;
    private final HttpClient http;

    EdgeClient(ProxyProcess proxy, HttpClient.Version version) {
        this.proxy = proxy;
        this.http = proxy.client(version);
    }

    /** A request with credentials and the headers of MCP. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(proxy.uri(path))
                .timeout(Duration.ofSeconds(30))
                .header("Private-Token", SandboxTokens.DEVELOPER)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream");
    }

    /** A request of 2026-07-28; {@code params} is JSON. */
    HttpRequest modern(String method, String params) {
        ObjectNode all = (ObjectNode) McpClient.json(params);
        ObjectNode meta = all.putObject("_meta");
        meta.put("io.modelcontextprotocol/protocolVersion", "2026-07-28");
        meta.putObject("io.modelcontextprotocol/clientCapabilities");
        HttpRequest.Builder request =
                request("/mcp").header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", method);
        if (all.has("name")) {
            request.header("Mcp-Name", all.path("name").asText());
        }
        return request.POST(message(method, all.toString())).build();
    }

    /** A request of a session, to {@code /mcp}. */
    HttpRequest legacy(String session, String method, String params) {
        return request("/mcp")
                .header("Mcp-Session-Id", session)
                .POST(message(method, params))
                .build();
    }

    /** A message in the body of a POST. */
    static HttpRequest.BodyPublisher message(String method, String params) {
        return HttpRequest.BodyPublishers.ofString(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}");
    }

    /** The stream of a session. */
    HttpRequest stream(String session) {
        return request("/mcp").header("Mcp-Session-Id", session).GET().build();
    }

    /** A subscription of 2026-07-28, which is a stream. */
    HttpRequest listen() {
        return modern("subscriptions/listen", "{\"notifications\":{\"toolsListChanged\":true}}");
    }

    /** Opens a session; its id. */
    String initialize() throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request("/mcp")
                .POST(message(
                        "initialize",
                        "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
                                + "\"clientInfo\":{\"name\":\"edge\",\"version\":\"1\"}}"))
                .build());
        return answer.headers().firstValue("Mcp-Session-Id").orElseThrow(() -> new AssertionError(answer.body()));
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest request) {
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Sends a request whose answer is a stream; returns with its headers. */
    HttpResponse<InputStream> open(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    }
}
