package dev.gitlabmcp.session;

import dev.gitlabmcp.session.SessionUse.Level;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Live sessions by owner, and the unproven ones by client address, to find the one that goes when there is no room: unused
 * ones first, then those that only have connections open, each least recently used first. Uses of a session do not come here: its place is put right when it comes up as the next to go, so
 * each use costs at most one move, at the logarithm of the number of sessions. Not thread-safe: the store's lock guards it.
 */
final class SessionIndex {
    private static final Comparator<Session> LEAST_RECENTLY_USED = Comparator.<Session, Level>comparing(
                    s -> s.place().level())
            .thenComparing(s -> s.place().usedAt())
            .thenComparingLong(s -> s.place().number());

    private final Predicate<String> proven;
    private final Map<String, SortedSet<Session>> byOwner = new HashMap<>();
    private final Map<String, SortedSet<Session>> unprovenByAddress = new HashMap<>();
    private final SortedSet<Session> unproven = new TreeSet<>(LEAST_RECENTLY_USED);
    private int size;

    /** Asks this, by principal id, whether GitLab has accepted its credential. */
    SessionIndex(Predicate<String> proven) {
        this.proven = proven;
    }

    void add(Session session) {
        size++;
        enter(byOwner, session.owner(), session);
        if (session.place().isUnproven()) {
            enter(unprovenByAddress, session.address(), session);
            unproven.add(session);
        }
    }

    /** The session must have been added, and not yet removed. */
    void remove(Session session) {
        size--;
        if (session.place().isUnproven()) {
            leave(unprovenByAddress, session.address(), session);
            unproven.remove(session);
        }
        leave(byOwner, session.owner(), session);
    }

    int size() {
        return size;
    }

    int unproven() {
        return unproven.size();
    }

    int sizeOfOwner(String owner) {
        return sizeOf(byOwner.get(owner));
    }

    int unprovenOfAddress(String address) {
        return sizeOf(unprovenByAddress.get(address));
    }

    List<Session> ofOwner(String owner) {
        SortedSet<Session> sessions = byOwner.get(owner);
        return sessions == null ? List.of() : List.copyOf(sessions);
    }

    /** Owners and addresses that have entries. */
    int keys() {
        return byOwner.size() + unprovenByAddress.size();
    }

    /** Closes the owner's least recently used session that is not in use; null when there is none. */
    @Nullable
    Session retireOfOwner(String owner) {
        return retire(byOwner.get(owner), 1, false, Level.UNUSED);
    }

    /**
     * Closes the address's least recently used unproven session that is not in use; null when there is none, or when so many
     * turn out to be proven that fewer than this number are left.
     */
    @Nullable
    Session retireOfAddress(String address, int atLeast) {
        return retire(unprovenByAddress.get(address), atLeast, true, Level.UNUSED);
    }

    /**
     * Closes the least recently used unproven session among the least used; null when all are used more than this.
     *
     * @param most how a session may be used and yet be closed
     */
    @Nullable
    Session retireUnproven(Level most) {
        return retire(unproven, 1, true, most);
    }

    private @Nullable Session retire(
            @Nullable SortedSet<Session> candidates, int atLeast, boolean spareProven, Level most) {
        while (candidates != null && candidates.size() >= atLeast) {
            Session next = candidates.first();
            Level level = next.place().level();
            if (level.compareTo(most) > 0) {
                return null;
            }
            if (spareProven && proven.test(next.owner())) {
                proven(next);
            } else if (next.lastUsed().isAfter(next.place().usedAt())) {
                move(next, level, next.lastUsed());
            } else {
                // Not yet what it may be: others may be used less.
                Level found = next.use().closeOrAwait(level);
                if (found.compareTo(level) <= 0) {
                    return next;
                }
                move(next, found, next.lastUsed());
            }
        }
        return null;
    }

    /** The session is used less than when it was last looked at. */
    void usedLess(Session session) {
        move(session, Level.UNUSED, session.lastUsed());
    }

    /** GitLab has accepted the credential of the session. */
    void proven(Session session) {
        if (session.place().isUnproven()) {
            leave(unprovenByAddress, session.address(), session);
            unproven.remove(session);
            session.place().proven();
        }
    }

    private void move(Session session, Level level, Instant usedAt) {
        List<SortedSet<Session>> groups = groups(session);
        // The order is by what is about to change.
        groups.forEach(group -> group.remove(session));
        session.place().move(level, usedAt);
        groups.forEach(group -> group.add(session));
    }

    private List<SortedSet<Session>> groups(Session session) {
        SortedSet<Session> ofOwner = Objects.requireNonNull(byOwner.get(session.owner()));
        return session.place().isUnproven()
                ? List.of(ofOwner, Objects.requireNonNull(unprovenByAddress.get(session.address())), unproven)
                : List.of(ofOwner);
    }

    private static void enter(Map<String, SortedSet<Session>> groups, String key, Session session) {
        groups.computeIfAbsent(key, k -> new TreeSet<>(LEAST_RECENTLY_USED)).add(session);
    }

    private static void leave(Map<String, SortedSet<Session>> groups, String key, Session session) {
        groups.computeIfPresent(key, (k, group) -> {
            group.remove(session);
            return group.isEmpty() ? null : group;
        });
    }

    private static int sizeOf(@Nullable SortedSet<Session> group) {
        return group == null ? 0 : group.size();
    }
}
