package dev.gitlabmcp.conformance;

import dev.gitlabmcp.protocol.Content;
import dev.gitlabmcp.protocol.InputRequest;
import dev.gitlabmcp.protocol.ResourceContents;
import dev.gitlabmcp.tool.ChangeNotifier;
import dev.gitlabmcp.tool.Completion;
import dev.gitlabmcp.tool.CompletionTarget;
import dev.gitlabmcp.tool.FeatureProvider;
import dev.gitlabmcp.tool.Features;
import dev.gitlabmcp.tool.PromptArgument;
import dev.gitlabmcp.tool.PromptDefinition;
import dev.gitlabmcp.tool.PromptMessage;
import dev.gitlabmcp.tool.PromptResult;
import dev.gitlabmcp.tool.ResourceDefinition;
import dev.gitlabmcp.tool.ResourceOutput;
import dev.gitlabmcp.tool.ResourceTemplateDefinition;
import dev.gitlabmcp.tool.ResourceTexts;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The tools, prompts and resources of the suite {@code @modelcontextprotocol/conformance}. */
public final class ConformanceFixtures implements FeatureProvider {

    @Override
    public void contribute(Features.Builder features, ChangeNotifier changes) {
        features.tools(ContentFixtures.tools())
                .tools(ConversationFixtures.tools(changes))
                .tools(InputRequiredFixtures.tools());
        addPrompts(features);
        addResources(features);
    }

    private static void addPrompts(Features.Builder features) {
        features.prompt(prompt("test_simple_prompt", List.of(), a -> messages("This is a simple prompt for testing.")))
                .prompt(prompt(
                        "test_prompt_with_arguments",
                        List.of(
                                PromptArgument.required("arg1", "First test argument"),
                                PromptArgument.required("arg2", "Second test argument")),
                        a -> messages(
                                "Prompt with arguments: arg1='" + a.get("arg1") + "', arg2='" + a.get("arg2") + "'")))
                .prompt(prompt(
                        "test_prompt_with_embedded_resource",
                        List.of(PromptArgument.required("resourceUri", "URI of the resource to embed")),
                        a -> new PromptResult(
                                null,
                                List.of(
                                        new PromptMessage(
                                                "user",
                                                new Content.EmbeddedResource(ResourceContents.text(
                                                        String.valueOf(a.get("resourceUri")),
                                                        "text/plain",
                                                        "Embedded resource content for testing."))),
                                        PromptMessage.user("Please process the embedded resource above.")))))
                .prompt(prompt(
                        "test_prompt_with_image",
                        List.of(),
                        a -> new PromptResult(
                                null,
                                List.of(
                                        new PromptMessage("user", new Content.Image(Fixture.PNG, "image/png")),
                                        PromptMessage.user("Please analyze the image above.")))))
                .prompt(new PromptDefinition(
                        "test_input_required_result_prompt",
                        null,
                        "Asks for context before it answers",
                        List.of(),
                        (scope, arguments) -> {
                            String context = scope.context()
                                    .ask(Map.of(
                                            "user_context",
                                            Fixture.elicit(
                                                    "What context should the prompt use?",
                                                    "{\"type\":\"object\",\"properties\":{\"context\":{\"type\":\"string\"}},"
                                                            + "\"required\":[\"context\"]}")))
                                    .toString();
                            return messages("Use the following context: " + context);
                        }))
                .completion(
                        CompletionTarget.prompt("test_prompt_with_arguments", "arg1"),
                        (scope, value, others) -> Completion.of(Stream.of("testValue1", "testValue2", "other")
                                .filter(v -> v.startsWith(value))
                                .toList()));
    }

    private static void addResources(Features.Builder features) {
        features.resource(resource(
                        "test://static-text",
                        "text/plain",
                        false,
                        uri -> ResourceOutput.text(
                                uri, "text/plain", "This is the content of the static text resource.")))
                .resource(resource(
                        "test://static-binary",
                        "image/png",
                        false,
                        uri -> ResourceOutput.binary(
                                uri, "image/png", Base64.getDecoder().decode(Fixture.PNG))))
                .resource(resource(
                        "test://watched-resource",
                        "text/plain",
                        true,
                        uri -> ResourceOutput.text(uri, "text/plain", "Watched resource content")))
                .template(new ResourceTemplateDefinition(
                        "test://template/{id}/data",
                        new ResourceTexts("template", null, "A template of the suite", "application/json"),
                        (scope, uri, variables) -> ResourceOutput.text(
                                uri,
                                "application/json",
                                "{\"id\":\"" + variables.get("id") + "\",\"templateTest\":true,\"data\":\"Data for ID: "
                                        + variables.get("id") + "\"}")));
    }

    private interface Filler {
        PromptResult fill(Map<String, String> arguments);
    }

    private static PromptDefinition prompt(String name, List<PromptArgument> arguments, Filler filler) {
        return new PromptDefinition(
                name, null, "A prompt of the suite", arguments, (scope, given) -> filler.fill(given));
    }

    private static PromptResult messages(String text) {
        return new PromptResult(null, List.of(PromptMessage.user(text)));
    }

    private interface Reader {
        ResourceOutput read(String uri);
    }

    private static ResourceDefinition resource(String uri, String mimeType, boolean watchable, Reader reader) {
        return new ResourceDefinition(
                uri,
                new ResourceTexts(uri.substring("test://".length()), null, "A resource of the suite", mimeType),
                watchable,
                (scope, asked, variables) -> reader.read(asked));
    }

    /** Kept here so that both fixtures of input requests ask alike. */
    static InputRequest askName() {
        return Fixture.elicit(
                "What is your name?",
                "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}},\"required\":[\"name\"]}");
    }
}
