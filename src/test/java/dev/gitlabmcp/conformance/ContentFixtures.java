package dev.gitlabmcp.conformance;

import static dev.gitlabmcp.conformance.Fixture.tool;

import dev.gitlabmcp.protocol.Content;
import dev.gitlabmcp.protocol.ResourceContents;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolOutput;
import java.util.List;

/** Tools that answer with each kind of content, and schemas with every keyword. */
final class ContentFixtures {
    private static final String SCHEMA_2020_12 = """
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
             "$defs": {"address": {"$anchor": "addressDef", "type": "object",
               "properties": {"street": {"type": "string"}, "city": {"type": "string"}}}},
             "properties": {"name": {"type": "string"}, "address": {"$ref": "#/$defs/address"},
               "contactMethod": {"type": "string", "enum": ["phone", "email"]},
               "phone": {"type": "string"}, "email": {"type": "string"}},
             "allOf": [{"anyOf": [{"required": ["phone"]}, {"required": ["email"]}]}],
             "if": {"properties": {"contactMethod": {"const": "phone"}}, "required": ["contactMethod"]},
             "then": {"required": ["phone"]}, "else": {"required": ["email"]},
             "additionalProperties": false}
            """;

    private ContentFixtures() {}

    static List<ToolDefinition> tools() {
        return List.of(
                tool(
                        "test_simple_text",
                        "Answers with text",
                        call -> ToolOutput.text("This is a simple text response for testing.")),
                tool(
                        "test_image_content",
                        "Answers with a picture",
                        call -> ToolOutput.of(new Content.Image(Fixture.PNG, "image/png"))),
                tool(
                        "test_audio_content",
                        "Answers with a sound",
                        call -> ToolOutput.of(new Content.Audio(Fixture.WAV, "audio/wav"))),
                tool(
                        "test_embedded_resource",
                        "Answers with a resource",
                        call -> ToolOutput.of(new Content.EmbeddedResource(ResourceContents.text(
                                "test://embedded-resource", "text/plain", "This is an embedded resource content.")))),
                tool(
                        "test_multiple_content_types",
                        "Answers with text, picture and resource",
                        call -> ToolOutput.of(
                                new Content.Text("Multiple content types test:"),
                                new Content.Image(Fixture.PNG, "image/png"),
                                new Content.EmbeddedResource(ResourceContents.text(
                                        "test://mixed-content-resource",
                                        "application/json",
                                        "{\"test\":\"data\",\"value\":123}")))),
                tool(
                        "test_resource_link",
                        "Answers with a link, which versions before 2025-06-18 do not know",
                        call -> ToolOutput.of(new Content.ResourceLink(
                                "test://static-text", "static-text", null, null, "text/plain"))),
                tool(
                        "test_error_handling",
                        "Fails",
                        call -> ToolOutput.error("This tool intentionally returns an error for testing")),
                tool("test_crash", "Fails with a bug", call -> {
                    throw new IllegalStateException("a secret of the server");
                }),
                tool(
                        "json_schema_2020_12_tool",
                        "Has a schema with many keywords",
                        SCHEMA_2020_12,
                        call -> ToolOutput.text("called with " + call.given())),
                tool(
                        "test_x_mcp_header",
                        "Has a parameter that is repeated as a header",
                        """
                        {"type": "object", "properties": {
                          "region": {"type": "string", "x-mcp-header": "Region"},
                          "count": {"type": "integer", "x-mcp-header": "Count"},
                          "query": {"type": "string"}}}
                        """,
                        call -> ToolOutput.text("region " + call.given().path("region"))));
    }
}
