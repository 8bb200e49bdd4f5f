package dev.gitlabmcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request to the MCP endpoint turned out to be. */
public sealed interface Classification {

    /** The era of the message; null for what goes no further. */
    default @Nullable Era era() {
        return null;
    }

    /** The method that the message names; null for replies, arrays, and what goes no further. */
    default @Nullable String method() {
        return null;
    }

    /** A modern request whose envelope and headers agree. */
    record ModernRequest(JsonRpcMessage.Request request, RequestMeta meta) implements Classification {
        @Override
        public Era era() {
            return Era.MODERN;
        }

        @Override
        public String method() {
            return request.method();
        }
    }

    /** A modern notification: accepted, and dropped unless known. */
    record ModernNotification(JsonRpcMessage.Notification notification) implements Classification {
        @Override
        public Era era() {
            return Era.MODERN;
        }

        @Override
        public String method() {
            return notification.method();
        }
    }

    /** {@code initialize}: opens a legacy session of this version. */
    record LegacyInitialize(JsonRpcMessage.Request request, ProtocolVersion version) implements Classification {
        @Override
        public Era era() {
            return Era.LEGACY;
        }

        @Override
        public String method() {
            return request.method();
        }
    }

    /** One legacy message for the session that the headers name, if any. */
    record LegacyMessage(JsonRpcMessage message) implements Classification {
        @Override
        public Era era() {
            return Era.LEGACY;
        }

        @Override
        public @Nullable String method() {
            return message instanceof JsonRpcMessage.Call call ? call.method() : null;
        }
    }

    /** A legacy array of messages; only sessions of 2025-03-26 may send it. */
    record LegacyBatch(List<JsonRpcMessage> messages) implements Classification {
        public LegacyBatch {
            messages = List.copyOf(messages);
        }

        @Override
        public Era era() {
            return Era.LEGACY;
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
