package dev.gitlabmcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.protocol.Json;
import dev.gitlabmcp.session.EventSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream that keeps the messages it is given. */
final class RecordingSink implements EventSink {
    private final List<JsonNode> messages = new ArrayList<>();
    private boolean ended;

    List<JsonNode> messages() {
        return messages;
    }

    JsonNode last() {
        return messages.get(messages.size() - 1);
    }

    boolean isEnded() {
        return ended;
    }

    @Override
    public boolean event(@Nullable String id, byte[] data) {
        try {
            messages.add(Json.MAPPER.readTree(data));
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void retry(long millis) {
        throw new AssertionError("Modern streams cannot be resumed");
    }

    @Override
    public void end() {
        ended = true;
    }
}
