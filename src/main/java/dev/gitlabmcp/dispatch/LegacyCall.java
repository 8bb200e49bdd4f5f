package dev.gitlabmcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.InputRequest;
import dev.gitlabmcp.protocol.JsonRpcMessage;
import dev.gitlabmcp.protocol.LoggingLevel;
import dev.gitlabmcp.protocol.ProtocolException;
import dev.gitlabmcp.session.Session;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A legacy request being served; what is asked of the client is a request of the server's own on the reply's stream. */
final class LegacyCall extends ServerCall {
    /** How long a user may take to answer. */
    private static final Duration ANSWER_TIME = Duration.ofMinutes(10);

    private final Session session;
    private final Outlet outlet;

    LegacyCall(
            JsonRpcMessage.Request request, Inbound inbound, Session session, Outlet outlet, Observation observation) {
        super(request, inbound, session.version(), session.clientCapabilities(), observation);
        this.session = session;
        this.outlet = outlet;
    }

    Session session() {
        return session;
    }

    @Override
    @Nullable
    LoggingLevel logLevel() {
        return session.logLevel();
    }

    @Override
    void emit(byte[] message) {
        outlet.emit(message);
    }

    @Override
    public Map<String, JsonNode> ask(Map<String, InputRequest> requests) {
        Map<String, JsonNode> answers = new LinkedHashMap<>();
        requests.forEach((key, input) -> answers.put(key, ask(input)));
        return answers;
    }

    private JsonNode ask(InputRequest input) {
        ClientCapability needed = ClientCapability.of(input);
        if (!needed.isDeclaredIn(clientCapabilities())) {
            throw needed.missing();
        }
        Session.Asked question = session.ask();
        Runnable forget = cancellation().onCancel(() -> question.answer().cancel(false));
        try {
            if (!outlet.emit(Messages.request(question.id(), input.method(), input.params()))) {
                throw new ProtocolException(
                        ErrorCode.INVALID_REQUEST,
                        "This request needs an answer from the client (" + input.method()
                                + "); send it with \"Accept: application/json, text/event-stream\".");
            }
            JsonRpcMessage.Reply reply = question.answer().get(ANSWER_TIME.toSeconds(), TimeUnit.SECONDS);
            if (reply.result() == null || !reply.result().isObject()) {
                throw unanswered(input, "it failed: " + String.valueOf(reply.error()));
            }
            return reply.result();
        } catch (TimeoutException e) {
            throw unanswered(input, "no answer came within " + ANSWER_TIME.toMinutes() + " minutes");
        } catch (CancellationException e) {
            throw unanswered(input, "the call was cancelled");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unanswered(input, "the server is stopping");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            forget.run();
            session.forgetAsked(question.id());
        }
    }

    private static ProtocolException unanswered(InputRequest input, String why) {
        return new ProtocolException(
                ErrorCode.INVALID_REQUEST, "The client was asked " + input.method() + " but " + why + ".");
    }

    /** Sends the answer; a cancelled request gets none (2025-11-25, Cancellation, "Behavior Requirements"). */
    void finish(JsonMessage answer) {
        session.answering(cancellation());
        if (cancellation().isCancelled()) {
            outlet.finishWithoutAnswer();
        } else {
            outlet.finish(answer);
        }
    }

    @Override
    public void releaseStream() {
        outlet.release();
    }
}
