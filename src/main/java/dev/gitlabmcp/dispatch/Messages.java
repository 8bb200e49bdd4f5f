package dev.gitlabmcp.dispatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.protocol.Json;
import dev.gitlabmcp.protocol.RequestId;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** JSON-RPC messages to the client as bytes, errors aside. Results come serialised and are only framed. */
final class Messages {
    private static final byte[] BEFORE_ID = ascii("{\"jsonrpc\":\"2.0\",\"id\":");
    private static final byte[] BEFORE_RESULT = ascii(",\"result\":");
    private static final byte[] END = ascii("}");

    private Messages() {}

    static JsonMessage result(RequestId id, byte[] result) {
        return JsonMessage.of(
                concat(BEFORE_ID, id.json().getBytes(StandardCharsets.UTF_8), BEFORE_RESULT, result, END));
    }

    /** The same of a result that many requests get. */
    static JsonMessage result(RequestId id, RepeatedJson result) {
        byte[] before = concat(BEFORE_ID, id.json().getBytes(StandardCharsets.UTF_8), BEFORE_RESULT);
        return JsonMessage.around(before, result, END);
    }

    static byte[] notification(String method, ObjectNode params) {
        ObjectNode message = Json.object().put("jsonrpc", "2.0").put("method", method);
        if (!params.isEmpty()) {
            message.set("params", params);
        }
        return Json.bytes(message);
    }

    static byte[] request(RequestId id, String method, ObjectNode params) {
        return concat(
                BEFORE_ID,
                id.json().getBytes(StandardCharsets.UTF_8),
                ascii(",\"method\":\"" + method + "\",\"params\":"),
                Json.bytes(params),
                END);
    }

    static JsonMessage array(List<JsonMessage> messages) {
        byte[][] parts = new byte[messages.size() * 2 + 1][];
        int n = 0;
        for (JsonMessage message : messages) {
            parts[n] = ascii(n == 0 ? "[" : ",");
            parts[n + 1] = message.json();
            n += 2;
        }
        parts[n] = ascii("]");
        return JsonMessage.of(concat(parts));
    }

    /** The members of {@code addition}, then those of {@code object}; both are JSON objects without the same keys. */
    static byte[] merge(byte[] addition, byte[] object) {
        if (object.length == 2) {
            return addition;
        }
        byte[] merged = new byte[addition.length + object.length - 1];
        System.arraycopy(addition, 0, merged, 0, addition.length - 1);
        merged[addition.length - 1] = ',';
        System.arraycopy(object, 1, merged, addition.length, object.length - 1);
        return merged;
    }

    static byte[] concat(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
