package dev.gitlabmcp.protocol;

import java.util.List;

/** What one POST body holds. */
public sealed interface Envelope {

    /** One message. */
    record Single(JsonRpcMessage message) implements Envelope {}

    /** An array of messages, as only 2025-03-26 knows it; may be empty. */
    record Batch(List<JsonRpcMessage> messages) implements Envelope {
        public Batch {
            messages = List.copyOf(messages);
        }
    }
}
