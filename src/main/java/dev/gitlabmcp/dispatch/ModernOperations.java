package dev.gitlabmcp.dispatch;

import dev.gitlabmcp.protocol.Classification;
import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.ErrorResponse;
import dev.gitlabmcp.protocol.Json;
import dev.gitlabmcp.protocol.ProtocolException;
import dev.gitlabmcp.protocol.RequestId;
import java.util.Optional;

/**
 * The rules of the modern era: nothing is remembered, a closed connection cancels, missing input ends the request.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic">2026-07-28</a>
 */
final class ModernOperations {
    private final Methods methods;
    private final RequestState state;
    private final ChangeHub changes;

    ModernOperations(Methods methods, RequestState state, ChangeHub changes) {
        this.methods = methods;
        this.state = state;
        this.changes = changes;
    }

    void serve(Classification.ModernRequest modern, Inbound inbound, ReplyChannel reply) {
        RequestId id = modern.request().id();
        String method = modern.request().method();
        try {
            ModernCall call = new ModernCall(modern, inbound, reply, state, methods.observation());
            if (method.equals(Methods.LISTEN)) {
                listen(call, inbound, reply);
                return;
            }
            Optional<Methods.Handler> handler = methods.find(method);
            if (handler.isEmpty()) {
                refuse(
                        call,
                        reply,
                        new ProtocolException(
                                ErrorCode.METHOD_NOT_FOUND,
                                "Protocol version 2026-07-28 has no method " + method + " here."));
                return;
            }
            call.run(() -> serve(call, handler.get(), inbound, reply));
        } catch (ProtocolException e) {
            inbound.record().refused(Integer.toString(e.code()));
            reply.finish(statusOf(e), ErrorResponse.bytes(id, e));
        }
    }

    private static void refuse(ModernCall call, ReplyChannel reply, ProtocolException error) {
        byte[] message = ErrorResponse.bytes(call.id(), error);
        call.failed(error, message.length);
        reply.finish(statusOf(error), message);
    }

    private void serve(ModernCall call, Methods.Handler handler, Inbound inbound, ReplyChannel reply) {
        reply.onDelay(call::keepOpen);
        if (methods.mayTakeLong(call.method())) {
            reply.onDisconnect(() -> call.cancellation().cancel("The client closed the connection."));
        }
        try {
            methods.checkParamHeaders(call, inbound.headers());
            call.checkState();
            answer(call, FinishedRequest.OK, handler.run(call).modernAnswer(call.id()));
        } catch (InputRequiredException e) {
            byte[] result = ModernEncoder.inputRequired(Json.bytes(call.inputRequired(e)));
            answer(call, FinishedRequest.INPUT_REQUIRED, Messages.result(call.id(), result));
        } catch (ProtocolException e) {
            fail(call, e);
        } catch (RuntimeException e) {
            fail(call, Failures.internal(call.method(), e));
        }
    }

    private static void answer(ModernCall call, String outcome, JsonMessage message) {
        call.served(outcome, message.length());
        call.finish(200, message);
    }

    private static void fail(ModernCall call, ProtocolException error) {
        byte[] message = ErrorResponse.bytes(call.id(), error);
        call.failed(error, message.length);
        call.finish(statusOf(error), JsonMessage.of(message));
    }

    /** Told of as served when its stream begins: how long that stays open says nothing of this server. */
    private void listen(ModernCall call, Inbound inbound, ReplyChannel reply) {
        Subscription.Filter filter;
        try {
            filter = filter(call, reply);
        } catch (ProtocolException e) {
            refuse(call, reply, e);
            return;
        }
        RequestId id = call.id();
        SubscriptionSeats.Seat seat;
        try {
            seat = changes.seat(inbound);
        } catch (SubscriptionCapacityException e) {
            inbound.record().refused("capacity_reached");
            Refusals.noRoom(reply, id, String.valueOf(e.getMessage()));
            return;
        }
        try {
            call.served(FinishedRequest.OK, 0);
            Subscription subscription = Subscription.open(id, filter, reply.openStream(), changes::add);
            reply.onEnd(() -> {
                changes.remove(subscription);
                seat.close();
            });
        } catch (RuntimeException e) {
            seat.close();
            throw e;
        }
    }

    private Subscription.Filter filter(ModernCall call, ReplyChannel reply) {
        Subscription.Filter filter = Subscription.Filter.read(call.params(), methods::isWatchable);
        if (!reply.acceptsEvents()) {
            throw new ProtocolException(
                    ErrorCode.INVALID_REQUEST,
                    call.method() + " answers with text/event-stream; Accept does not allow that.");
        }
        return filter;
    }

    /** HTTP statuses as 2026-07-28, Streamable HTTP and Versioning, ask for them; all other errors travel with 200. */
    private static int statusOf(ProtocolException error) {
        return switch (error.code()) {
            case ErrorCode.METHOD_NOT_FOUND -> 404;
            case ErrorCode.HEADER_MISMATCH,
                    ErrorCode.MISSING_CLIENT_CAPABILITY,
                    ErrorCode.UNSUPPORTED_PROTOCOL_VERSION,
                    ErrorCode.INVALID_REQUEST -> 400;
            default -> 200;
        };
    }
}
