package dev.gitlabmcp.session;

import dev.gitlabmcp.protocol.ProtocolVersion;
import dev.gitlabmcp.session.SessionUse.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions in this process's heap. One lock guards opening and ending, never look-ups or calls, and nothing foreign but the
 * question whether a principal is proven is asked under it.
 */
public final class InMemorySessionStore implements SessionStore {
    private static final Logger LOGGER = LoggerFactory.getLogger(InMemorySessionStore.class);

    /** 144 random bits: the specification asks for a cryptographically strong id, 128 bits are the usual measure. */
    private static final int ID_BYTES = 18;

    private static final String EXPIRED = "The session has expired.";
    private static final String DISPLACED = "The session made room for another.";

    private final SessionConfiguration configuration;
    private final EventLog log;
    private final InstantSource clock;
    private final Predicate<String> proven;
    private final Executor endings;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> byId = new ConcurrentHashMap<>();
    private final Map<String, Session> implicitByOwner = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final SessionIndex index;
    private final Duration idle;
    private final Duration maxAge;
    private final LongAdder total = new LongAdder();
    private final LongAdder expired = new LongAdder();
    private final LongAdder displaced = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder endedByClient = new LongAdder();
    private final LongAdder endedByRefusal = new LongAdder();
    private long lastNumber;

    /**
     * A store with these bounds that keeps events in this log.
     *
     * @param proven whether GitLab has accepted the credential of the principal of that id; must be quick, and not come back
     *     here
     * @param endings where sessions end that expired or made room, since that writes to clients, and may wait for slow ones
     */
    public InMemorySessionStore(
            SessionConfiguration configuration,
            EventLog log,
            InstantSource clock,
            Predicate<String> proven,
            Executor endings) {
        this.configuration = configuration;
        this.log = log;
        this.clock = clock;
        this.proven = proven;
        this.endings = endings;
        this.index = new SessionIndex(proven);
        this.idle = Duration.ofSeconds(configuration.timeoutSeconds());
        this.maxAge = configuration.maxAge().toJavaDuration();
    }

    @Override
    public Session create(NewSession spec) {
        return open(spec, false);
    }

    @Override
    public Session implicit(NewSession spec) {
        Session known = implicitByOwner.get(spec.owner());
        if (known != null && endIfExpired(known)) {
            known = null;
        }
        Session session = known == null || known.isEnded() ? open(spec, true) : known;
        session.touch(clock.instant());
        notice(session);
        return session;
    }

    private Session open(NewSession spec, boolean implicit) {
        String id = newId();
        List<Session> leaving = new ArrayList<>(0);
        lock.lock();
        try {
            Session known = implicit ? implicitByOwner.get(spec.owner()) : null;
            if (known != null) {
                return known;
            }
            boolean unproven = !proven.test(spec.owner());
            makeRoom(spec, unproven, leaving);
            Session session = newSession(id, spec, unproven, implicit);
            byId.put(id, session);
            index.add(session);
            if (implicit) {
                implicitByOwner.put(spec.owner(), session);
            }
            total.increment();
            return session;
        } catch (SessionCapacityException e) {
            refused.increment();
            throw e;
        } finally {
            lock.unlock();
            leaving.forEach(session -> endings.execute(() -> finish(session, DISPLACED)));
        }
    }

    private Session newSession(String id, NewSession spec, boolean unproven, boolean implicit) {
        Instant now = clock.instant();
        return new Session(
                id,
                spec,
                now,
                log,
                new SessionUse(configuration.maxCallsInFlight(), implicit),
                new SessionPlace(++lastNumber, now, unproven),
                this::released);
    }

    private void makeRoom(NewSession spec, boolean unproven, List<Session> leaving) {
        int maxOwn = configuration.maxPerPrincipal();
        if (index.sizeOfOwner(spec.owner()) >= maxOwn) {
            displace(index.retireOfOwner(spec.owner()), leaving, SessionCapacityException.sessionsOfCredential(maxOwn));
        }
        int maxUnproven = configuration.maxUnprovenPerAddress();
        if (unproven && index.unprovenOfAddress(spec.address()) >= maxUnproven) {
            Session oldest = index.retireOfAddress(spec.address(), maxUnproven);
            // There is room without it when some were proven meanwhile.
            if (oldest != null || index.unprovenOfAddress(spec.address()) >= maxUnproven) {
                displace(oldest, leaving, SessionCapacityException.unprovenSessionsOfAddress(maxUnproven));
            }
        }
        int max = configuration.maxSessions();
        if (index.size() >= max) {
            // Whoever opens streams with invented credentials must not keep out those that GitLab knows.
            Level most = unproven ? Level.UNUSED : Level.CONNECTED;
            displace(index.retireUnproven(most), leaving, SessionCapacityException.sessions(max));
        }
    }

    private void displace(@Nullable Session session, List<Session> leaving, SessionCapacityException otherwise) {
        if (session == null) {
            throw otherwise;
        }
        remove(session);
        displaced.increment();
        leaving.add(session);
    }

