package dev.gitlabmcp.dispatch;

/** Hears of every JSON-RPC request that was served. Called on the request's thread; must be quick and must not throw. */
@FunctionalInterface
public interface RequestObserver {
    /** Hears nothing. */
    RequestObserver NONE = request -> {};

    /** A request has been answered, or its answer is on its way. */
    void finished(FinishedRequest request);
}
