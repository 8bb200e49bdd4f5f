package dev.gitlabmcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One JSON-RPC 2.0 message from a client.
 *
 * @see <a href="https://www.jsonrpc.org/specification">JSON-RPC 2.0</a>
 */
public sealed interface JsonRpcMessage {

    /** A message that names a method. */
    sealed interface Call extends JsonRpcMessage {
        /** The method's name. */
        String method();

        /** The parameters; empty when there were none. */
        ObjectNode params();
    }

    /** A call that wants an answer. */
    record Request(RequestId id, String method, ObjectNode params) implements Call {}

    /** A call that must not be answered. */
    record Notification(String method, ObjectNode params) implements Call {}

    /** The client's answer to a request of ours: exactly one of {@code result} and {@code error} is set. */
    record Reply(
            RequestId id,
            @Nullable JsonNode result,
            @Nullable JsonNode error) implements JsonRpcMessage {}

    /** JSON, but no message of JSON-RPC; {@code id} is set where one could be read. */
    record Invalid(@Nullable RequestId id, String reason) implements JsonRpcMessage {}
}
