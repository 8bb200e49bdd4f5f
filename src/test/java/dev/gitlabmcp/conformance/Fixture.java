package dev.gitlabmcp.conformance;

import static dev.gitlabmcp.tool.ToolBuilder.custom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.protocol.InputRequest;
import dev.gitlabmcp.protocol.Json;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolHandler;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Small pieces that the fixtures are made of. */
final class Fixture {
    /** A red picture of one pixel. */
    static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";

    /** A sound without samples. */
    static final String WAV = "UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA=";

    private Fixture() {}

    static ToolDefinition tool(String name, String description, ToolHandler handler) {
        return tool(name, description, "{\"type\":\"object\"}", handler);
    }

    static ToolDefinition tool(String name, String description, String schema, ToolHandler handler) {
        return custom(name)
                .namedSo("the suite calls it so")
                .title(name)
                .description(description)
                .readOnly("a fixture changes nothing")
                .inputSchema(object(schema))
                .handledBy(handler)
                .define();
    }

    static InputRequest elicit(String message, String requestedSchema) {
        return InputRequest.elicitForm(message, object(requestedSchema));
    }

    static InputRequest sample(String prompt, int maxTokens) {
        ObjectNode params = Json.object();
        params.putArray("messages")
                .addObject()
                .put("role", "user")
                .putObject("content")
                .put("type", "text")
                .put("text", prompt);
        return InputRequest.sample(params.put("maxTokens", maxTokens));
    }

    static ObjectNode object(String json) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode text(String text) {
        return Json.object().textNode(text);
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
