package dev.gitlabmcp.trace;

import org.jspecify.annotations.Nullable;

/** Makes the traces of calls. Thread-safe. */
public interface Tracing extends AutoCloseable {
    /** Hands on what callers send, and records nothing. */
    Tracing PASSING_ON = (parent, carrier) -> parent == null ? CallTrace.NONE : new PassedOn(parent);

    /**
     * The trace of a call that begins.
     *
     * @param parent what the call says where it belongs; null when it says nothing
     * @param carrier what the HTTP request says that brought it, where that is something else
     */
    CallTrace begin(@Nullable TraceContext parent, @Nullable TraceContext carrier);

    /** Sends what is left, and ends. */
    @Override
    default void close() {}
}
