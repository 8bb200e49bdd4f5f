package dev.gitlabmcp.session;

import org.jspecify.annotations.Nullable;

/** An open connection that events can be written to. Calls come one at a time. */
public interface EventSink {

    /**
     * Writes one event.
     *
     * @param id for {@code Last-Event-ID}, or null for none
     * @param data one JSON-RPC message in UTF-8 without line breaks; empty for an event that only carries its id
     * @return false when the connection is gone; it gets no further calls but {@link #end}
     */
    boolean event(@Nullable String id, byte[] data);

    /** Asks the client to wait this long before it reconnects. */
    void retry(long millis);

    /** Ends the connection in order; harmless when it is gone already. */
    void end();
}
