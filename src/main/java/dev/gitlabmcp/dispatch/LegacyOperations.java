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
import java.util.function.Supplier;

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

    /** The answer to {@code initialize} for a session of this version. */
    private JsonMessage initialized(RequestId id, ProtocolVersion version) {
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
                begin(request, session, inbound, outlet).ifPresent(this::run);
            } else {
                accept(message, session);
            }
        }
        outlet.finishBatch();
    }

    /**
     * Enters a request among the calls in flight of its session, without waiting for anything.
     *
     * @return the call, which must then run; empty when the outlet was told that it is refused
     */
    Optional<LegacyCall> begin(JsonRpcMessage.Request request, Session session, Inbound inbound, Outlet outlet) {
        LegacyCall call = new LegacyCall(request, inbound, session, outlet, methods.observation());
        Session.Begin begun = session.begin(call.id(), call.cancellation());
        if (begun == Session.Begin.STARTED) {
            return Optional.of(call);
        }
        outlet.refuse(refusal(begun, call.id()));
        return Optional.empty();
    }

    /** Serves a call that has begun; its answer goes through its outlet. */
    void run(LegacyCall call) {
        run(call, () -> handler(call).run(call).legacyAnswer(call.id()));
    }

    /** Serves {@code initialize} where the session exists before it (2024-11-05); the call has begun. */
    void runInitialize(LegacyCall call) {
        run(call, () -> initialized(call.id(), call.protocolVersion()));
    }

    private void run(LegacyCall call, Supplier<JsonMessage> answer) {
        call.run(() -> serve(call, answer));
    }

    private void serve(LegacyCall call, Supplier<JsonMessage> answer) {
        try {
            JsonMessage message = answer.get();
            call.served(FinishedRequest.OK, message.length());
            call.finish(message);
        } catch (ProtocolException e) {
            fail(call, e);
        } catch (RuntimeException e) {
            fail(call, Failures.internal(call.method(), e));
        } finally {
            call.session().finished(call.cancellation(), clock.instant());
        }
    }

    private static void fail(LegacyCall call, ProtocolException error) {
        byte[] message = ErrorResponse.bytes(call.id(), error);
        call.failed(error, message.length);
        call.finish(JsonMessage.of(message));
    }

    private Methods.Handler handler(LegacyCall call) {
        Optional<Methods.Handler> own = sessionMethod(call);
        return own.or(() -> methods.findLegacy(call.method()))
                .orElseThrow(() -> new ProtocolException(
                        ErrorCode.METHOD_NOT_FOUND,
                        "Protocol version " + call.protocolVersion().wireName() + " has no method " + call.method()
                                + " here."));
    }

    /** The methods that concern the session itself. */
    private Optional<Methods.Handler> sessionMethod(LegacyCall call) {
        Session session = call.session();
        ObjectNode params = call.params();
        return switch (call.method()) {
            case "ping" -> Optional.of(c -> MethodResult.EMPTY);
            case "logging/setLevel" ->
                Optional.of(c -> {
                    session.logLevel(LoggingLevels.parse(params.path("level")));
                    return MethodResult.EMPTY;
                });
            case "resources/subscribe" ->
                watchableMethods(() -> session.subscriptions().add(watchable(params)));
            case "resources/unsubscribe" ->
                watchableMethods(
                        () -> session.subscriptions().remove(params.path("uri").asText()));
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

    private String watchable(ObjectNode params) {
        JsonNode uri = params.path("uri");
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

    private Refusal refusal(Session.Begin begun, RequestId id) {
        return switch (begun) {
            case DUPLICATE_ID ->
                refusal(
                        400,
                        id,
                        ErrorCode.INVALID_REQUEST,
                        "A request with the id " + id + " is running; use each id once.");
            case TOO_MANY -> {
                rejected.increment();
                yield refusal(
                        429,
                        id,
                        ErrorCode.RATE_LIMITED,
                        "This session has too many calls in flight; wait for one to end.");
            }
            case ENDED ->
                refusal(
                        404,
                        id,
                        ErrorCode.INVALID_REQUEST,
                        "This session has ended; send initialize to open a new one.");
            case STARTED -> throw new IllegalArgumentException("The call was started.");
        };
    }

    private static Refusal refusal(int status, RequestId id, int code, String message) {
        return new Refusal(status, status == 429 ? RETRY_SECONDS : 0, ErrorResponse.bytes(id, code, message, null));
    }
}
