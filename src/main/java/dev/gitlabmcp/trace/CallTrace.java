package dev.gitlabmcp.trace;

import org.jspecify.annotations.Nullable;

/** The trace of one call; ended once. Thread-safe. */
public interface CallTrace {
    /** Of a call that belongs to no trace. */
    CallTrace NONE = new CallTrace() {
        @Override
        public @Nullable String traceId() {
            return null;
        }

        @Override
        public RequestTrace request(OutgoingRequest request) {
            return RequestTrace.NONE;
        }
    };

    /** The id of the trace; null when there is none. */
    @Nullable
    String traceId();

    /** Whether what is said of it when it ends comes to anything. */
    default boolean isRecording() {
        return false;
    }

    /** A request that is sent now for this call. */
    RequestTrace request(OutgoingRequest request);

    /** The call is over. */
    default void end(FinishedSpan span) {}
}
