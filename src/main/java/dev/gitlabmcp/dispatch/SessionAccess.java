package dev.gitlabmcp.dispatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.gitlab.GitLabProblem;
import dev.gitlabmcp.protocol.Classification;
import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.ErrorResponse;
import dev.gitlabmcp.protocol.Json;
import dev.gitlabmcp.protocol.JsonRpcMessage;
import dev.gitlabmcp.protocol.ProtocolVersion;
import dev.gitlabmcp.protocol.RequestId;
import dev.gitlabmcp.session.NewSession;
import dev.gitlabmcp.session.Session;
import dev.gitlabmcp.session.SessionCapacityException;
import dev.gitlabmcp.session.SessionStore;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds and opens the sessions that requests belong to. Where there is none, the request has been answered; a session of
 * somebody else is answered like an unknown one. Thread-safe.
 */
final class SessionAccess {
    private static final Logger LOGGER = LoggerFactory.getLogger(SessionAccess.class);

    private final SessionStore sessions;
    private final RefusedCredentials refused;
    private final Predicate<String> knownMethods;
    private volatile boolean closed;

    /** Over these sessions; an implicit one is opened for a known method alone. */
    SessionAccess(SessionStore sessions, RefusedCredentials refused, Predicate<String> knownMethods) {
        this.sessions = sessions;
        this.refused = refused;
        this.knownMethods = knownMethods;
    }

    /** Opens no further session: the server stops. */
    void close() {
        closed = true;
    }

    /** A new session for {@code initialize}; null after it was refused. */
    @Nullable
    Session open(Classification.LegacyInitialize initialize, Inbound inbound, ReplyChannel reply) {
        RequestId id = initialize.request().id();
        NewSession wanted = wanted(inbound, initialize.version(), capabilities(initialize.request()));
        return open(wanted, sessions::create, id, inbound, reply);
    }

    /** A new session for the stream of 2024-11-05; null after it was refused. */
    @Nullable
    Session openForStream(Inbound inbound, ReplyChannel reply) {
        if (isClosed(null, reply)) {
            return null;
        }
        return opened(wanted(inbound, ProtocolVersion.V2024_11_05, Json.object()), sessions::create, inbound, reply);
    }

    /** The session a legacy message belongs to; null after it was refused. */
    @Nullable
    Session of(JsonRpcMessage message, Inbound inbound, ReplyChannel reply) {
        RequestId id = message instanceof JsonRpcMessage.Request request ? request.id() : null;
        String sessionId = inbound.headers().sessionId();
        if (sessionId == null) {
            return implicit(message, inbound, reply);
        }
        return find(sessionId, id, inbound, reply);
    }

    /** The session that a request without a message names; null after it was refused. */
    @Nullable
    Session required(Inbound inbound, ReplyChannel reply) {
        String sessionId = inbound.headers().sessionId();
        if (sessionId == null) {
            Refusals.refuse(reply, 400, null, "Mcp-Session-Id is missing; send the id that initialize answered with.");
            return null;
        }
        return find(sessionId, null, inbound, reply);
    }

    /** The session of that id; null after the request was refused. */
    @Nullable
    Session find(String sessionId, @Nullable RequestId id, Inbound inbound, ReplyChannel reply) {
        Optional<Session> session = sessions.find(sessionId, inbound.principal().id());
        if (session.isEmpty()) {
            inbound.record().refused("unknown_session");
            Refusals.refuse(reply, 404, id, "This session is unknown or has ended; send initialize to open a new one.");
            return null;
        }
        String version = inbound.headers().version();
        if (version != null && ProtocolVersion.ofWireName(version).isEmpty()) {
            Refusals.refuse(
                    reply,
                    400,
                    id,
                    "MCP-Protocol-Version says " + version + "; this session speaks "
                            + session.get().version().wireName() + ".");
            return null;
        }
        inbound.record().session(session.get());
        return session.get();
    }

    /** Requests without a session and without initialize, as in many documented examples with curl. */
    private @Nullable Session implicit(JsonRpcMessage message, Inbound inbound, ReplyChannel reply) {
        RequestId id = message instanceof JsonRpcMessage.Request request ? request.id() : null;
        if (id == null || !inbound.presented()) {
            Refusals.refuse(
                    reply,
                    400,
                    id,
                    "Mcp-Session-Id is missing; send initialize first, or speak protocol version 2026-07-28, which needs no"
                            + " session.");
            return null;
        }
        String method = ((JsonRpcMessage.Request) message).method();
        if (!knownMethods.test(method)) {
            inbound.record().refused(Integer.toString(ErrorCode.METHOD_NOT_FOUND));
            reply.finish(
                    200,
                    ErrorResponse.bytes(id, ErrorCode.METHOD_NOT_FOUND, "There is no method " + method + ".", null));
            return null;
        }
        return open(wanted(inbound, ProtocolVersion.ASSUMED, Json.object()), sessions::implicit, id, inbound, reply);
    }

    private @Nullable Session open(
            NewSession wanted,
            Function<NewSession, Session> opening,
            RequestId id,
            Inbound inbound,
            ReplyChannel reply) {
        if (isClosed(id, reply)) {
            return null;
        }
        GitLabProblem.Refused said = refused.recent(inbound);
        if (said != null) {
            inbound.record().refused("refused_by_gitlab");
            Refusals.badToken(reply, id, said.message());
            return null;
        }
        Session session = opened(wanted, opening, inbound, reply);
        if (session != null) {
            reply.header("Mcp-Session-Id", session.id());
        }
        return session;
    }

    private @Nullable Session opened(
            NewSession wanted, Function<NewSession, Session> opening, Inbound inbound, ReplyChannel reply) {
        try {
            Session session = opening.apply(wanted);
            inbound.record().session(session);
            LOGGER.debug(
                    "Session for {} opened in version {}",
                    session.target(),
                    wanted.version().wireName());
            return session;
        } catch (SessionCapacityException e) {
            inbound.record().refused("capacity_reached");
            Refusals.noRoom(reply, e);
            return null;
        }
    }

    private boolean isClosed(@Nullable RequestId id, ReplyChannel reply) {
        if (closed) {
            Refusals.stopping(reply, id);
        }
        return closed;
    }

    private static NewSession wanted(Inbound inbound, ProtocolVersion version, ObjectNode capabilities) {
        return new NewSession(
                inbound.principal().id(),
                inbound.address(),
                inbound.principal().instance().toString(),
                version,
                capabilities);
    }

    /** What the client of {@code initialize} says that it can do. */
    static ObjectNode capabilities(JsonRpcMessage.Request initialize) {
        return initialize.params().get("capabilities") instanceof ObjectNode declared ? declared : Json.object();
    }
}
