package dev.gitlabmcp.conformance;

import static dev.gitlabmcp.conformance.Fixture.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.protocol.InputRequest;
import dev.gitlabmcp.tool.CallContext;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolOutput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tools that need input: in the modern era over several rounds. */
final class InputRequiredFixtures {
    private static final String CONFIRM =
            "{\"type\":\"object\",\"properties\":{\"ok\":{\"type\":\"boolean\"}},\"required\":[\"ok\"]}";

    private InputRequiredFixtures() {}

    static List<ToolDefinition> tools() {
        return List.of(
                tool("test_input_required_result_elicitation", "Asks the user's name", call -> {
                    JsonNode answer = ask(call.context(), "user_name", ConformanceFixtures.askName());
                    return ToolOutput.text(
                            "Hello, " + answer.path("content").path("name").asText() + "!");
                }),
                tool(
                        "test_input_required_result_sampling",
                        "Asks the client's model",
                        call -> ToolOutput.text(ask(
                                        call.context(),
                                        "capital_question",
                                        Fixture.sample("What is the capital of France?", 100))
                                .path("content")
                                .toString())),
                tool(
                        "test_input_required_result_list_roots",
                        "Asks for the client's roots",
                        call -> ToolOutput.text(ask(call.context(), "client_roots", InputRequest.listRoots())
                                .path("roots")
                                .toString())),
                tool("test_input_required_result_request_state", "Carries state", call -> {
                    ask(call.context(), "confirm", Fixture.elicit("Please confirm", CONFIRM));
                    return ToolOutput.text("state-ok");
                }),
                tool("test_input_required_result_tampered_state", "Carries state", call -> {
                    ask(call.context(), "confirm", Fixture.elicit("Please confirm", CONFIRM));
                    return ToolOutput.text("state-ok");
                }),
                tool("test_input_required_result_multiple_inputs", "Asks three things at once", call -> {
                    Map<String, InputRequest> requests = new LinkedHashMap<>();
                    requests.put("user_name", ConformanceFixtures.askName());
                    requests.put("greeting", Fixture.sample("Generate a greeting", 50));
                    requests.put("client_roots", InputRequest.listRoots());
                    return ToolOutput.text(call.context().ask(requests).keySet().toString());
                }),
                tool("test_input_required_result_multi_round", "Asks twice, one after the other", call -> {
                    JsonNode name = ask(
                            call.context(),
                            "step1",
                            Fixture.elicit(
                                    "Step 1: What is your name?",
                                    "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}},\"required\":[\"name\"]}"));
                    JsonNode color = ask(
                            call.context(),
                            "step2",
                            Fixture.elicit(
                                    "Step 2: What is your favorite color?",
                                    "{\"type\":\"object\",\"properties\":{\"color\":{\"type\":\"string\"}},\"required\":[\"color\"]}"));
                    return ToolOutput.text(name.path("content") + " likes " + color.path("content"));
                }),
                tool("test_input_required_result_capabilities", "Asks only what the client can serve", call -> {
                    Map<String, InputRequest> requests = new LinkedHashMap<>();
                    addIfSupported(call.context(), requests, "elicit_input", ConformanceFixtures.askName());
                    addIfSupported(call.context(), requests, "sample_input", Fixture.sample("Say hello", 50));
                    return ToolOutput.text(call.context().ask(requests).keySet().toString());
                }));
    }

    private static void addIfSupported(
            CallContext context, Map<String, InputRequest> requests, String key, InputRequest input) {
        if (context.clientSupports(input)) {
            requests.put(key, input);
        }
    }

    private static JsonNode ask(CallContext context, String key, InputRequest input) {
        return context.ask(Map.of(key, input)).get(key);
    }
}
