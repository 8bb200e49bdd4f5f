package dev.gitlabmcp.dispatch;

import dev.gitlabmcp.protocol.Classification;
import dev.gitlabmcp.protocol.EnvelopeParser;
import dev.gitlabmcp.protocol.EraClassifier;
import dev.gitlabmcp.protocol.ErrorResponse;
import dev.gitlabmcp.protocol.JsonRpcMessage;
import dev.gitlabmcp.protocol.ProtocolException;
import dev.gitlabmcp.protocol.ProtocolVersion;
import dev.gitlabmcp.session.EventId;
import dev.gitlabmcp.session.EventSink;
import dev.gitlabmcp.session.EventStream;
import dev.gitlabmcp.session.Session;
import dev.gitlabmcp.session.SessionStore;
import dev.gitlabmcp.tool.UnknownToolNameException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * What comes in on the MCP endpoints, sorted by era and session. Statuses and codes follow the specification's matrix.
 *
 * @see EraClassifier
 */
public final class McpDispatcher {
    private final Methods methods;
    private final SessionStore sessions;
    private final ChangeHub changes;
    private final Executor executor;
    private final InstantSource clock;
    private final ModernOperations modern;
    private final LegacyOperations legacy;
    private final RefusedCredentials refused;
    private final SessionAccess access;

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
        this.access = new SessionAccess(sessions, refused, legacy::knows);
    }

    /** Serves a POST to the MCP endpoint. */
    public void post(Inbound inbound, byte[] body, ReplyChannel reply) {
        Classification classification;
        try {
            classification = EraClassifier.classify(inbound.headers(), EnvelopeParser.parse(body));
        } catch (ProtocolException e) {
            inbound.record().refused(Integer.toString(e.code()));
            reply.finish(400, ErrorResponse.bytes(null, e));
            return;
        }
        inbound.record().message(classification);
        if (!Refusals.isAdmitted(classification, inbound, reply) || !knowsTools(classification, inbound, reply)) {
            return;
        }
        changes.notice(inbound);
        serve(classification, inbound, reply);
        refused.after(inbound);
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
            inbound.record().refused(Integer.toString(refused.code()));
            reply.finish(
                    refused.httpStatus(),
                    ErrorResponse.bytes(refused.id(), refused.code(), refused.message(), refused.data()));
        }
    }

    private void openSession(Classification.LegacyInitialize initialize, Inbound inbound, ReplyChannel reply) {
        Session session = access.open(initialize, inbound, reply);
        if (session != null) {
            legacy.begin(initialize.request(), session, inbound, PostOutlet.ofRequest(session, reply))
                    .ifPresent(legacy::runInitialize);
        }
    }

    private void serveLegacy(JsonRpcMessage message, Inbound inbound, ReplyChannel reply) {
        Session session = access.of(message, inbound, reply);
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
        Session session = access.of(batch.messages().get(0), inbound, reply);
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

    /** Serves a GET of the MCP endpoint: the session's standalone stream, or the rest of an interrupted stream. */
    public void get(Inbound inbound, ReplyChannel reply) {
        Session session = access.required(inbound, reply);
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
        Session session = access.required(inbound, reply);
        if (session != null) {
            sessions.end(session, "The client ended the session.");
            reply.empty(204);
        }
    }

    /** Opens the stream of a 2024-11-05 client; {@code messageAddress} is completed with the session's id. */
    public void openSse(Inbound inbound, String messageAddress, ReplyChannel reply) {
        Session session = access.openForStream(inbound, reply);
        if (session == null) {
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
        Session session = access.find(sessionId, null, inbound, reply);
        if (session == null) {
            return;
        }
        Classification classification;
        try {
            classification = EraClassifier.classify(inbound.headers(), EnvelopeParser.parse(body));
        } catch (ProtocolException e) {
            inbound.record().refused(Integer.toString(e.code()));
            reply.finish(400, ErrorResponse.bytes(null, e));
            return;
        }
        if (!Refusals.isAdmitted(classification, inbound, reply) || !knowsTools(classification, inbound, reply)) {
            return;
        }
        inbound.record().message(classification);
        Outlet outlet = new StandaloneOutlet(session, reply);
        if (classification instanceof Classification.LegacyInitialize initialize) {
            session.initialized(SessionAccess.capabilities(initialize.request()));
            legacy.begin(initialize.request(), session, inbound, outlet)
                    .ifPresent(call -> acceptAndRun(inbound, reply, () -> legacy.runInitialize(call)));
        } else if (classification instanceof Classification.LegacyMessage message) {
            serveOnStream(message.message(), session, inbound, outlet, reply);
        } else if (classification instanceof Classification.Refused refused) {
            inbound.record().refused(Integer.toString(refused.code()));
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
                    .ifPresent(call -> acceptAndRun(inbound, reply, () -> {
                        legacy.run(call);
                        refused.after(inbound);
                    }));
        } else {
            reply.accepted();
            legacy.accept(message, session);
        }
    }

    /** Only calls that have begun wait for a thread, so that a client which does not read can hold no more than those. */
    private void acceptAndRun(Inbound inbound, ReplyChannel reply, Runnable call) {
        inbound.record().defer();
        reply.accepted();
        executor.execute(() -> {
            try {
                call.run();
            } finally {
                inbound.record().settle();
            }
        });
    }

    /** Calls refused so far, since too many of their session were running. */
    public long rejectedCalls() {
        return legacy.rejectedCalls();
    }

    /** Subscriptions refused so far, since no further one fitted. */
    public long refusedSubscriptions() {
        return changes.refusedSubscriptions();
    }

    /**
     * Opens no further session and ends every stream that waits for nothing, so that the server can stop. Calls go on; called
     * again, this ends the streams of 2024-11-05 whose calls have ended meanwhile.
     */
    public void drain() {
        access.close();
        changes.close();
        for (Session session : sessions.sessions()) {
            EventStream standalone = session.standaloneStreamIfOpened();
            boolean answers = session.version() == ProtocolVersion.V2024_11_05 && session.callsInFlight() > 0;
            if (standalone != null && !answers) {
                standalone.finish();
            }
        }
    }
}
