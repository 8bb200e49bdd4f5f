package dev.gitlabmcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.protocol.Classification;
import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.ErrorResponse;
import dev.gitlabmcp.protocol.Json;
import dev.gitlabmcp.protocol.JsonRpcMessage;
import dev.gitlabmcp.protocol.ProtocolException;
import dev.gitlabmcp.protocol.ProtocolVersion;
import dev.gitlabmcp.protocol.RequestId;
import dev.gitlabmcp.session.Session;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * The rules of the legacy era: sessions, answers in band with HTTP 200, a lost connection cancels nothing.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/basic/lifecycle">2025-11-25, Lifecycle</a>
 */
final class LegacyOperations {
    private static final int RETRY_SECONDS = 1;
    private static final Set<String> SESSION_METHODS =
            Set.of("ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe");

    private final Methods methods;
    private final InstantSource clock;
    private final LongAdder rejected = new LongAdder();

    LegacyOperations(Methods methods, InstantSource clock) {
        this.methods = methods;
        this.clock = clock;
    }

    /** The result of {@code initialize} for a session of this version. */
    byte[] initialize(RequestId id, ProtocolVersion version) {
        ObjectNode result = Json.object().put("protocolVersion", version.wireName());
        result.set("capabilities", methods.capabilities(version));
        result.set("serverInfo", ServerIdentity.INFO);
        result.put("instructions", methods.instructions());
        return Messages.result(id, Json.bytes(result));
    }

    /** Calls refused so far, since too many of their session were running. */
    long rejectedCalls() {
        return rejected.sum();
    }

    /** Whether there is such a method, so that opening a session for it makes sense. */
    boolean knows(String method) {
        return SESSION_METHODS.contains(method) || methods.findLegacy(method).isPresent();
    }

    /** Takes a message that gets no answer. */
    void accept(JsonRpcMessage message, Session session) {
        if (message instanceof JsonRpcMessage.Notification notification) {
            serveNotification(notification, session);
        } else if (message instanceof JsonRpcMessage.Reply reply) {
            session.answer(reply);
        }
    }

    /** Serves the members of a batch one after the other. */
    void serveBatch(Classification.LegacyBatch batch, Session session, Inbound inbound, PostOutlet outlet) {
        List<JsonRpcMessage> messages = batch.messages();
        for (JsonRpcMessage message : messages) {
            if (message instanceof JsonRpcMessage.Request request) {
                serve(request, session, inbound, outlet);
            } else {
                accept(message, session);
            }
        }
        outlet.finishBatch();
    }

    /** Serves a request; its answer goes through the outlet. */
    void serve(JsonRpcMessage.Request request, Session session, Inbound inbound, Outlet outlet) {
        LegacyCall call = new LegacyCall(request, inbound.principal(), session, outlet);
        RequestId id = request.id();
        Session.Begin begun = session.begin(id, call.cancellation());
        if (begun != Session.Begin.STARTED) {
            refuse(begun, id, outlet);
            return;
        }
        try {
            MethodResult result = handler(request, session).run(call);
            finish(call, outlet, Messages.result(id, result.json()));
        } catch (ProtocolException e) {
            finish(call, outlet, ErrorResponse.bytes(id, e));
        } catch (RuntimeException e) {
            finish(call, outlet, ErrorResponse.bytes(id, Failures.internal(request.method(), e)));
        } finally {
            session.finished(id, clock.instant());
        }
    }

    /** A cancelled request gets no answer (2025-11-25, Cancellation, "Behavior Requirements"). */
    private static void finish(LegacyCall call, Outlet outlet, byte[] answer) {
        if (call.cancellation().isCancelled()) {
            outlet.finishWithoutAnswer();
        } else {
            outlet.finish(answer);
        }
    }

    private Methods.Handler handler(JsonRpcMessage.Request request, Session session) {
        Optional<Methods.Handler> own = sessionMethod(request, session);
        return own.or(() -> methods.findLegacy(request.method()))
                .orElseThrow(() -> new ProtocolException(
                        ErrorCode.METHOD_NOT_FOUND,
                        "Protocol version " + session.version().wireName() + " has no method " + request.method()
                                + " here."));
    }

    /** The methods that concern the session itself. */
    private Optional<Methods.Handler> sessionMethod(JsonRpcMessage.Request request, Session session) {
        return switch (request.method()) {
            case "ping" -> Optional.of(call -> MethodResult.EMPTY);
            case "logging/setLevel" ->
                Optional.of(call -> {
                    session.logLevel(LoggingLevels.parse(request.params().path("level")));
                    return MethodResult.EMPTY;
                });
            case "resources/subscribe" ->
                watchableMethods(() -> session.subscriptions().add(watchable(request)));
            case "resources/unsubscribe" ->
                watchableMethods(() -> session.subscriptions()
                        .remove(request.params().path("uri").asText()));
            default -> Optional.empty();
        };
    }

    private Optional<Methods.Handler> watchableMethods(Runnable change) {
        return methods.hasWatchableResources()
                ? Optional.of(call -> {
                    change.run();
                    return MethodResult.EMPTY;
                })
                : Optional.empty();
    }

    private String watchable(JsonRpcMessage.Request request) {
        JsonNode uri = request.params().path("uri");
        if (!uri.isTextual() || !methods.isWatchable(uri.textValue())) {
            throw new ProtocolException(
                    ErrorCode.RESOURCE_NOT_FOUND, "There is no resource " + uri + " whose changes could be told.");
        }
        return uri.textValue();
    }

    private static void serveNotification(JsonRpcMessage.Notification notification, Session session) {
        if (notification.method().equals("notifications/cancelled")) {
            JsonNode id = notification.params().path("requestId");
            if (RequestId.isValid(id)) {
                session.cancel(
                        RequestId.of(id),
                        "Cancelled by the client"
                                + (notification.params().path("reason").isTextual()
                                        ? ": "
                                                + notification
                                                        .params()
                                                        .path("reason")
                                                        .textValue()
                                        : "."));
            }
        }
    }

    private void refuse(Session.Begin begun, RequestId id, Outlet outlet) {
        switch (begun) {
            case DUPLICATE_ID ->
                outlet.finish(ErrorResponse.bytes(
                        id,
                        ErrorCode.INVALID_REQUEST,
                        "A request with the id " + id + " is running; use each id once.",
                        null));
            case TOO_MANY -> {
                rejected.increment();
                outlet.refuse(
                        429,
                        RETRY_SECONDS,
                        ErrorResponse.bytes(
                                id,
                                ErrorCode.RATE_LIMITED,
                                "This session has too many calls in flight; wait for one to end.",
                                null));
            }
            case ENDED ->
                outlet.finish(ErrorResponse.bytes(
                        id,
                        ErrorCode.INVALID_REQUEST,
                        "This session has ended; send initialize to open a new one.",
                        null));
            case STARTED -> throw new IllegalArgumentException("The call was started.");
        }
    }
}
