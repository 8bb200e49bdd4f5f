package dev.gitlabmcp.dispatch;

import dev.gitlabmcp.limit.Over;
import dev.gitlabmcp.protocol.Classification;
import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.ErrorResponse;
import dev.gitlabmcp.protocol.JsonRpcMessage;
import dev.gitlabmcp.protocol.RequestId;
import dev.gitlabmcp.session.SessionCapacityException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers to messages that are not served, each a JSON-RPC error under an HTTP status of its own. */
final class Refusals {
    private static final Logger LOGGER = LoggerFactory.getLogger(Refusals.class);
    private static final String RETRY_AFTER = "Retry-After";
    private static final int CAPACITY_RETRY_SECONDS = 30;
    private static final int STOPPING_RETRY_SECONDS = 1;

    private Refusals() {}

    static void refuse(ReplyChannel reply, int status, @Nullable RequestId id, String message) {
        reply.finish(status, ErrorResponse.bytes(id, ErrorCode.INVALID_REQUEST, message, null));
    }

    static void refuse(ReplyChannel reply, Refusal refusal) {
        if (refusal.retryAfter() > 0) {
            reply.header(RETRY_AFTER, Integer.toString(refusal.retryAfter()));
        }
        reply.finish(refusal.status(), refusal.error());
    }

    static void noRoom(ReplyChannel reply, SessionCapacityException e) {
        noRoom(reply, null, String.valueOf(e.getMessage()));
    }

    static void noRoom(ReplyChannel reply, @Nullable RequestId id, String message) {
        byte[] error = ErrorResponse.bytes(id, ErrorCode.CAPACITY_REACHED, message, null);
        refuse(reply, new Refusal(503, CAPACITY_RETRY_SECONDS, error));
    }

    /** This server stops; another one, or this one started anew, will take the request. */
    static void stopping(ReplyChannel reply, @Nullable RequestId id) {
        byte[] error = ErrorResponse.bytes(id, ErrorCode.CAPACITY_REACHED, "The server is stopping; try again.", null);
        refuse(reply, new Refusal(503, STOPPING_RETRY_SECONDS, error));
    }

    static void badToken(ReplyChannel reply, @Nullable RequestId id, String said) {
        reply.header("WWW-Authenticate", "Bearer realm=\"gitlab-mcp\", error=\"invalid_token\"");
        refuse(reply, 401, id, "GitLab refuses this token: " + said);
    }

    /** Charges a message for what it is; false after it was refused for that. */
    static boolean isAdmitted(Classification classification, Inbound inbound, ReplyChannel reply) {
        Optional<Over> over = charge(classification, inbound);
        over.ifPresent(limit -> {
            inbound.record().refused("rate_limited");
            LOGGER.debug("{} is over a limit: {}", inbound.address(), limit.message());
            reply.header(RETRY_AFTER, Long.toString(limit.retryAfter()));
            reply.finish(429, ErrorResponse.bytes(idOf(classification), ErrorCode.RATE_LIMITED, limit.message(), null));
        });
        return over.isEmpty();
    }

    private static Optional<Over> charge(Classification classification, Inbound inbound) {
        if (classification instanceof Classification.Refused) {
            // Not settled: what cannot be read costs as much as a request.
            return Optional.empty();
        }
        if (classification instanceof Classification.LegacyBatch batch) {
            int requests =
                    (int) batch.messages().stream().filter(Refusals::isRequest).count();
            return inbound.admission().asBatch(requests, batch.messages().size() - requests);
        }
        return idOf(classification) == null
                ? inbound.admission().asNotification()
                : inbound.admission().asRequest();
    }

    static @Nullable RequestId idOf(Classification classification) {
        if (classification instanceof Classification.ModernRequest modern) {
            return modern.request().id();
        }
        if (classification instanceof Classification.LegacyInitialize initialize) {
            return initialize.request().id();
        }
        return classification instanceof Classification.LegacyMessage legacy
                        && legacy.message() instanceof JsonRpcMessage.Request request
                ? request.id()
                : null;
    }

    private static boolean isRequest(JsonRpcMessage message) {
        return message instanceof JsonRpcMessage.Request;
    }
}
