package dev.gitlabmcp.dispatch;

/** Where the messages of one legacy call go. Thread-safe: keep-alives open streams from other threads. */
interface Outlet {

    /** Sends a message ahead of the answer; false when this client cannot be sent one. */
    boolean emit(byte[] message);

    /** Whether {@link #emit} can reach the client at all. */
    boolean canEmit();

    /** Sends the answer and ends. */
    void finish(JsonMessage message);

    /** Refuses a call that has not begun; comes first if at all. */
    void refuse(Refusal refusal);

    /** Ends without an answer, because the call was cancelled. */
    void finishWithoutAnswer();

    /** Turns a slow reply into a stream, so that keep-alive comments can flow. */
    default void keepOpen() {}

    /** Ends the connection early, so that the client polls for the rest. */
    default void release() {}
}
