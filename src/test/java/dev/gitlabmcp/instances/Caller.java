package dev.gitlabmcp.instances;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.testkit.McpClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** One caller with a token and an instance, over connections that are kept; calls one after the other. */
final class Caller {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** How the caller speaks. */
    enum Style {
        MODERN,
        /** With {@code initialize}; the instance is named there and never again. */
        SESSION,
        /** Begins with a {@code tools/call} and goes on with the session it was given. */
        IMPLICIT
    }

    private final URI endpoint;
    private final URI instance;
    private final String token;
    private final Style style;
    private @Nullable String session;
    private int id;

    Caller(URI server, URI instance, String token, Style style) {
        this.endpoint = server.resolve("/mcp");
        this.instance = instance;
        this.token = token;
        this.style = style;
    }

    /** The result of a tool. */
    JsonNode call(String tool, String arguments) throws IOException, InterruptedException {
        if (style == Style.SESSION && session == null) {
            send(
                    "initialize",
                    "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
                            + "\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}");
        }
        String meta = style == Style.MODERN
                ? ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                        + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"t\",\"version\":\"1\"},"
                        + "\"io.modelcontextprotocol/clientCapabilities\":{}}"
                : "";
        JsonNode answer = send(
                "tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + meta + "}", "Mcp-Name", tool);
        if (!answer.has("result")) {
            throw new AssertionError(answer.toString());
        }
        return answer.path("result");
    }

    private JsonNode send(String method, String params, String... modernHeaders)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream");
        boolean bearer = token.hashCode() % 2 == 0;
        request.header(bearer ? "Authorization" : "Private-Token", (bearer ? "Bearer " : "") + token);
        if (style == Style.MODERN) {
            request.header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", method);
            if (modernHeaders.length > 0) {
                request.headers(modernHeaders);
            }
        }
        if (session == null) {
            request.header("X-GitLab-API-URL", instance.toString());
        } else {
            request.header("Mcp-Session-Id", session);
        }
        String body =
                "{\"jsonrpc\":\"2.0\",\"id\":" + ++id + ",\"method\":\"" + method + "\",\"params\":" + params + "}";
        HttpResponse<String> response = HTTP.send(
                request.POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
        response.headers().firstValue("Mcp-Session-Id").ifPresent(given -> session = given);
        return McpClient.json(response.body());
    }
}
