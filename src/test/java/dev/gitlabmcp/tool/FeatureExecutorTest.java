package dev.gitlabmcp.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.ProtocolException;
import dev.gitlabmcp.protocol.ProtocolVersion;
import dev.gitlabmcp.protocol.ResourceContents;
import dev.gitlabmcp.shaping.ResultLimits;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FeatureExecutorTest extends ToolTestCase {
    private static final String TEMPLATE = "x://things/{thing}";

    private final Features features = Features.builder()
            .prompt(new PromptDefinition(
                    "greet",
                    "Greet",
                    "Greets somebody.",
                    List.of(PromptArgument.required("who", "Whom"), PromptArgument.optional("how", "In which way")),
                    (scope, arguments) ->
                            new PromptResult(null, List.of(PromptMessage.user("Greet " + arguments.get("who"))))))
            .resource(new ResourceDefinition(
                    "x://fixed",
                    new ResourceTexts("fixed", null, null, "text/plain"),
                    true,
                    (scope, uri, variables) -> ResourceOutput.text(uri, "text/plain", "fixed")))
            .template(new ResourceTemplateDefinition(
                    TEMPLATE,
                    new ResourceTexts("thing", null, "A thing", null),
                    (scope, uri, variables) -> scope.send(
                            GitLabRequest.get("/things/{thing}")
                                    .path("thing", variables.get("thing"))
                                    .build(),
                            answer -> ResourceOutput.binary(
                                    uri, "x/y", answer.body().readAllBytes()))))
            .completion(
                    CompletionTarget.template(TEMPLATE, "thing"),
                    (scope, value, others) -> new Completion(
                            IntStream.range(0, 150)
                                    .mapToObj(i -> value + i + others.getOrDefault("o", ""))
                                    .toList(),
                            150L,
                            false))
            .completion(CompletionTarget.prompt("greet", "how"), (scope, value, others) -> {
                throw ToolException.invalid("project_id", "is missing");
            })
            .build();

    private final FeatureExecutor executor = new FeatureExecutor(
            features,
            new ToolExecutor(
                    features.tools(), client, ResultLimits.DEFAULT, ToolObserver.NONE, ToolConfiguration.defaults()),
            ToolConfiguration.defaults());

    private static void refused(ThrowingCallable call, int code, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProtocolException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.getMessage()).contains(message);
        });
    }

    @Test
    void prompt_isFilledIn() {
        PromptResult result = executor.prompt("greet", Map.of("who", "Ann"), context);
        assertThat(JSON.<JsonNode>valueToTree(result))
                .isEqualTo(object("{'messages':[{'role':'user','content':{'type':'text','text':'Greet Ann'}}]}"));
    }

    @Test
    void prompt_unknownOrIncomplete_isInvalidParams() {
        refused(() -> executor.prompt("gret", Map.of(), context), ErrorCode.INVALID_PARAMS, "Did you mean greet?");
        refused(
                () -> executor.prompt("greet", Map.of("who", " "), context),
                ErrorCode.INVALID_PARAMS,
                "Missing argument who: Whom");
    }

    @Test
    void read_listedAndTemplated() {
        assertThat(executor.read("x://fixed", context))
                .containsExactly(ResourceContents.text("x://fixed", "text/plain", "fixed"));
        gitlab.on("GET /things/a%2Fb", r -> StubGitLab.Answer.bytes(new byte[] {1, 2, 3}));
        assertThat(executor.read("x://things/a%2Fb", context))
                .containsExactly(ResourceContents.blob("x://things/a%2Fb", "x/y", "AQID"));
        assertThat(executor.knows("x://things/z")).isTrue();
        assertThat(executor.knows("y://things/z")).isFalse();
    }

    @Test
    void read_unknown_hasTheErasCodeAndTheUri() {
        refused(() -> executor.read("y://z", context), ErrorCode.INVALID_PARAMS, "Resource not found");
        refused(
                () -> executor.read("x://things/gone", context),
                ErrorCode.INVALID_PARAMS,
                "Resource not found: GitLab answered 404");
        context.speaking(ProtocolVersion.V2025_06_18);
        refused(() -> executor.read("y://z", context), ErrorCode.RESOURCE_NOT_FOUND, "Resource not found");
        assertThatThrownBy(() -> executor.read("y://z", context))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.data()).isEqualTo(object("{'uri':'y://z'}")));
    }

    @Test
    void read_gitLabFails_isAnInternalError() {
        gitlab.on("GET /things/a", r -> StubGitLab.Answer.json(403, "{\"message\":\"403 Forbidden\"}"));
        refused(() -> executor.read("x://things/a", context), ErrorCode.INTERNAL_ERROR, "403 Forbidden");
    }

    @Test
    void complete_givesAHundredAtMost() {
        Completion completion =
                executor.complete(CompletionTarget.template(TEMPLATE, "thing"), "v", Map.of("o", "!"), context);
        assertThat(completion.values()).hasSize(100).startsWith("v0!");
        assertThat(completion.hasMore()).isTrue();
        assertThat(completion.total()).isEqualTo(150);
    }

    @Test
    void complete_nothingToOffer_isEmpty() {
        assertThat(executor.complete(CompletionTarget.prompt("greet", "who"), "", Map.of(), context))
                .isEqualTo(Completion.NONE);
        assertThat(executor.complete(CompletionTarget.prompt("greet", "how"), "", Map.of(), context))
                .isEqualTo(Completion.NONE);
    }

    @Test
    void complete_unknown_isInvalidParams() {
        for (CompletionTarget target : List.of(
                CompletionTarget.prompt("greet", "when"),
                CompletionTarget.prompt("nope", "who"),
                CompletionTarget.template(TEMPLATE, "other"),
                new CompletionTarget("ref/tool", "greet", "who"))) {
            refused(
                    () -> executor.complete(target, "", Map.of(), context),
                    ErrorCode.INVALID_PARAMS,
                    "Nothing to complete");
        }
    }

    @Test
    void lists_entriesAreComplete() {
        assertThat(features.prompts().get(0).listEntry().getValue())
                .isEqualTo("{\"name\":\"greet\",\"title\":\"Greet\",\"description\":\"Greets somebody.\",\"arguments\":"
                        + "[{\"name\":\"who\",\"description\":\"Whom\",\"required\":true},"
                        + "{\"name\":\"how\",\"description\":\"In which way\",\"required\":false}]}");
        assertThat(features.resources().get(0).listEntry().getValue())
                .isEqualTo("{\"uri\":\"x://fixed\",\"name\":\"fixed\",\"mimeType\":\"text/plain\"}");
        assertThat(features.templates().get(0).listEntry().getValue())
                .isEqualTo("{\"uriTemplate\":\"x://things/{thing}\",\"name\":\"thing\",\"description\":\"A thing\"}");
        assertThat(features.hasWatchableResources()).isTrue();
    }
}
