package dev.gitlabmcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells the two eras apart: a pure function from headers and body to what is to be done. A claim of a version in
 * {@code params._meta} means modern, whatever the method; {@code initialize} without one means legacy.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/versioning">Versioning, dual-era servers</a>
 */
public final class EraClassifier {
    /** The longest batch that is served. */
    public static final int MAX_BATCH = 50;

    private static final int BAD_REQUEST = 400;
    private static final String INITIALIZE = "initialize";

    /** Where {@code Mcp-Name} must repeat a parameter, by method. */
    private static final Map<String, String> NAME_PARAMETER = Map.of(
            "tools/call", "name",
            "prompts/get", "name",
            "resources/read", "uri",
            "tasks/get", "taskId",
            "tasks/update", "taskId",
            "tasks/cancel", "taskId");

    private EraClassifier() {}

    /** Classifies the body of a POST. */
    public static Classification classify(McpHeaders headers, Envelope envelope) {
        if (envelope instanceof Envelope.Single single) {
            return classifyMessage(headers, single.message());
        }
        return classifyBatch(headers, ((Envelope.Batch) envelope).messages());
    }

    private static Classification classifyBatch(McpHeaders headers, List<JsonRpcMessage> messages) {
        if (headers.claimsModern()) {
            return invalidRequest(
                    null, "Send one message per request; arrays exist in protocol version 2025-03-26 only.");
        }
        if (messages.isEmpty()) {
            return invalidRequest(null, "The array of messages is empty.");
        }
        if (messages.size() > MAX_BATCH) {
            return invalidRequest(
                    null, "The array holds " + messages.size() + " messages; at most " + MAX_BATCH + " are accepted.");
        }
        for (JsonRpcMessage message : messages) {
            if (message instanceof JsonRpcMessage.Invalid invalid) {
                return invalidRequest(null, "A message in the array is invalid: " + invalid.reason() + ".");
            }
            if (message instanceof JsonRpcMessage.Call call) {
                if (claim(call) != null) {
                    return invalidRequest(null, "Requests of protocol version 2026-07-28 cannot be sent in an array.");
                }
                if (call.method().equals(INITIALIZE)) {
                    return invalidRequest(null, "initialize must not be part of a batch.");
                }
            }
        }
        return new Classification.LegacyBatch(messages);
    }

    private static Classification classifyMessage(McpHeaders headers, JsonRpcMessage message) {
        if (message instanceof JsonRpcMessage.Invalid invalid) {
            return invalidRequest(invalid.id(), "Not a JSON-RPC message: " + invalid.reason() + ".");
        }
        if (message instanceof JsonRpcMessage.Notification notification) {
            return classifyNotification(headers, notification);
        }
        if (message instanceof JsonRpcMessage.Request request) {
            return classifyRequest(headers, request);
        }
        return new Classification.LegacyMessage(message);
    }

    private static Classification classifyNotification(McpHeaders headers, JsonRpcMessage.Notification notification) {
        JsonNode claim = claim(notification);
        if (claim != null) {
            if (!claim.isTextual()) {
                return invalidParams(null, RequestMeta.PROTOCOL_VERSION + " in params._meta must be a string.");
            }
            return headers.version() == null || headers.version().equals(claim.textValue())
                    ? new Classification.ModernNotification(notification)
                    : versionMismatch(null, headers.version(), claim.textValue());
        }
        if (!headers.claimsModern()) {
            return new Classification.LegacyMessage(notification);
        }
        return headers.method() == null || headers.method().equals(notification.method())
                ? new Classification.ModernNotification(notification)
                : methodMismatch(null, headers.method(), notification.method());
    }

    private static Classification classifyRequest(McpHeaders headers, JsonRpcMessage.Request request) {
        JsonNode claim = claim(request);
        boolean modernClaim = claim != null && claim.isTextual() && ProtocolVersion.isModernName(claim.textValue());
        if (request.method().equals(INITIALIZE) && !modernClaim) {
            return classifyInitialize(headers, request);
        }
        if (claim != null) {
            return classifyModern(headers, request, claim);
        }
        if (headers.claimsModern()) {
            return invalidParams(
                    request.id(),
                    "params._meta lacks " + RequestMeta.PROTOCOL_VERSION
                            + (meta(request).has(RequestMeta.CLIENT_CAPABILITIES)
                                    ? "."
                                    : " and " + RequestMeta.CLIENT_CAPABILITIES + "."));
        }
        return new Classification.LegacyMessage(request);
    }

    private static Classification classifyInitialize(McpHeaders headers, JsonRpcMessage.Request request) {
        if (headers.claimsModern()) {
            return refuse(
                    request.id(),
                    ErrorCode.HEADER_MISMATCH,
                    "initialize belongs to protocol versions before 2026-07-28; MCP-Protocol-Version says "
                            + headers.version() + ".");
        }
        if (headers.sessionId() != null) {
            return invalidRequest(request.id(), "This session is initialized already; leave out Mcp-Session-Id.");
        }
        JsonNode requested = request.params().path("protocolVersion");
        if (!requested.isTextual()) {
            return new Classification.Refused(
                    200,
                    request.id(),
                    ErrorCode.INVALID_PARAMS,
                    "initialize needs protocolVersion, a string such as \"" + ProtocolVersion.LATEST_LEGACY.wireName()
                            + "\".",
                    null);
        }
        ProtocolVersion version = ProtocolVersion.ofWireName(requested.textValue())
                .filter(v -> v.era() == Era.LEGACY)
                .orElse(ProtocolVersion.LATEST_LEGACY);
        return new Classification.LegacyInitialize(request, version);
    }

