package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer: status, headers and body. Answers are never compared, and nobody writes to a body. */
@SuppressWarnings("ArrayRecordComponent")
record SandboxResponse(int status, Map<String, String> headers, byte[] body) {
    static SandboxResponse ok(JsonNode json) {
        return json(200, json);
    }

    static SandboxResponse created(JsonNode json) {
        return json(201, json);
    }

    static SandboxResponse json(int status, JsonNode json) {
        return new SandboxResponse(status, Map.of("Content-Type", "application/json"), Json.bytes(json));
    }

    static SandboxResponse noContent() {
        return new SandboxResponse(204, Map.of(), new byte[0]);
    }

    static SandboxResponse bytes(String contentType, byte[] body) {
        return new SandboxResponse(200, Map.of("Content-Type", contentType), body);
    }

    static SandboxResponse text(int status, String text) {
        return new SandboxResponse(status, Map.of("Content-Type", "text/plain"), text.getBytes(StandardCharsets.UTF_8));
    }

    static SandboxResponse redirect(int status, String location, String text) {
        return text(status, text).with("Location", location);
    }

    SandboxResponse with(String name, String value) {
        return with(Map.of(name, value));
    }

    SandboxResponse with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new SandboxResponse(status, all, body);
    }
}
