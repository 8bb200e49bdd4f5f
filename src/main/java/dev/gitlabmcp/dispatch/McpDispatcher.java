package dev.gitlabmcp.dispatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.gitlab.GitLabProblem;
import dev.gitlabmcp.protocol.Classification;
import dev.gitlabmcp.protocol.EnvelopeParser;
import dev.gitlabmcp.protocol.EraClassifier;
import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.ErrorResponse;
import dev.gitlabmcp.protocol.Json;
import dev.gitlabmcp.protocol.JsonRpcMessage;
import dev.gitlabmcp.protocol.ProtocolException;
import dev.gitlabmcp.protocol.ProtocolVersion;
import dev.gitlabmcp.protocol.RequestId;
import dev.gitlabmcp.session.EventId;
import dev.gitlabmcp.session.EventSink;
import dev.gitlabmcp.session.EventStream;
import dev.gitlabmcp.session.NewSession;
import dev.gitlabmcp.session.Session;
import dev.gitlabmcp.session.SessionCapacityException;
import dev.gitlabmcp.session.SessionStore;
import dev.gitlabmcp.tool.UnknownToolNameException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What comes in on the MCP endpoints, sorted by era and session. Statuses and codes follow the specification's matrix; a
 * session of somebody else is answered like an unknown one.
 *
 * @see EraClassifier
 */
public final class McpDispatcher {
    private static final Logger LOGGER = LoggerFactory.getLogger(McpDispatcher.class);

    private final Methods methods;
    private final SessionStore sessions;
    private final ChangeHub changes;
    private final Executor executor;
    private final InstantSource clock;
    private final ModernOperations modern;
    private final LegacyOperations legacy;
    private final RefusedCredentials refused;

    /** A dispatcher; calls whose answer goes on another stream (2024-11-05) run on the executor. */
    public McpDispatcher(
            Methods methods,
            SessionStore sessions,
            ChangeHub changes,
            StateSeal seal,
            Executor executor,
            InstantSource clock,
            RefusedCredentials refused) {
        this.methods = methods;
        this.sessions = sessions;
        this.changes = changes;
        this.executor = executor;
        this.clock = clock;
        this.refused = refused;
        this.modern = new ModernOperations(methods, new RequestState(seal, clock), changes);
        this.legacy = new LegacyOperations(methods, clock);
    }

    /** Serves a POST to the MCP endpoint. */
    public void post(Inbound inbound, byte[] body, ReplyChannel reply) {
        Classification classification;
        try {
            classification = EraClassifier.classify(inbound.headers(), EnvelopeParser.parse(body));
        } catch (ProtocolException e) {
            reply.finish(400, ErrorResponse.bytes(null, e));
            return;
        }
        if (!Refusals.isAdmitted(classification, inbound, reply) || !knowsTools(classification, inbound, reply)) {
            return;
        }
        changes.notice(inbound);
        try {
            serve(classification, inbound, reply);
            refused.after(inbound);
        } catch (SessionCapacityException e) {
            Refusals.noRoom(reply, e);
        }
    }

