package dev.gitlabmcp.trace;

import org.jspecify.annotations.Nullable;

/** The trace of one request to somebody else. For one thread. */
public interface RequestTrace {
    /** Of a request that belongs to no trace. */
    RequestTrace NONE = () -> null;

    /** What is sent along; null for nothing. */
    @Nullable
    TraceContext context();

    /** An answer has come. */
    default void answered(int status) {}

    /** No answer has come, or it broke off. */
    default void failed(String kind) {}

    /** The request is over; harmless a second time. */
    default void end() {}
}
