package dev.gitlabmcp.dispatch;

import dev.gitlabmcp.gitlab.Principal;
import dev.gitlabmcp.protocol.Classification;
import dev.gitlabmcp.protocol.Era;
import org.jspecify.annotations.Nullable;

/**
 * What becomes known of one HTTP request while it is served, for the access log. Written by the threads that serve it, read
 * when its answer is over.
 */
public final class RequestRecord {
    private volatile @Nullable Principal principal;
    private volatile @Nullable String session;
    private volatile @Nullable Era era;
    private volatile @Nullable String method;
    private volatile @Nullable FinishedRequest served;

    /** Who calls. */
    public void caller(Principal caller) {
        principal = caller;
    }

    /** The id of the session that it belongs to, or opened. */
    public void session(String id) {
        session = id;
    }

    /** What it turned out to be. */
    public void message(Classification classification) {
        era = classification.era();
        method = classification.method();
    }

    /** It was served; of a batch the last one counts. */
    public void served(FinishedRequest request) {
        served = request;
    }

    /** Who called; null for a request that was refused before that was known. */
    public @Nullable Principal principal() {
        return principal;
    }

    /** The id of its session, which is a secret; null where there is none. */
    public @Nullable String session() {
        return session;
    }

    /** The era of its message, where it could be told. */
    public @Nullable Era era() {
        return era;
    }

    /** The method that its message names, whatever that may be. */
    public @Nullable String method() {
        return method;
    }

    /** What was served; null for what was refused, is no request, or is served later. */
    public @Nullable FinishedRequest served() {
        return served;
    }
}
