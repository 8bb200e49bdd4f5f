package dev.gitlabmcp.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** MCP by hand: builds requests of both eras and leaves the rest to {@link RawHttp}. */
public final class McpClient {
    /** Reads and writes JSON. */
    public static final ObjectMapper JSON = new ObjectMapper();

    private final URI url;
    private final String token;
    private long id;

    /** A client of that server with this GitLab token. */
    public McpClient(URI url, String token) {
        this.url = url;
        this.token = token;
    }

    /** A new connection. */
    public RawHttp connect() {
        return new RawHttp(url);
    }

    /** The headers of any POST. */
    public List<String> headers(String... more) {
        List<String> headers = new ArrayList<>(List.of(
                "Private-Token: " + token,
                "Content-Type: application/json",
                "Accept: application/json, text/event-stream"));
        headers.addAll(List.of(more));
        return headers;
    }

    /** A request of either era; {@code params} is JSON. */
    public String request(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + ++id + ",\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    /** Posts a body with these headers on a connection of its own and reads the answer whole. */
    public RawHttp.Answer post(String body, List<String> headers) {
        try (RawHttp http = connect()) {
            return http.send("POST", "/mcp", headers, body.getBytes(StandardCharsets.UTF_8))
                    .answer();
        }
    }

    /** A modern request, sent but not answered yet. */
    public RawHttp sendModern(String method, String params, String... more) {
        return sendModernTo("/mcp", method, params, more);
    }

    /** The same to another address, such as {@code /mcp/readonly}. */
    public RawHttp sendModernTo(String path, String method, String params, String... more) {
        ObjectNode object = (ObjectNode) json(params);
        ObjectNode meta = object.withObject("_meta");
        meta.put("io.modelcontextprotocol/protocolVersion", "2026-07-28");
        if (!meta.has("io.modelcontextprotocol/clientCapabilities")) {
            meta.putObject("io.modelcontextprotocol/clientCapabilities");
        }
        List<String> headers = headers(more);
        headers.add("MCP-Protocol-Version: 2026-07-28");
        headers.add("Mcp-Method: " + method);
        Optional.ofNullable(object.get("name"))
                .or(() -> Optional.ofNullable(object.get("uri")))
                .ifPresent(name -> headers.add("Mcp-Name: " + name.asText()));
        return connect()
                .send("POST", path, headers, request(method, object.toString()).getBytes(StandardCharsets.UTF_8));
    }

    /** A modern request and its answer. */
    public JsonNode modern(String method, String params) {
        try (RawHttp http = sendModern(method, params)) {
            return json(http.answer().body());
        }
    }

    /** Calls a tool in the modern era; its result. */
    public JsonNode callTool(String name, String arguments) {
        return modern("tools/call", "{\"name\":\"" + name + "\",\"arguments\":" + arguments + "}")
                .path("result");
    }

    /** Opens a legacy session of that version; its id. */
    public String initialize(String version, String capabilities) {
        RawHttp.Answer answer = post(
                request(
                        "initialize",
                        "{\"protocolVersion\":\"" + version + "\",\"capabilities\":" + capabilities
                                + ",\"clientInfo\":{\"name\":\"testkit\",\"version\":\"1\"}}"),
                headers());
        return answer.header("Mcp-Session-Id").orElseThrow(() -> new AssertionError(answer.toString()));
    }

    /** A legacy request, sent but not answered yet. */
    public RawHttp sendLegacy(String session, String method, String params) {
        return connect()
                .send(
                        "POST",
                        "/mcp",
                        headers("Mcp-Session-Id: " + session),
                        request(method, params).getBytes(StandardCharsets.UTF_8));
    }

    /** A legacy request and its answer as JSON. */
    public JsonNode legacy(String session, String method, String params) {
        try (RawHttp http = sendLegacy(session, method, params)) {
            return json(http.answer().body());
        }
    }

    /** Opens a stream of a session with GET. */
    public RawHttp get(String session, String... more) {
        List<String> headers = new ArrayList<>(
                List.of("Private-Token: " + token, "Accept: text/event-stream", "Mcp-Session-Id: " + session));
        headers.addAll(List.of(more));
        return connect().send("GET", "/mcp", headers, new byte[0]);
    }

    /** Reads JSON. */
    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("Not JSON: " + text, e);
        }
    }
}