    /** Whether the request names only tools and toolsets that exist; it was refused otherwise. */
    private boolean knowsTools(Classification classification, Inbound inbound, ReplyChannel reply) {
        try {
            methods.checkNarrowing(inbound.narrowing());
            return true;
        } catch (UnknownToolNameException e) {
            Refusals.refuse(reply, 400, Refusals.idOf(classification), String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void serve(Classification classification, Inbound inbound, ReplyChannel reply) {
        if (classification instanceof Classification.ModernRequest request) {
            modern.serve(request, inbound, reply);
        } else if (classification instanceof Classification.ModernNotification) {
            reply.accepted();
        } else if (classification instanceof Classification.LegacyInitialize initialize) {
            openSession(initialize, inbound, reply);
        } else if (classification instanceof Classification.LegacyMessage message) {
            serveLegacy(message.message(), inbound, reply);
        } else if (classification instanceof Classification.LegacyBatch batch) {
            serveBatch(batch, inbound, reply);
        } else if (classification instanceof Classification.Refused refused) {
            reply.finish(
                    refused.httpStatus(),
                    ErrorResponse.bytes(refused.id(), refused.code(), refused.message(), refused.data()));
        }
    }

    private void openSession(Classification.LegacyInitialize initialize, Inbound inbound, ReplyChannel reply) {
        GitLabProblem.Refused said = refused.recent(inbound);
        if (said != null) {
            Refusals.badToken(reply, initialize.request().id(), said.message());
            return;
        }
        Session session =
                sessions.create(newSession(inbound, initialize.version(), capabilities(initialize.request())));
        LOGGER.debug("Session of {} opened", session.target());
        reply.header("Mcp-Session-Id", session.id());
        PostOutlet.ofRequest(session, reply)
                .finish(legacy.initialized(initialize.request().id(), initialize.version()));
    }

    private void serveLegacy(JsonRpcMessage message, Inbound inbound, ReplyChannel reply) {
        Session session = session(message, inbound, reply);
        if (session == null) {
            return;
        }
        if (message instanceof JsonRpcMessage.Request request) {
            PostOutlet outlet = PostOutlet.ofRequest(session, reply);
            reply.onDelay(outlet::keepOpen);
            legacy.begin(request, session, inbound, outlet).ifPresent(legacy::run);
        } else {
            legacy.accept(message, session);
            reply.accepted();
        }
    }

    private void serveBatch(Classification.LegacyBatch batch, Inbound inbound, ReplyChannel reply) {
        Session session = session(batch.messages().get(0), inbound, reply);
        if (session == null) {
            return;
        }
        if (session.version() != ProtocolVersion.V2025_03_26) {
            Refusals.refuse(
                    reply,
                    400,
                    null,
                    "Send one message per request; this session speaks "
                            + session.version().wireName() + ", arrays exist in 2025-03-26 only.");
            return;
        }
        PostOutlet outlet = PostOutlet.ofBatch(session, reply);
        reply.onDelay(outlet::keepOpen);
        legacy.serveBatch(batch, session, inbound, outlet);
    }

    /** The session a legacy message belongs to; null after it was refused. */
    private @Nullable Session session(JsonRpcMessage message, Inbound inbound, ReplyChannel reply) {
        RequestId id = message instanceof JsonRpcMessage.Request request ? request.id() : null;
        String sessionId = inbound.headers().sessionId();
        if (sessionId == null) {
            return implicitSession(message, inbound, reply);
        }
        return session(sessionId, id, inbound, reply);
    }

    private @Nullable Session session(String sessionId, @Nullable RequestId id, Inbound inbound, ReplyChannel reply) {
        Optional<Session> session = sessions.find(sessionId, inbound.principal().id());
        if (session.isEmpty()) {
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
        return session.get();
    }

    /** Requests without a session and without initialize, as in many documented examples with curl. */
    private @Nullable Session implicitSession(JsonRpcMessage message, Inbound inbound, ReplyChannel reply) {
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
        if (!legacy.knows(method)) {
            reply.finish(
                    200,
                    ErrorResponse.bytes(id, ErrorCode.METHOD_NOT_FOUND, "There is no method " + method + ".", null));
            return null;
        }
        GitLabProblem.Refused said = refused.recent(inbound);
        if (said != null) {
            Refusals.badToken(reply, id, said.message());
            return null;
        }
        Session session = sessions.implicit(newSession(inbound, ProtocolVersion.ASSUMED, Json.object()));
        reply.header("Mcp-Session-Id", session.id());
        return session;
    }

    /** Serves a GET of the MCP endpoint: the session's standalone stream, or the rest of an interrupted stream. */
    public void get(Inbound inbound, ReplyChannel reply) {
        Session session = requiredSession(inbound, reply);
        if (session == null) {
            return;
        }
        String lastEventId = inbound.headers().lastEventId();
        if (lastEventId == null) {
            EventStream stream = session.standaloneStream();
            // Counted first: a client that has read the first event must not lose its session as one that is unused.
            session.connectionOpened();
            EventSink sink = stream.open(reply::openStream, session.version().isAtLeast(ProtocolVersion.V2025_11_25));
            uncountAtEnd(session, stream, sink, reply);
        } else {
            resume(session, lastEventId, reply);
        }
    }

    private void resume(Session session, String lastEventId, ReplyChannel reply) {
        EventId last = EventId.parse(lastEventId).orElse(null);
        EventStream stream = last == null ? null : session.stream(last.stream()).orElse(null);
        if (last == null || stream == null) {
            Refusals.refuse(
                    reply, 400, null, "Last-Event-ID names no event of this session; repeat the request instead.");
            return;
        }
        if (!stream.canResume(last.sequence())) {
            Refusals.refuse(
                    reply,
                    400,
                    null,
                    "The events after " + lastEventId + " are no longer kept; repeat the request instead.");
            return;
        }
        EventSink sink = reply.openStream();
        if (stream.resume(sink, last.sequence())) {
            session.connectionOpened();
            uncountAtEnd(session, stream, sink, reply);
        } else {
            sink.end();
        }
    }

    private void uncountAtEnd(Session session, EventStream stream, EventSink sink, ReplyChannel reply) {
        reply.onEnd(() -> {
            stream.detach(sink);
            session.connectionClosed(clock.instant());
        });
    }

    /** Serves a DELETE of the MCP endpoint: ends the session. */
    public void delete(Inbound inbound, ReplyChannel reply) {
        Session session = requiredSession(inbound, reply);
        if (session != null) {
            sessions.end(session, "The client ended the session.");
            reply.empty(204);
        }
    }

    private @Nullable Session requiredSession(Inbound inbound, ReplyChannel reply) {
        String sessionId = inbound.headers().sessionId();
        if (sessionId == null) {
            Refusals.refuse(reply, 400, null, "Mcp-Session-Id is missing; send the id that initialize answered with.");
            return null;
        }
        return session(sessionId, null, inbound, reply);
    }

    /** Opens the stream of a 2024-11-05 client; {@code messageAddress} is completed with the session's id. */
    public void openSse(Inbound inbound, String messageAddress, ReplyChannel reply) {
        Session session;
        try {
            session = sessions.create(newSession(inbound, ProtocolVersion.V2024_11_05, Json.object()));
        } catch (SessionCapacityException e) {
            Refusals.noRoom(reply, e);
            return;
        }
        byte[] address = (messageAddress + session.id()).getBytes(StandardCharsets.US_ASCII);
        session.connectionOpened();
        // The client may send its first message, and have its answer, before this method is over.
        EventSink unused = session.standaloneStream().open(() -> reply.openStream("endpoint", address), false);
        // This version cannot resume, so its session ends with its connection.
        reply.onEnd(() -> {
            session.connectionClosed(clock.instant());
            sessions.end(session, "The client closed the connection.");
        });
    }

    /** Takes a message of a 2024-11-05 client; the answer goes on its stream. */
    public void sseMessage(Inbound inbound, String sessionId, byte[] body, ReplyChannel reply) {
        Session session = session(sessionId, null, inbound, reply);
        if (session == null) {
            return;
        }
        Classification classification;
        try {
            classification = EraClassifier.classify(inbound.headers(), EnvelopeParser.parse(body));
        } catch (ProtocolException e) {
            reply.finish(400, ErrorResponse.bytes(null, e));
            return;
        }
        if (!Refusals.isAdmitted(classification, inbound, reply) || !knowsTools(classification, inbound, reply)) {
            return;
        }
        Outlet outlet = new StandaloneOutlet(session, reply);
        if (classification instanceof Classification.LegacyInitialize initialize) {
            session.initialized(capabilities(initialize.request()));
            legacy.begin(initialize.request(), session, inbound, outlet)
                    .ifPresent(call -> acceptAndRun(reply, () -> legacy.runInitialize(call)));
        } else if (classification instanceof Classification.LegacyMessage message) {
            serveOnStream(message.message(), session, inbound, outlet, reply);
        } else if (classification instanceof Classification.Refused refused) {
            reply.finish(400, ErrorResponse.bytes(refused.id(), refused.code(), refused.message(), refused.data()));
        } else {
            Refusals.refuse(
                    reply, 400, null, "This address takes single messages of protocol version 2024-11-05; use /mcp.");
        }
    }

    private void serveOnStream(
            JsonRpcMessage message, Session session, Inbound inbound, Outlet outlet, ReplyChannel reply) {
        if (message instanceof JsonRpcMessage.Request request) {
            legacy.begin(request, session, inbound, outlet)
                    .ifPresent(call -> acceptAndRun(reply, () -> {
                        legacy.run(call);
                        refused.after(inbound);
                    }));
        } else {
            reply.accepted();
            legacy.accept(message, session);
        }
    }

    /** Only calls that have begun wait for a thread, so that a client which does not read can hold no more than those. */
    private void acceptAndRun(ReplyChannel reply, Runnable call) {
        reply.accepted();
        executor.execute(call);
    }

    /** Calls refused so far, since too many of their session were running. */
    public long rejectedCalls() {
        return legacy.rejectedCalls();
    }

    /** Subscriptions refused so far, since no further one fitted. */
    public long refusedSubscriptions() {
        return changes.refusedSubscriptions();
    }

    /** Ends every stream that waits for nothing, so that the server can stop; calls in flight go on. */
    public void drain() {
        changes.close();
        for (Session session : sessions.sessions()) {
            EventStream standalone = session.standaloneStreamIfOpened();
            if (standalone != null) {
                standalone.finish();
            }
        }
    }

    private static ObjectNode capabilities(JsonRpcMessage.Request initialize) {
        return initialize.params().get("capabilities") instanceof ObjectNode declared ? declared : Json.object();
    }

    private static NewSession newSession(Inbound inbound, ProtocolVersion version, ObjectNode capabilities) {
        return new NewSession(
                inbound.principal().id(),
                inbound.address(),
                inbound.principal().instance().toString(),
                version,
                capabilities);
    }
}
