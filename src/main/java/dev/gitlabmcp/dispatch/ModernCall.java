package dev.gitlabmcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.protocol.Classification;
import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.InputRequest;
import dev.gitlabmcp.protocol.Json;
import dev.gitlabmcp.protocol.LoggingLevel;
import dev.gitlabmcp.protocol.ProtocolException;
import dev.gitlabmcp.session.EventSink;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A modern request being served: stateless, so what is asked of the client ends the call and starts it again. */
final class ModernCall extends ServerCall {
    private final ReplyChannel reply;
    private final @Nullable LoggingLevel logLevel;
    private final RequestState state;
    private @Nullable EventSink stream;
    private boolean finished;
    private @Nullable ObjectNode answers;

    /**
     * A call of that request.
     *
     * @throws ProtocolException when the log level is unknown
     */
    ModernCall(
            Classification.ModernRequest modern,
            Inbound inbound,
            ReplyChannel reply,
            RequestState state,
            Observation observation) {
        super(modern.request(), inbound, modern.meta().version(), modern.meta().clientCapabilities(), observation);
        this.reply = reply;
        this.state = state;
        this.logLevel = levelOf(modern.meta().logLevel());
    }

    private static @Nullable LoggingLevel levelOf(@Nullable JsonNode given) {
        if (given == null) {
            return null;
        }
        return LoggingLevels.parse(given);
    }

    @Override
    @Nullable
    LoggingLevel logLevel() {
        return logLevel;
    }

    @Override
    synchronized void emit(byte[] message) {
        if (!finished && reply.acceptsEvents()) {
            openStream().event(null, message);
        }
    }

    /** Turns the reply into a stream, so that keep-alive comments can flow while the call takes long. */
    synchronized void keepOpen() {
        if (!finished && reply.acceptsEvents()) {
            openStream();
        }
    }

    /** Answers the request: as one JSON document, or as the last event where a stream is open. */
    synchronized void finish(int status, JsonMessage message) {
        finished = true;
        if (stream != null) {
            stream.event(null, message.json());
            stream.end();
        } else if (reply.acceptsJson()) {
            reply.finish(status, message);
        } else {
            EventSink only = reply.openStream();
            only.event(null, message.json());
            only.end();
        }
    }

    private EventSink openStream() {
        if (stream == null) {
            stream = reply.openStream();
        }
        return stream;
    }

    @Override
    public Map<String, JsonNode> ask(Map<String, InputRequest> requests) {
        requests.values().forEach(input -> {
            ClientCapability needed = ClientCapability.of(input);
            if (!needed.isDeclaredIn(clientCapabilities())) {
                throw needed.missing();
            }
        });
        ObjectNode given = answers();
        Map<String, JsonNode> found = new LinkedHashMap<>();
        Map<String, InputRequest> missing = new LinkedHashMap<>();
        requests.forEach((key, input) -> {
            JsonNode answer = given.get(key);
            if (answer == null) {
                missing.put(key, input);
            } else {
                found.put(key, answer);
            }
        });
        if (!missing.isEmpty()) {
            throw new InputRequiredException(missing);
        }
        return found;
    }

    /** The reply that asks the client for input; the answers so far travel with it. */
    ObjectNode inputRequired(InputRequiredException asking) {
        ObjectNode result = Json.object();
        ObjectNode wanted = result.putObject("inputRequests");
        asking.requests().forEach((key, input) -> {
            ObjectNode entry = wanted.putObject(key);
            entry.put("method", input.method());
            entry.set("params", input.params());
        });
        return result.put("requestState", state.seal(this, answers()));
    }

    /** The client's answers of this round and, sealed in its state, of earlier ones. */
    private ObjectNode answers() {
        if (answers == null) {
            ObjectNode known = state.open(this);
            JsonNode given = params().path("inputResponses");
            if (!given.isMissingNode() && !given.isObject()) {
                throw new ProtocolException(
                        ErrorCode.INVALID_PARAMS,
                        "inputResponses must be an object with one answer per input request.");
            }
            given.properties().forEach(entry -> {
                if (!entry.getValue().isObject()) {
                    throw new ProtocolException(
                            ErrorCode.INVALID_PARAMS,
                            "inputResponses." + entry.getKey()
                                    + " must be an object, the result of that input request.");
                }
                known.set(entry.getKey(), entry.getValue());
            });
            answers = known;
        }
        return answers;
    }

    /** Refuses broken or foreign state even where the method asks for nothing. */
    void checkState() {
        if (params().has("requestState") || params().has("inputResponses")) {
            answers();
        }
    }

    @Override
    public void releaseStream() {
        // A modern reply cannot be resumed (2026-07-28, Streamable HTTP): its stream stays open.
    }
}
