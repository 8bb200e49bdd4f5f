package dev.gitlabmcp.dispatch;

import dev.gitlabmcp.gitlab.Principal;
import dev.gitlabmcp.protocol.Classification;
import dev.gitlabmcp.protocol.Era;
import dev.gitlabmcp.protocol.ProtocolVersion;
import dev.gitlabmcp.session.Session;
import dev.gitlabmcp.trace.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * What becomes known of one HTTP request while it is served, for the access log. Written by the threads that serve it, read
 * when its answer is over.
 */
public final class RequestRecord {
    private volatile String address = "";
    private volatile @Nullable TraceContext trace;
    private volatile @Nullable String traceId;
    private volatile @Nullable Principal principal;
    private volatile @Nullable String session;
    private volatile @Nullable Era era;
    private volatile @Nullable ProtocolVersion version;
    private volatile @Nullable String method;
    private volatile @Nullable String unknownTool;
    private volatile @Nullable String refusal;
    private volatile int messages = 1;
    private volatile @Nullable FinishedRequest served;

    /** Guarded by this. */
    private boolean deferred;

    /** Guarded by this. */
    private @Nullable Runnable atEnd;

    /**
     * Where it comes from.
     *
     * @param clientAddress the client's, as far as proxies are believed
     * @param carried the trace that its headers name
     */
    public void arrived(String clientAddress, @Nullable TraceContext carried) {
        address = clientAddress;
        trace = carried;
    }

    /** Who calls. */
    public void caller(Principal caller) {
        principal = caller;
    }

    /** The id of the session that it belongs to, or opened. */
    public void session(String id) {
        session = id;
    }

    /** The session that it belongs to, or opened. */
    void session(Session own) {
        session(own.id());
        version = own.version();
        era = own.version().era();
    }

    /** What it turned out to be. */
    public void message(Classification classification) {
        era = classification.era();
        method = classification.method();
        if (classification instanceof Classification.ModernRequest modern) {
            version = modern.meta().version();
        } else if (classification instanceof Classification.LegacyInitialize initialize) {
            version = initialize.version();
        } else if (classification instanceof Classification.LegacyBatch batch) {
            messages = batch.messages().size();
        }
    }

    /** Its call belongs to this trace. */
    void traced(@Nullable String id) {
        traceId = id;
    }

    /** It calls a tool that does not exist. */
    void unknownTool(String name) {
        unknownTool = name;
    }

    /** It was refused; the first reason given counts. */
    public void refused(String kind) {
        if (refusal == null) {
            refusal = kind;
        }
    }

    /** It was served; of a batch the last one counts. */
    public void served(FinishedRequest request) {
        served = request;
    }

    /** It will be served after its HTTP answer, on another stream. */
    void defer() {
        synchronized (this) {
            deferred = true;
        }
    }

    /** What was deferred is over. */
    void settle() {
        Runnable action;
        synchronized (this) {
            deferred = false;
            action = atEnd;
            atEnd = null;
        }
        if (action != null) {
            action.run();
        }
    }

    /** Runs once nothing more will become known: at once, or when what was deferred is over. */
    public void whenSettled(Runnable action) {
        synchronized (this) {
            if (deferred) {
                atEnd = action;
                return;
            }
        }
        action.run();
    }

    /** The client's address; empty before it was looked at. */
    public String address() {
        return address;
    }

    /** The trace that its headers name. */
    @Nullable
    TraceContext trace() {
        return trace;
    }

    /** The id of the trace that it belongs to. */
    public @Nullable String traceId() {
        String own = traceId;
        TraceContext carried = trace;
        return own != null ? own : carried == null ? null : carried.traceId();
    }

    /** Who called; null for a request that was refused before that was known. */
    public @Nullable Principal principal() {
        return principal;
    }

    /** Stands for its session in logs, without being of use as its id; null where there is none. */
    public @Nullable String sessionLabel() {
        String id = session;
        return id == null ? null : SessionLabel.of(id);
    }

    /** The era of its message, where it could be told. */
    public @Nullable Era era() {
        return era;
    }

    /** The revision that it speaks, where that could be told. */
    public @Nullable ProtocolVersion version() {
        return version;
    }

    /** The method that its message names, whatever that may be. */
    public @Nullable String method() {
        return method;
    }

    /** Messages that it brought; more than one in a batch. */
    public int messages() {
        return messages;
    }

    /** The name of a tool that does not exist, whatever that may be. */
    public @Nullable String unknownTool() {
        return unknownTool;
    }

    /** Why it was refused, in snake case, where that is known closer than by the status. */
    public @Nullable String refusal() {
        return refusal;
    }

    /** What was served; null for what was refused or is no request. */
    public @Nullable FinishedRequest served() {
        return served;
    }
}
