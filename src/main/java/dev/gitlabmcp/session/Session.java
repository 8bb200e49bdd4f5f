package dev.gitlabmcp.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.protocol.Cancellation;
import dev.gitlabmcp.protocol.JsonRpcMessage;
import dev.gitlabmcp.protocol.LoggingLevel;
import dev.gitlabmcp.protocol.ProtocolVersion;
import dev.gitlabmcp.protocol.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One legacy session. It belongs to the principal that opened it; its id alone proves nothing.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/basic/transports">Session management</a>
 */
public final class Session {
    /** The stream that a {@code GET} opens, for messages that belong to no request. */
    public static final String STANDALONE = "0";

    private final String id;
    private final String owner;
    private final String address;
    private final String target;
    private final ProtocolVersion version;
    private final Instant createdAt;
    private final EventLog log;
    private final SessionUse use;
    private final SessionPlace place;
    private final Upkeep upkeep;

    private final AtomicInteger streamNumbers = new AtomicInteger();
    private final AtomicInteger requestNumbers = new AtomicInteger();
    private final Map<RequestId, CompletableFuture<JsonRpcMessage.Reply>> asked = new ConcurrentHashMap<>(2);
    private final Map<String, EventStream> streams = new ConcurrentHashMap<>(2);
    private final Set<String> subscriptions = ConcurrentHashMap.newKeySet(1);
    private volatile LoggingLevel logLevel = LoggingLevel.INFO;
    private volatile Instant lastUsed;
    private volatile @Nullable String endAfterCalls;
    private volatile ObjectNode clientCapabilities;

    /** What the session's store does when somebody has stopped using it. */
    interface Upkeep {

        /**
         * A call has finished or a connection was closed.
         *
         * @param awaited whether the store waits for the session to be used less, and it now is
         */
        void released(Session session, boolean awaited);
    }

    Session(
            String id,
            NewSession spec,
            Instant createdAt,
            EventLog log,
            SessionUse use,
            SessionPlace place,
            Upkeep upkeep) {
        this.id = id;
        this.owner = spec.owner();
        this.address = spec.address();
        this.target = spec.target();
        this.version = spec.version();
        this.clientCapabilities = DeclaredCapabilities.of(spec.clientCapabilities());
        this.createdAt = createdAt;
        this.lastUsed = createdAt;
        this.log = log;
        this.use = use;
        this.place = place;
        this.upkeep = upkeep;
    }

    /** The id: at least 128 random bits in visible ASCII. */
    public String id() {
        return id;
    }

    /** Id of the principal it belongs to. */
    public String owner() {
        return owner;
    }

    /** Key of the client address it was opened from. */
    public String address() {
        return address;
    }

    /** API URL of the GitLab instance it belongs to. */
    public String target() {
        return target;
    }

    /** The version that was negotiated. */
    public ProtocolVersion version() {
        return version;
    }

    /**
     * What the client declared in {@code initialize}, reduced to what this server may ask for: elicitation, sampling and roots
     * with their members, those without their content. Shared between sessions: not to be changed.
     */
    public ObjectNode clientCapabilities() {
        return clientCapabilities;
    }

    /** Sets what the client declared, where the session exists before {@code initialize} does (2024-11-05). */
    public void initialized(ObjectNode capabilities) {
        clientCapabilities = DeclaredCapabilities.of(capabilities);
    }

    /** Least severe level of log messages to send. */
    public LoggingLevel logLevel() {
        return logLevel;
    }

    /** Sets the least severe level of log messages to send. */
    public void logLevel(LoggingLevel level) {
        logLevel = level;
    }

    /** Resource URIs whose changes the client wants to hear of. */
    public Set<String> subscriptions() {
        return subscriptions;
    }

    /**
     * Whether it was opened for a request that came without a session: those who send such requests with one credential share
     * it without knowing, so that request ids need not be unique in it.
     */
    public boolean isImplicit() {
        return use.isImplicit();
    }

    /** Whether the session has ended. */
    public boolean isEnded() {
        return use.isClosed();
    }

    /** Connections attached at the moment. */
    public int openConnections() {
        return use.connections();
    }

    /** Counts a connection as use of the session until {@link #connectionClosed}. */
    public void connectionOpened() {
        use.connectionOpened();
    }

    /** The counterpart of {@link #connectionOpened}. */
    public void connectionClosed(Instant now) {
        lastUsed = now;
        upkeep.released(this, use.connectionClosed());
    }

    void touch(Instant now) {
        lastUsed = now;
    }

    /** When it was opened. */
    public Instant createdAt() {
        return createdAt;
    }

    /** Whether GitLab has accepted its credential, as far as its store has noticed, which takes some seconds. */
    public boolean isProven() {
        return !place.isUnproven();
    }

