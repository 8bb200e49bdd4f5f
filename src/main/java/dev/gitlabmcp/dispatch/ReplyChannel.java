package dev.gitlabmcp.dispatch;

import dev.gitlabmcp.session.EventSink;

/**
 * Where the answer to one HTTP request goes. Exactly one of {@link #finish}, {@link #accepted} and {@link #openStream} is
 * called; a stream is then ended through its sink.
 */
public interface ReplyChannel {

    /** Whether the client accepts {@code application/json}. */
    boolean acceptsJson();

    /** Whether the client accepts {@code text/event-stream}. */
    boolean acceptsEvents();

    /** Whether the client would rather have {@code text/event-stream}, or accepts nothing else. */
    boolean prefersEvents();

    /** Adds a header to the answer; before the answer begins. */
    void header(String name, String value);

    /** Answers with one JSON document and this HTTP status. */
    void finish(int status, JsonMessage message);

    /** The same with a document that is sent once. */
    default void finish(int status, byte[] json) {
        finish(status, JsonMessage.of(json));
    }

    /** Answers 202 without a body. */
    void accepted();

    /** Answers with this HTTP status and no body. */
    void empty(int status);

    /** Begins an event stream; its headers leave at once. */
    EventSink openStream();

    /** Begins an event stream whose first event has this name. */
    EventSink openStream(String event, byte[] data);

    /**
     * Sets what happens when the client is gone before the answer is complete; at once when that is so already. The action
     * runs on a thread that serves connections, so it must not block or wait for a lock.
     */
    void onDisconnect(Runnable action);

    /** Sets what happens when the stream is over, whoever ended it; runs once. For streams that wait for nothing. */
    void onEnd(Runnable action);

    /** Sets what happens when the answer takes long and no stream is open yet; called at most once, from another thread. */
    void onDelay(Runnable action);
}
