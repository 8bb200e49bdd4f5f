package dev.gitlabmcp.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.gitlab.Credentials;
import dev.gitlabmcp.gitlab.GitLabInstance;
import dev.gitlabmcp.gitlab.Principal;
import dev.gitlabmcp.limit.Admission;
import dev.gitlabmcp.limit.Caller;
import dev.gitlabmcp.limit.LimitConfiguration;
import dev.gitlabmcp.limit.RequestLimits;
import dev.gitlabmcp.protocol.Classification;
import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.InputRequest;
import dev.gitlabmcp.protocol.Json;
import dev.gitlabmcp.protocol.JsonRpcMessage;
import dev.gitlabmcp.protocol.McpHeaders;
import dev.gitlabmcp.protocol.ProtocolException;
import dev.gitlabmcp.protocol.ProtocolVersion;
import dev.gitlabmcp.protocol.RequestId;
import dev.gitlabmcp.protocol.RequestMeta;
import dev.gitlabmcp.protocol.ToolNarrowing;
import dev.gitlabmcp.testkit.ManualClock;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestStateTest {
    private static final GitLabInstance GITLAB = GitLabInstance.of("https://gitlab.example.com");
    private static final Principal ALICE = principal("glpat-alice-0123456789");
    private static final Map<String, InputRequest> ONE = Map.of("name", form("Your name?"));
    private static final Map<String, InputRequest> BOTH = Map.of("name", form("Your name?"), "age", form("Your age?"));

    private final ManualClock clock = new ManualClock();
    private final RequestState state = new RequestState(StateSeal.ofSecret("secret"), clock);

    @Test
    void ask_answeredOverTwoRounds_keepsTheAnswerOfTheFirst() {
        String first = askedFor(call(ALICE, params("a")), BOTH, "name", "age");

        ObjectNode second = answering(params("a"), first, "name", "Ann");
        String secondState = askedFor(call(ALICE, second), BOTH, "age");
        ModernCall third = call(ALICE, answering(params("a"), secondState, "age", "7"));

        Map<String, JsonNode> answers = third.ask(BOTH);
        assertThat(answers.get("name").path("content").asText()).isEqualTo("Ann");
        assertThat(answers.get("age").path("content").asText()).isEqualTo("7");
    }

    @Test
    void ask_otherIdAndMetaInTheSecondRound_isTheSameRequest() {
        String sealed = askedFor(call(ALICE, params("a")), ONE, "name");
        ObjectNode again = answering(params("a"), sealed, "name", "Ann");
        again.putObject("_meta").put("progressToken", 2);

        assertThat(call(ALICE, again).ask(ONE)).containsOnlyKeys("name");
    }

    @Test
    void open_untilItsLifetimeEnds_isAcceptedAndThenRefused() {
        String sealed = askedFor(call(ALICE, params("a")), ONE, "name");
        ObjectNode again = answering(params("a"), sealed, "name", "Ann");

        clock.advance(RequestState.LIFETIME);
        assertThat(call(ALICE, again).ask(ONE)).containsOnlyKeys("name");

        clock.advance(Duration.ofSeconds(1));
        assertRefused(call(ALICE, again)).hasMessageContaining("expired");
    }

    @Test
    void open_otherPrincipal_isRefused() {
        String sealed = askedFor(call(ALICE, params("a")), ONE, "name");

        assertRefused(call(principal("glpat-bob-01234567890123"), answering(params("a"), sealed, "name", "Bob")))
                .hasMessageContaining("another request");
    }

    @Test
    void open_otherArgumentsOrMethod_isRefused() {
        String sealed = askedFor(call(ALICE, params("a")), ONE, "name");

        assertRefused(call(ALICE, answering(params("b"), sealed, "name", "Ann")))
                .hasMessageContaining("another request");
        assertRefused(call(ALICE, "prompts/get", answering(params("a"), sealed, "name", "Ann")))
                .hasMessageContaining("another request");
    }

    @Test
    void open_otherSecret_isRefused() {
        RequestState foreign = new RequestState(StateSeal.ofSecret("other"), clock);
        String sealed = foreign.seal(call(ALICE, params("a")), Json.object());

        assertRefused(call(ALICE, answering(params("a"), sealed, "name", "Ann")))
                .hasMessageContaining("not what the server sent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "null", "{}", "\"\"", "\"forged\""})
    void open_noState_isRefused(String json) throws Exception {
        ObjectNode params = params("a");
        params.set("requestState", Json.MAPPER.readTree(json));

        assertRefused(call(ALICE, params)).hasMessageStartingWith("requestState is refused: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"Ann\"", "{\"name\":\"Ann\"}", "{\"name\":null}"})
    void ask_answersOfTheWrongShape_isRefused(String json) throws Exception {
        ObjectNode params = params("a");
        params.set("inputResponses", Json.MAPPER.readTree(json));

        assertRefused(call(ALICE, params)).hasMessageStartingWith("inputResponses");
    }

    @Test
    void checkState_stateThatNobodyAsksFor_isRefusedAllTheSame() {
        ModernCall call = call(ALICE, params("a").put("requestState", "forged"));

        assertThatThrownBy(call::checkState).isInstanceOf(ProtocolException.class);
    }

    @Test
    void ask_capabilityNotDeclared_isRefusedBeforeAnythingIsAsked() {
        ModernCall call = call(ALICE, params("a"));

        assertThatThrownBy(() -> call.ask(Map.of("roots", InputRequest.listRoots())))
                .isInstanceOfSatisfying(
                        ProtocolException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.MISSING_CLIENT_CAPABILITY));
    }

    private String askedFor(ModernCall call, Map<String, InputRequest> questions, String... keys) {
        try {
            call.ask(questions);
        } catch (InputRequiredException e) {
            ObjectNode result = call.inputRequired(e);
            assertThat(result.path("inputRequests").fieldNames()).toIterable().containsExactlyInAnyOrder(keys);
            return result.path("requestState").asText();
        }
        throw new AssertionError("Nothing was asked");
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(ModernCall call) {
        return assertThatThrownBy(() -> call.ask(ONE))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMS));
    }

    private ModernCall call(Principal principal, ObjectNode params) {
        return call(principal, "tools/call", params);
    }

    private ModernCall call(Principal principal, String method, ObjectNode params) {
        ObjectNode capabilities = Json.object();
        capabilities.putObject("elicitation");
        Classification.ModernRequest request = new Classification.ModernRequest(
                new JsonRpcMessage.Request(RequestId.ofNumber(1), method, params),
                new RequestMeta(ProtocolVersion.V2026_07_28, capabilities, null, null));
        return new ModernCall(request, inbound(principal), new RecordingReply(), state, Observation.NONE);
    }

    private static Inbound inbound(Principal principal) {
        Admission admission = (Admission) new RequestLimits(LimitConfiguration.defaults())
                .admit(new Caller(principal.id(), true, null, "127.0.0.1"));
        return new Inbound(
                McpHeaders.NONE,
                principal,
                true,
                "127.0.0.1",
                admission,
                true,
                ToolNarrowing.NONE,
                new RequestRecord());
    }

    private static ObjectNode params(String argument) {
        ObjectNode params = Json.object().put("name", "greet");
        params.putObject("arguments").put("argument", argument);
        return params;
    }

    private static ObjectNode answering(ObjectNode params, String sealed, String key, String value) {
        params.put("requestState", sealed)
                .putObject("inputResponses")
                .putObject(key)
                .put("action", "accept")
                .put("content", value);
        return params;
    }

    private static InputRequest form(String message) {
        return InputRequest.elicitForm(message, Json.object().put("type", "object"));
    }

    private static Principal principal(String token) {
        return Principal.of(GITLAB, Credentials.privateToken(token));
    }
}