    /** When it was last used, its opening included. */
    public Instant lastUsed() {
        return lastUsed;
    }

    SessionUse use() {
        return use;
    }

    SessionPlace place() {
        return place;
    }

    /** Why the session is to end when its last call has finished; null when it is not. */
    @Nullable
    String endAfterCalls() {
        return endAfterCalls;
    }

    void endAfterCalls(@Nullable String reason) {
        endAfterCalls = reason;
    }

    boolean isExpired(Instant now, Duration idle, Duration maxAge) {
        return isTooOld(now, maxAge) || (now.isAfter(lastUsed.plus(idle)) && !use.isBusy());
    }

    boolean isTooOld(Instant now, Duration maxAge) {
        return now.isAfter(createdAt.plus(maxAge));
    }

    /** How the begin of a call went. */
    public enum Begin {
        STARTED,
        /**
         * A call of the same id is running; ids must be unique (JSON-RPC requests, "Requests"). Not in implicit sessions.
         */
        DUPLICATE_ID,
        /** As many calls are running as one session may have. */
        TOO_MANY,
        /** The session has ended since it was found. */
        ENDED
    }

    /** Enters a call as running, so that it can be cancelled; {@link #finished} must follow when it was started. */
    public Begin begin(RequestId request, Cancellation cancellation) {
        return use.begin(request, cancellation);
    }

    /**
     * The counterpart of {@link #begin}; may end the session, when GitLab has refused its credential.
     *
     * @param call what the call was begun with
     */
    public void finished(Cancellation call, Instant now) {
        lastUsed = now;
        upkeep.released(this, use.finished(call));
    }

    /** The answer of a call is about to be sent, after which its client may use the id again. */
    public void answering(Cancellation call) {
        use.answering(call);
    }

    /** Calls running at the moment. */
    public int callsInFlight() {
        return use.calls();
    }

    /**
     * Cancels a running call. Unknown ids are ignored, as the call may just have ended; so are those that several calls of an
     * implicit session have, as it may be another client's.
     */
    public void cancel(RequestId request, String reason) {
        Cancellation cancellation = use.call(request);
        if (cancellation != null) {
            cancellation.cancel(reason);
        }
    }

    /** A request of the server's own: its id, and the answer to come. */
    public record Asked(RequestId id, CompletableFuture<JsonRpcMessage.Reply> answer) {}

    /** Enters a request of the server's own; {@link #forgetAsked} must follow. */
    public Asked ask() {
        Asked question =
                new Asked(RequestId.ofText("server-" + requestNumbers.incrementAndGet()), new CompletableFuture<>());
        asked.put(question.id(), question.answer());
        if (isEnded()) {
            question.answer().cancel(false);
        }
        return question;
    }

    /** No longer waits for the answer to that request. */
    public void forgetAsked(RequestId request) {
        asked.remove(request);
    }

    /** Hands in the client's answer to a request of the server's own; false when none of that id is open. */
    public boolean answer(JsonRpcMessage.Reply reply) {
        CompletableFuture<JsonRpcMessage.Reply> waiting = asked.remove(reply.id());
        return waiting != null && waiting.complete(reply);
    }

    /** A new stream for the answer to one POST. */
    public EventStream openStream() {
        String name = Integer.toString(streamNumbers.incrementAndGet());
        return streamOf(name);
    }

    /** The stream of messages that belong to no request; made on first use. */
    public EventStream standaloneStream() {
        return streamOf(STANDALONE);
    }

    /** A stream that is made after the session's end is finished from the start, so that it leaves nothing behind. */
    private EventStream streamOf(String name) {
        EventStream stream = streams.computeIfAbsent(name, s -> new EventStream(id, s, log));
        if (isEnded()) {
            stream.finish();
        }
        return stream;
    }

    /** The stream of that name, finished or not, as long as its events may be kept. */
    public Optional<EventStream> stream(String name) {
        return Optional.ofNullable(streams.get(name));
    }

    /** The standalone stream, when a client has ever opened it. */
    public @Nullable EventStream standaloneStreamIfOpened() {
        return streams.get(STANDALONE);
    }

    /** Drops finished streams none of whose events are kept any more. */
    void dropSpentStreams() {
        List<EventStream> spent =
                streams.values().stream().filter(EventStream::isSpent).toList();
        for (EventStream stream : spent) {
            streams.remove(stream.id());
            log.forget(id, stream.id());
        }
    }

    /** Lets no further call begin; {@link #end} must follow. */
    void close() {
        use.close();
    }

    /** Ends everything that belongs to the session; may write to its connections. */
    void end(String reason) {
        use.close().forEach(c -> c.cancel(reason));
        asked.values().forEach(f -> f.cancel(false));
        streams.values().forEach(EventStream::finish);
    }
}