    private static Classification classifyModern(McpHeaders headers, JsonRpcMessage.Request request, JsonNode claim) {
        RequestId id = request.id();
        ObjectNode meta = meta(request);
        Optional<String> fault = envelopeFault(meta, claim);
        if (fault.isPresent()) {
            return invalidParams(id, fault.get());
        }
        String requested = claim.textValue();
        if (headers.version() != null && !headers.version().equals(requested)) {
            return versionMismatch(id, headers.version(), requested);
        }
        Optional<ProtocolVersion> version =
                ProtocolVersion.ofWireName(requested).filter(v -> v.era() == Era.MODERN);
        if (version.isEmpty()) {
            return unsupportedVersion(id, requested);
        }
        Classification headerFault = headerFault(headers, request);
        if (headerFault != null) {
            return headerFault;
        }
        return new Classification.ModernRequest(
                request,
                new RequestMeta(
                        version.get(),
                        (ObjectNode) meta.get(RequestMeta.CLIENT_CAPABILITIES),
                        meta.get(RequestMeta.CLIENT_INFO),
                        meta.get(RequestMeta.LOG_LEVEL)));
    }

    private static Optional<String> envelopeFault(ObjectNode meta, JsonNode claim) {
        if (!claim.isTextual()) {
            return Optional.of(RequestMeta.PROTOCOL_VERSION + " in params._meta must be a string.");
        }
        if (!meta.path(RequestMeta.CLIENT_CAPABILITIES).isObject()) {
            return Optional.of(
                    RequestMeta.CLIENT_CAPABILITIES + " in params._meta must be an object; {} when there are none.");
        }
        if (meta.has(RequestMeta.CLIENT_INFO)
                && !meta.path(RequestMeta.CLIENT_INFO).isObject()) {
            return Optional.of(RequestMeta.CLIENT_INFO + " in params._meta must be an object.");
        }
        return Optional.empty();
    }

    private static @Nullable Classification headerFault(McpHeaders headers, JsonRpcMessage.Request request) {
        RequestId id = request.id();
        if (headers.version() == null) {
            return headerMismatch(
                    id, "The MCP-Protocol-Version header is missing; it must equal the version in params._meta.");
        }
        if (headers.method() == null) {
            return headerMismatch(id, "The Mcp-Method header is missing; it must be \"" + request.method() + "\".");
        }
        if (!headers.method().equals(request.method())) {
            return methodMismatch(id, headers.method(), request.method());
        }
        String parameter = NAME_PARAMETER.get(request.method());
        return parameter == null ? null : nameFault(headers, request, parameter);
    }

    private static @Nullable Classification nameFault(
            McpHeaders headers, JsonRpcMessage.Request request, String parameter) {
        RequestId id = request.id();
        JsonNode named = request.params().path(parameter);
        if (!named.isTextual()) {
            return null; // the method itself refuses this with -32602
        }
        if (headers.name() == null) {
            return headerMismatch(id, "The Mcp-Name header is missing; it must equal params." + parameter + ".");
        }
        Optional<String> decoded = HeaderValue.decode(headers.name());
        if (decoded.isEmpty()) {
            return headerMismatch(
                    id, "The Mcp-Name header cannot be decoded; write it plainly in ASCII or as =?base64?…?=.");
        }
        return decoded.get().equals(named.textValue())
                ? null
                : headerMismatch(id, "The Mcp-Name header differs from params." + parameter + ".");
    }

    private static @Nullable JsonNode claim(JsonRpcMessage.Call call) {
        return meta(call).get(RequestMeta.PROTOCOL_VERSION);
    }

    private static ObjectNode meta(JsonRpcMessage.Call call) {
        return call.params().get("_meta") instanceof ObjectNode meta ? meta : Json.object();
    }

    private static Classification unsupportedVersion(RequestId id, String requested) {
        ObjectNode data = Json.object();
        ProtocolVersion.modernNames().forEach(data.putArray("supported")::add);
        data.put("requested", requested);
        return new Classification.Refused(
                BAD_REQUEST,
                id,
                ErrorCode.UNSUPPORTED_PROTOCOL_VERSION,
                "Protocol version " + requested + " is not supported this way; supported: "
                        + String.join(", ", ProtocolVersion.modernNames()) + ".",
                data);
    }

    private static Classification versionMismatch(@Nullable RequestId id, String header, String claim) {
        return headerMismatch(
                id, "MCP-Protocol-Version says " + header + ", params._meta says " + claim + "; they must be equal.");
    }

    private static Classification methodMismatch(@Nullable RequestId id, String header, String method) {
        return headerMismatch(
                id, "Mcp-Method says " + header + ", the message says " + method + "; they must be equal.");
    }

    private static Classification headerMismatch(@Nullable RequestId id, String message) {
        return refuse(id, ErrorCode.HEADER_MISMATCH, message);
    }

    private static Classification invalidParams(@Nullable RequestId id, String message) {
        return refuse(id, ErrorCode.INVALID_PARAMS, message);
    }

    private static Classification invalidRequest(@Nullable RequestId id, String message) {
        return refuse(id, ErrorCode.INVALID_REQUEST, message);
    }

    private static Classification refuse(@Nullable RequestId id, int code, String message) {
        return new Classification.Refused(BAD_REQUEST, id, code, message, null);
    }
}
