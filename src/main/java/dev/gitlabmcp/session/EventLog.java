package dev.gitlabmcp.session;

import java.util.List;
import java.util.Optional;

/** Keeps sent events for clients that lost their connection. Addressed by session and stream, so that it can be shared. */
public interface EventLog {

    /** One kept event; {@code data} is shared, so it must not be changed. */
    @SuppressWarnings("ArrayRecordComponent")
    record Event(long sequence, byte[] data) {}

    /**
     * Keeps an event as the next of its stream; older events of the session, and of all sessions, may go to make room.
     *
     * @return its place in the stream, counted from 1
     */
    long append(String session, String stream, byte[] data);

    /**
     * The events of a stream after a place, oldest first; empty when one of them is no longer kept, or when the stream is
     * unknown and {@code after} is not 0.
     */
    Optional<List<Event>> after(String session, String stream, long after);

    /** Forgets everything of a session. */
    void forget(String session);

    /** Forgets one stream of a session. */
    void forget(String session, String stream);

    /** Forgets what is older than its time; called now and then. */
    void expire();

    /** Bytes kept at the moment, all sessions together. */
    long size();
}
