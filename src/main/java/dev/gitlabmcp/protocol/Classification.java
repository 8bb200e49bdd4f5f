package dev.gitlabmcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request to the MCP endpoint turned out to be. */
public sealed interface Classification {

    /** A modern request whose envelope and headers agree. */
    record ModernRequest(JsonRpcMessage.Request request, RequestMeta meta) implements Classification {}

    /** A modern notification: accepted, and dropped unless known. */
    record ModernNotification(JsonRpcMessage.Notification notification) implements Classification {}

    /** {@code initialize}: opens a legacy session of this version. */
    record LegacyInitialize(JsonRpcMessage.Request request, ProtocolVersion version) implements Classification {}

    /** One legacy message for the session that the headers name, if any. */
    record LegacyMessage(JsonRpcMessage message) implements Classification {}

    /** A legacy array of messages; only sessions of 2025-03-26 may send it. */
    record LegacyBatch(List<JsonRpcMessage> messages) implements Classification {
        public LegacyBatch {
            messages = List.copyOf(messages);
        }
    }

    /** A request that goes no further. {@code id} is null when it could not be read. */
    record Refused(
            int httpStatus,
            @Nullable RequestId id,
            int code,
            String message,
            @Nullable JsonNode data) implements Classification {}
}
