package dev.gitlabmcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * The id of a JSON-RPC request, kept as the JSON text it came in: {@code 7} and {@code "7"} are different ids, and an answer
 * must carry the very same one.
 *
 * @param json a JSON string with its quotes, or an integer
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic">Requests</a>
 */
public record RequestId(String json) {

    /** The id of that string. */
    public static RequestId ofText(String text) {
        return new RequestId(TextNode.valueOf(text).toString());
    }

    /** The id of that integer. */
    public static RequestId ofNumber(long number) {
        return new RequestId(Long.toString(number));
    }

    /** Whether a JSON value may be an id: a string or an integer. */
    public static boolean isValid(JsonNode node) {
        return node.isTextual() || node.isIntegralNumber();
    }

    /** The id a JSON value stands for; see {@link #isValid}. */
    public static RequestId of(JsonNode node) {
        return new RequestId(node.toString());
    }

    @Override
    public String toString() {
        return json;
    }
}
