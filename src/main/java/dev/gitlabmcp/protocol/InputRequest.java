package dev.gitlabmcp.protocol;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Something the server needs from the client while it serves a request: in the modern era an entry of
 * {@code inputRequests}, in the legacy era a JSON-RPC request of the server's own.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/mrtr">Multi round-trip requests</a>
 */
public record InputRequest(String method, ObjectNode params) {
    public static final String ELICITATION = "elicitation/create";
    public static final String SAMPLING = "sampling/createMessage";
    public static final String ROOTS = "roots/list";

    /** Asks the user to fill in a form. {@code requestedSchema} is a flat object schema of primitive properties. */
    public static InputRequest elicitForm(String message, ObjectNode requestedSchema) {
        ObjectNode params = JsonNodeFactory.instance.objectNode();
        params.put("message", message).set("requestedSchema", requestedSchema);
        return new InputRequest(ELICITATION, params);
    }

    /** Asks the client's model to continue a conversation; {@code params} as {@code CreateMessageRequestParams}. */
    public static InputRequest sample(ObjectNode params) {
        return new InputRequest(SAMPLING, params);
    }

    /** Asks for the client's root directories. */
    public static InputRequest listRoots() {
        return new InputRequest(ROOTS, JsonNodeFactory.instance.objectNode());
    }
}
