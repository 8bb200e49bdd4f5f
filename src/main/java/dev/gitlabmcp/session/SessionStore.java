package dev.gitlabmcp.session;

import java.util.Collection;
import java.util.Optional;

/** Where sessions are kept. Every successful look-up counts as use. */
public interface SessionStore {

    /**
     * Opens a session.
     *
     * @throws SessionCapacityException when no more fit
     */
    Session create(NewSession spec);

    /**
     * The principal's implicit session: for clients that send legacy requests without ever initializing. Opened on first use,
     * found again later, at most one per principal.
     *
     * @throws SessionCapacityException when no more fit
     */
    Session implicit(NewSession spec);

    /** The live session of that id, if it belongs to this principal; anybody else's looks like an unknown one. */
    Optional<Session> find(String id, String owner);

    /** Ends a session: cancels its calls, ends its streams. */
    void end(Session session, String reason);

    /** The live sessions, at about this moment. */
    Collection<Session> sessions();

    /** Ends what has expired; called now and then. */
    void expire();
}
