package dev.gitlabmcp.session;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Sessions in this process's heap. */
public final class InMemorySessionStore implements SessionStore {
    /** 144 random bits: the specification asks for a cryptographically strong id, 128 bits are the usual measure. */
    private static final int ID_BYTES = 18;

    private final SessionConfiguration configuration;
    private final EventLog log;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> byId = new ConcurrentHashMap<>();
    private final Map<String, Session> implicitByOwner = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Duration idle;
    private final Duration maxAge;

    /** A store with these bounds that keeps events in this log. */
    public InMemorySessionStore(SessionConfiguration configuration, EventLog log, InstantSource clock) {
        this.configuration = configuration;
        this.log = log;
        this.clock = clock;
        this.idle = Duration.ofSeconds(configuration.timeoutSeconds());
        this.maxAge = configuration.maxAge().toJavaDuration();
    }

    @Override
    public Session create(NewSession spec) {
        if (count.incrementAndGet() > configuration.maxSessions()) {
            count.decrementAndGet();
            throw new SessionCapacityException(configuration.maxSessions());
        }
        Session session = new Session(newId(), spec, clock.instant(), log, configuration.maxCallsInFlight());
        byId.put(session.id(), session);
        return session;
    }

    @Override
    public Session implicit(NewSession spec) {
        Session session = implicitByOwner.compute(
                spec.owner(),
                (owner, known) -> known == null || known.isEnded() || isExpired(known) ? create(spec) : known);
        session.touch(clock.instant());
        return session;
    }

    @Override
    public Optional<Session> find(String id, String owner) {
        Session session = byId.get(id);
        if (session == null || !session.owner().equals(owner)) {
            return Optional.empty();
        }
        if (isExpired(session)) {
            end(session, "The session has expired.");
            return Optional.empty();
        }
        session.touch(clock.instant());
        return Optional.of(session);
    }

    @Override
    public void end(Session session, String reason) {
        if (byId.remove(session.id(), session)) {
            count.decrementAndGet();
            implicitByOwner.remove(session.owner(), session);
            session.end(reason);
            log.forget(session.id());
        }
    }

    @Override
    public Collection<Session> sessions() {
        return List.copyOf(byId.values());
    }

    @Override
    public void expire() {
        for (Session session : byId.values()) {
            if (isExpired(session)) {
                end(session, "The session has expired.");
            } else {
                session.dropSpentStreams();
            }
        }
        log.expire();
    }

    private boolean isExpired(Session session) {
        Instant now = clock.instant();
        return session.isExpired(now, idle, maxAge);
    }

    private String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return configuration.replica().isEmpty() ? id : id + "." + configuration.replica();
    }
}
