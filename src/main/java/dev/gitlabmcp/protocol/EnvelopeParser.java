package dev.gitlabmcp.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a POST body in one pass: the envelope token by token, only {@code params} and {@code result} as trees. */
public final class EnvelopeParser {
    private EnvelopeParser() {}

    /**
     * Reads a body of UTF-8 JSON.
     *
     * @throws ProtocolException with {@link ErrorCode#PARSE_ERROR} when it is not JSON in UTF-8
     */
    public static Envelope parse(byte[] body) {
        requireUtf8(body);
        try (JsonParser parser = Json.MAPPER.createParser(body)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw notJson("the body is empty");
            }
            Envelope envelope = first == JsonToken.START_ARRAY
                    ? new Envelope.Batch(readBatch(parser))
                    : new Envelope.Single(readMessage(parser, first));
            if (parser.nextToken() != null) {
                throw notJson("there is more after the end of the message");
            }
            return envelope;
        } catch (JsonProcessingException e) {
            throw notJson(e.getOriginalMessage() + " at " + position(e));
        } catch (IOException e) {
            throw notJson("it is not valid UTF-8");
        }
    }

    private static List<JsonRpcMessage> readBatch(JsonParser parser) throws IOException {
        List<JsonRpcMessage> messages = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null) {
                throw notJson("the array does not end");
            }
            messages.add(readMessage(parser, token));
        }
        return messages;
    }

    private static JsonRpcMessage readMessage(JsonParser parser, JsonToken first) throws IOException {
        if (first != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return new JsonRpcMessage.Invalid(null, "a JSON-RPC message is an object");
        }
        Draft draft = new Draft();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            draft.read(name, parser, value);
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw notJson("the message does not end");
        }
        return draft.finish();
    }

    /** Jackson guesses UTF-16 and UTF-32 from zero bytes and byte order marks; MCP allows UTF-8 only. */
    private static void requireUtf8(byte[] body) {
        for (int i = 0; i < Math.min(4, body.length); i++) {
            if (body[i] == 0 || body[i] == (byte) 0xFE || body[i] == (byte) 0xFF) {
                throw notJson("it must be encoded in UTF-8");
            }
        }
    }

    private static String position(JsonProcessingException e) {
        return e.getLocation() == null
                ? "an unknown position"
                : "line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }

    private static ProtocolException notJson(String why) {
        return new ProtocolException(ErrorCode.PARSE_ERROR, "The body is not JSON: " + why + ".");
    }

    /** The members of a message as they come; the first fault wins, later members are still read for the id. */
    private static final class Draft {
        private @Nullable String version;
        private @Nullable RequestId id;
        private boolean hasId;
        private @Nullable String method;
        private @Nullable JsonNode params;
        private @Nullable JsonNode result;
        private @Nullable JsonNode error;
        private @Nullable String fault;
        private int seen;

        void read(String name, JsonParser parser, JsonToken value) throws IOException {
            switch (name) {
                case "jsonrpc" -> version = once(1, name) && value == JsonToken.VALUE_STRING ? parser.getText() : null;
                case "id" -> readId(parser, value);
                case "method" -> {
                    if (once(4, name) && value == JsonToken.VALUE_STRING) {
                        method = parser.getText();
                    } else {
                        fault("method must be a string");
                        parser.skipChildren();
                    }
                }
                case "params" -> params = once(8, name) ? parser.readValueAsTree() : null;
                case "result" -> result = once(16, name) ? parser.readValueAsTree() : null;
                case "error" -> error = once(32, name) ? parser.readValueAsTree() : null;
                default -> parser.skipChildren();
            }
            parser.skipChildren();
        }

        private void readId(JsonParser parser, JsonToken value) throws IOException {
            hasId = true;
            if (!once(2, "id")) {
                id = null;
            } else if (value == JsonToken.VALUE_STRING) {
                id = RequestId.ofText(parser.getText());
            } else if (value == JsonToken.VALUE_NUMBER_INT) {
                id = new RequestId(parser.getText());
            } else {
                fault("id must be a string or an integer");
                parser.skipChildren();
            }
        }

        private boolean once(int bit, String name) {
            if ((seen & bit) != 0) {
                fault(name + " occurs twice");
                return false;
            }
            seen |= bit;
            return true;
        }

        private void fault(String reason) {
            if (fault == null) {
                fault = reason;
            }
        }

        JsonRpcMessage finish() {
            if (!"2.0".equals(version)) {
                fault("jsonrpc must be \"2.0\"");
            }
            if (fault != null) {
                return new JsonRpcMessage.Invalid(id, fault);
            }
            return method != null ? call(method) : reply();
        }

        private JsonRpcMessage call(String name) {
            if (result != null || error != null) {
                return new JsonRpcMessage.Invalid(id, "a message has either a method or a result, not both");
            }
            if (params != null && !params.isNull() && !params.isObject()) {
                return new JsonRpcMessage.Invalid(id, "params must be an object");
            }
            ObjectNode arguments = params instanceof ObjectNode object ? object : Json.object();
            return id != null
                    ? new JsonRpcMessage.Request(id, name, arguments)
                    : new JsonRpcMessage.Notification(name, arguments);
        }

        private JsonRpcMessage reply() {
            if (result == null && error == null) {
                return new JsonRpcMessage.Invalid(id, "a message needs a method, a result or an error");
            }
            if (result != null && error != null) {
                return new JsonRpcMessage.Invalid(id, "a reply has either a result or an error, not both");
            }
            if (id == null) {
                return new JsonRpcMessage.Invalid(null, hasId ? "id must be a string or an integer" : "id is missing");
            }
            return new JsonRpcMessage.Reply(id, result, error);
        }
    }
}
