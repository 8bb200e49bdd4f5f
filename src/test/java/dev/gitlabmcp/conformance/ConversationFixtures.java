package dev.gitlabmcp.conformance;

import static dev.gitlabmcp.conformance.Fixture.pause;
import static dev.gitlabmcp.conformance.Fixture.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.protocol.InputRequest;
import dev.gitlabmcp.protocol.LoggingLevel;
import dev.gitlabmcp.tool.CallContext;
import dev.gitlabmcp.tool.ChangeNotifier;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolOutput;
import java.util.List;
import java.util.Map;

/** Tools that talk while they run: progress, logs, questions, changes. */
final class ConversationFixtures {
    private static final String DEFAULTS = """
            {"type": "object", "required": [], "properties": {
              "name": {"type": "string", "description": "User name", "default": "John Doe"},
              "age": {"type": "integer", "description": "User age", "default": 30},
              "score": {"type": "number", "description": "User score", "default": 95.5},
              "status": {"type": "string", "enum": ["active", "inactive", "pending"], "default": "active"},
              "verified": {"type": "boolean", "description": "Verification status", "default": true}}}
            """;
    private static final String ENUMS = """
            {"type": "object", "required": [], "properties": {
              "untitledSingle": {"type": "string", "enum": ["option1", "option2", "option3"]},
              "titledSingle": {"type": "string", "oneOf": [{"const": "value1", "title": "First Option"},
                {"const": "value2", "title": "Second Option"}, {"const": "value3", "title": "Third Option"}]},
              "legacyEnum": {"type": "string", "enum": ["opt1", "opt2", "opt3"],
                "enumNames": ["Option One", "Option Two", "Option Three"]},
              "untitledMulti": {"type": "array", "items": {"type": "string", "enum": ["option1", "option2", "option3"]}},
              "titledMulti": {"type": "array", "items": {"anyOf": [{"const": "value1", "title": "First Choice"},
                {"const": "value2", "title": "Second Choice"}, {"const": "value3", "title": "Third Choice"}]}}}}
            """;

    private ConversationFixtures() {}

    static List<ToolDefinition> tools(ChangeNotifier changes) {
        return List.of(
                tool("test_tool_with_logging", "Logs three times", call -> logThrice(call.context())),
                tool("test_logging_tool", "Logs three times", call -> logThrice(call.context())),
                tool("test_tool_with_progress", "Reports progress", call -> progress(call.context())),
                tool("test_reconnection", "Ends its stream before it answers", call -> {
                    call.context().releaseStream();
                    pause(100);
                    return ToolOutput.text("Reconnection test completed successfully.");
                }),
                tool(
                        "test_sampling",
                        "Asks the client's model",
                        "{\"type\":\"object\",\"properties\":{\"prompt\":{\"type\":\"string\"}},\"required\":[\"prompt\"]}",
                        call -> ToolOutput.text("LLM response: "
                                + ask(
                                        call.context(),
                                        Fixture.sample(
                                                call.given().path("prompt").asText(), 100)))),
                tool(
                        "test_elicitation",
                        "Asks the user",
                        "{\"type\":\"object\",\"properties\":{\"message\":{\"type\":\"string\"}},\"required\":[\"message\"]}",
                        call -> ToolOutput.text(
                                "User response: "
                                        + ask(
                                                call.context(),
                                                Fixture.elicit(
                                                        call.given()
                                                                .path("message")
                                                                .asText(),
                                                        "{\"type\":\"object\",\"properties\":{\"username\":{\"type\":\"string\"},"
                                                                + "\"email\":{\"type\":\"string\"}},\"required\":[\"username\",\"email\"]}")))),
                tool(
                        "test_elicitation_sep1034_defaults",
                        "Asks the user, with defaults",
                        call -> ToolOutput.text("Elicitation completed: "
                                + ask(call.context(), Fixture.elicit("Please review the form", DEFAULTS)))),
                tool(
                        "test_elicitation_sep1330_enums",
                        "Asks the user to choose",
                        call -> ToolOutput.text("Elicitation completed: "
                                + ask(call.context(), Fixture.elicit("Please select options", ENUMS)))),
                tool(
                        "test_list_roots",
                        "Asks for the client's roots",
                        call -> ToolOutput.text("Roots: " + ask(call.context(), InputRequest.listRoots()))),
                tool(
                        "test_missing_capability",
                        "Needs sampling",
                        call -> ToolOutput.text(
                                "Model says " + ask(call.context(), Fixture.sample("Say something", 10)))),
                tool("test_streaming_elicitation", "Reports progress, then asks the user", call -> {
                    call.context().progress(1, 2.0, "about to ask");
                    return ToolOutput.text("User response: " + ask(call.context(), ConformanceFixtures.askName()));
                }),
                tool("test_trigger_tool_change", "Tells that tools changed", call -> {
                    changes.toolsChanged();
                    return ToolOutput.text("told");
                }),
                tool("test_trigger_prompt_change", "Tells that prompts changed", call -> {
                    changes.promptsChanged();
                    return ToolOutput.text("told");
                }),
                tool("test_trigger_resource_update", "Tells that a resource changed", call -> {
                    changes.resourceUpdated("test://watched-resource");
                    return ToolOutput.text("told");
                }));
    }

    private static ToolOutput logThrice(CallContext context) {
        for (String message : List.of("Tool execution started", "Tool processing data", "Tool execution completed")) {
            context.log(LoggingLevel.INFO, "conformance", Fixture.text(message));
            pause(50);
        }
        return ToolOutput.text("Tool with logging executed successfully");
    }

    private static ToolOutput progress(CallContext context) {
        for (int done : List.of(0, 50, 100)) {
            context.progress(done, 100.0, "Completed step " + done + " of 100");
            pause(50);
        }
        return ToolOutput.text("done");
    }

    private static JsonNode ask(CallContext context, InputRequest input) {
        return context.ask(Map.of("answer", input)).values().iterator().next();
    }
}
