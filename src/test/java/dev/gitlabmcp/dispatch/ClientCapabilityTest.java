package dev.gitlabmcp.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.InputRequest;
import dev.gitlabmcp.protocol.Json;
import dev.gitlabmcp.protocol.ProtocolException;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientCapabilityTest {
    private static final InputRequest FORM = InputRequest.elicitForm("Why?", Json.object());
    private static final InputRequest URL =
            new InputRequest(InputRequest.ELICITATION, Json.object().put("mode", "url"));
    private static final InputRequest SAMPLE = InputRequest.sample(Json.object());
    private static final InputRequest ROOTS = InputRequest.listRoots();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                     | false | false",
                "{\"elicitation\":{}}                   | true  | false",
                "{\"elicitation\":{\"form\":{}}}        | true  | false",
                "{\"elicitation\":{\"url\":{}}}         | false | true",
                "{\"elicitation\":{\"form\":{},\"url\":{}}} | true | true",
                "{\"elicitation\":null}                 | false | false",
                "{\"elicitation\":true}                 | false | false",
                "{\"sampling\":{}}                      | false | false",
            })
    void isDeclaredIn_elicitation_dependsOnTheMode(String declared, boolean form, boolean url) throws IOException {
        ObjectNode capabilities = (ObjectNode) Json.MAPPER.readTree(declared);

        assertThat(ClientCapability.of(FORM).isDeclaredIn(capabilities)).isEqualTo(form);
        assertThat(ClientCapability.of(URL).isDeclaredIn(capabilities)).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                     | false | false",
                "{\"sampling\":{}}                      | true  | false",
                "{\"roots\":{\"listChanged\":true}}     | false | true",
                "{\"sampling\":[],\"roots\":1}          | false | false",
            })
    void isDeclaredIn_samplingAndRoots_needTheirObject(String declared, boolean sampling, boolean roots)
            throws IOException {
        ObjectNode capabilities = (ObjectNode) Json.MAPPER.readTree(declared);

        assertThat(ClientCapability.of(SAMPLE).isDeclaredIn(capabilities)).isEqualTo(sampling);
        assertThat(ClientCapability.of(ROOTS).isDeclaredIn(capabilities)).isEqualTo(roots);
    }

    @Test
    void missing_namesWhatTheClientMustDeclare() {
        assertThat(requiredFor(FORM)).isEqualTo("{\"requiredCapabilities\":{\"elicitation\":{}}}");
        assertThat(requiredFor(URL)).isEqualTo("{\"requiredCapabilities\":{\"elicitation\":{\"url\":{}}}}");
        assertThat(requiredFor(SAMPLE)).isEqualTo("{\"requiredCapabilities\":{\"sampling\":{}}}");
        assertThat(requiredFor(ROOTS)).isEqualTo("{\"requiredCapabilities\":{\"roots\":{}}}");
    }

    @Test
    void of_anotherMethod_isRefused() {
        InputRequest other = new InputRequest("tools/call", Json.object());

        assertThatThrownBy(() -> ClientCapability.of(other)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String requiredFor(InputRequest input) {
        ProtocolException refusal = ClientCapability.of(input).missing();
        assertThat(refusal.code()).isEqualTo(ErrorCode.MISSING_CLIENT_CAPABILITY);
        return Objects.requireNonNull(refusal.data()).toString();
    }
}
