package dev.gitlabmcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** JSON-RPC error responses as bytes. */
public final class ErrorResponse {
    private ErrorResponse() {}

    /**
     * An error response.
     *
     * @param id null when that of the request could not be read; the response then has none, as null is no valid id
     *     (2026-07-28, schema, {@code JSONRPCErrorResponse})
     */
    public static byte[] bytes(@Nullable RequestId id, int code, String message, @Nullable JsonNode data) {
        ObjectNode error = Json.object().put("code", code).put("message", message);
        if (data != null) {
            error.set("data", data);
        }
        String start = id == null ? "{\"jsonrpc\":\"2.0\"" : "{\"jsonrpc\":\"2.0\",\"id\":" + id.json();
        return (start + ",\"error\":" + error + "}").getBytes(StandardCharsets.UTF_8);
    }

    /** The response to a request that failed with this exception. */
    public static byte[] bytes(@Nullable RequestId id, ProtocolException error) {
        return bytes(id, error.code(), String.valueOf(error.getMessage()), error.data());
    }
}
