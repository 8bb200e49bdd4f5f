package dev.gitlabmcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.InputRequest;
import dev.gitlabmcp.protocol.Json;
import dev.gitlabmcp.protocol.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * A capability that a client must have declared before a server may ask something of it.
 *
 * @param name member of {@code ClientCapabilities}
 * @param mode member within it, for elicitation; null for none
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/client/elicitation">Elicitation, capabilities</a>
 */
record ClientCapability(String name, @Nullable String mode) {

    static ClientCapability of(InputRequest input) {
        return switch (input.method()) {
            case InputRequest.ELICITATION ->
                new ClientCapability("elicitation", input.params().path("mode").asText("form"));
            case InputRequest.SAMPLING -> new ClientCapability("sampling", null);
            case InputRequest.ROOTS -> new ClientCapability("roots", null);
            default -> throw new IllegalArgumentException("A client cannot be asked " + input.method() + ".");
        };
    }

    boolean isDeclaredIn(ObjectNode clientCapabilities) {
        JsonNode declared = clientCapabilities.path(name);
        if (!declared.isObject()) {
            return false;
        }
        // An empty elicitation object stands for form mode alone.
        return mode == null || declared.has(mode) || (mode.equals("form") && !declared.has("url"));
    }

    /** The refusal of a request that cannot be served without this capability. */
    ProtocolException missing() {
        ObjectNode required = Json.object();
        ObjectNode inner = required.putObject(name);
        if (mode != null && !mode.equals("form")) {
            inner.putObject(mode);
        }
        ObjectNode data = Json.object();
        data.set("requiredCapabilities", required);
        return new ProtocolException(
                ErrorCode.MISSING_CLIENT_CAPABILITY,
                "This request needs the client capability " + name + (mode == null ? "" : " (" + mode + ")")
                        + ", which the client did not declare.",
                data);
    }
}
