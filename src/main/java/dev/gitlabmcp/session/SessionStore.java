package dev.gitlabmcp.session;

import java.util.Collection;
import java.util.Optional;

/** Where sessions are kept. Every successful look-up counts as use. */
public interface SessionStore {

    /**
     * Opens a session. Where there is no room an unused one may be ended for it: the principal's own least recently used when
     * it has too many; when the principal is unproven and its client address has too many unproven ones, the least recently
     * used of those; when the store is full, the least recently used of all unproven ones. For a proven principal an unproven
     * session goes even while its connections are open, if no unused one is left, but not under a call. Sessions of proven
     * principals only ever go for another of the same principal.
     *
     * @throws SessionCapacityException when no more fit, and none could be ended
     */
    Session create(NewSession spec);

    /**
     * The principal's implicit session: for clients that send legacy requests without ever initializing. Opened on first use,
     * found again later, at most one per principal.
     *
     * @throws SessionCapacityException when no more fit, and none could be ended
     */
    Session implicit(NewSession spec);

    /** The live session of that id, if it belongs to this principal; anybody else's looks like an unknown one. */
    Optional<Session> find(String id, String owner);

    /**
     * The live session of that id, whoever it belongs to; does not count as use. For what must be known of a session before its
     * owner can be: a caller must learn nothing from this without {@link #find}.
     */
    Optional<Session> peek(String id);

    /** Ends a session: cancels its calls, ends its streams. */
    void end(Session session, String reason);

    /**
     * Ends all sessions of a principal, because GitLab has refused its credential; none while the principal is proven. Calls in
     * flight are not harmed: their session ends when the last of them has finished, unless the principal is proven by then.
     */
    void endUnproven(String owner, String reason);

    /** The live sessions, at about this moment. */
    Collection<Session> sessions();

    /** Ends what has expired; called now and then. */
    void expire();

    /** The sessions in numbers. */
    SessionStatistics statistics();

    /** The sessions by kind. */
    SessionBreakdown breakdown();
}