    @Override
    public Optional<Session> find(String id, String owner) {
        Session session = byId.get(id);
        if (session == null || !session.owner().equals(owner)) {
            return Optional.empty();
        }
        if (endIfExpired(session)) {
            return Optional.empty();
        }
        session.touch(clock.instant());
        notice(session);
        return Optional.of(session);
    }

    @Override
    public Optional<Session> peek(String id) {
        Session session = byId.get(id);
        return session == null || session.isEnded() || isExpired(session) ? Optional.empty() : Optional.of(session);
    }

    @Override
    public void end(Session session, String reason) {
        end(session, reason, endedByClient);
    }

    private void end(Session session, String reason, LongAdder count) {
        if (removeIfAlive(session)) {
            count.increment();
            finish(session, reason);
        }
    }

    @Override
    public void endUnproven(String owner, String reason) {
        if (proven.test(owner)) {
            return;
        }
        List<Session> sessions;
        lock.lock();
        try {
            sessions = index.ofOwner(owner);
        } finally {
            lock.unlock();
        }
        for (Session session : sessions) {
            session.endAfterCalls(reason);
            endIfDue(session);
        }
    }

    /** Called by the session that somebody has stopped using. */
    private void released(Session session, boolean awaited) {
        endIfDue(session);
        notice(session);
        if (awaited) {
            lock.lock();
            try {
                if (byId.get(session.id()) == session) {
                    index.usedLess(session);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private void endIfDue(Session session) {
        String reason = session.endAfterCalls();
        if (reason == null) {
            return;
        }
        if (proven.test(session.owner())) {
            session.endAfterCalls(null);
        } else if (session.use().closeUnlessCalled()) {
            end(session, reason, endedByRefusal);
        }
    }

    /** Notices when a session's credential has been accepted. */
    private void notice(Session session) {
        if (!session.place().isUnproven() || !proven.test(session.owner())) {
            return;
        }
        lock.lock();
        try {
            if (byId.get(session.id()) == session) {
                index.proven(session);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether it had expired; not one that a call has begun in meanwhile. */
    private boolean endIfExpired(Session session) {
        if (!isExpired(session)) {
            return false;
        }
        if (!session.isTooOld(clock.instant(), maxAge) && !session.use().closeUnlessBusy()) {
            return false;
        }
        if (removeIfAlive(session)) {
            expired.increment();
            session.close();
            endings.execute(() -> finish(session, EXPIRED));
        }
        return true;
    }

    private boolean removeIfAlive(Session session) {
        lock.lock();
        try {
            return remove(session);
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. */
    private boolean remove(Session session) {
        boolean alive = byId.remove(session.id(), session);
        if (alive) {
            index.remove(session);
            implicitByOwner.remove(session.owner(), session);
        }
        return alive;
    }

    /** Not under the lock: runs what waits for cancellation, and writes to connections. */
    private void finish(Session session, String reason) {
        LOGGER.debug("Session of {} ended: {}", session.target(), reason);
        session.end(reason);
        log.forget(session.id());
    }

    @Override
    public Collection<Session> sessions() {
        return List.copyOf(byId.values());
    }

    @Override
    public SessionStatistics statistics() {
        int active;
        int unproven;
        lock.lock();
        try {
            active = index.size();
            unproven = index.unproven();
        } finally {
            lock.unlock();
        }
        return new SessionStatistics(
                active,
                total.sum(),
                expired.sum(),
                displaced.sum(),
                refused.sum(),
                active - unproven,
                byId.values().stream().mapToLong(Session::callsInFlight).sum());
    }

    @Override
    public SessionBreakdown breakdown() {
        Map<ProtocolVersion, Long> proven = new EnumMap<>(ProtocolVersion.class);
        Map<ProtocolVersion, Long> unproven = new EnumMap<>(ProtocolVersion.class);
        for (Session session : byId.values()) {
            (session.place().isUnproven() ? unproven : proven).merge(session.version(), 1L, Long::sum);
        }
        List<SessionBreakdown.Active> active = new ArrayList<>();
        proven.forEach((version, count) -> active.add(new SessionBreakdown.Active(version, true, count)));
        unproven.forEach((version, count) -> active.add(new SessionBreakdown.Active(version, false, count)));
        return new SessionBreakdown(
                active,
                Map.of(
                        "expired", expired.sum(),
                        "displaced", displaced.sum(),
                        "client", endedByClient.sum(),
                        "refused", endedByRefusal.sum()),
                log.size());
    }

    @Override
    public void expire() {
        for (Session session : byId.values()) {
            if (!endIfExpired(session)) {
                notice(session);
                session.dropSpentStreams();
            }
        }
        log.expire();
    }

    private boolean isExpired(Session session) {
        return session.isExpired(clock.instant(), idle, maxAge);
    }

    private String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return configuration.replica().isEmpty() ? id : id + "." + configuration.replica();
    }

    /** Entries of all maps kept beside the sessions themselves; 0 when there are none. */
    int indexEntries() {
        lock.lock();
        try {
            return index.keys() + index.unproven() + implicitByOwner.size();
        } finally {
            lock.unlock();
        }
    }
}
