package dev.gitlabmcp.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An event log in this process's heap, bounded per session, in total and in time. Oldest events go first. */
public final class InMemoryEventLog implements EventLog {
    /** What an event costs beside its data, about. */
    private static final int OVERHEAD = 120;

    private final long maxPerSession;
    private final long maxTotal;
    private final Duration maxAge;
    private final InstantSource clock;

    private final Map<String, SessionLog> sessions = new HashMap<>();
    private final Deque<Entry> byAge = new ArrayDeque<>();
    private long total;

    private static final class SessionLog {
        final Map<String, StreamLog> streams = new HashMap<>();
        final Deque<Entry> byAge = new ArrayDeque<>();
        long size;
    }

    private static final class StreamLog {
        final Deque<Event> events = new ArrayDeque<>();
        long last;
    }

    private static final class Entry {
        final SessionLog session;
        final StreamLog stream;
        final int size;
        final Instant at;
        boolean gone;

        Entry(SessionLog session, StreamLog stream, int size, Instant at) {
            this.session = session;
            this.stream = stream;
            this.size = size;
            this.at = at;
        }
    }

    /** A log with these bounds; {@code maxAge} is how long an event is kept. */
    public InMemoryEventLog(long maxPerSession, long maxTotal, Duration maxAge, InstantSource clock) {
        this.maxPerSession = maxPerSession;
        this.maxTotal = maxTotal;
        this.maxAge = maxAge;
        this.clock = clock;
    }

    @Override
    public synchronized long append(String session, String stream, byte[] data) {
        SessionLog log = sessions.computeIfAbsent(session, s -> new SessionLog());
        StreamLog events = log.streams.computeIfAbsent(stream, s -> new StreamLog());
        Entry entry = new Entry(log, events, data.length + OVERHEAD, clock.instant());
        events.events.add(new Event(++events.last, data));
        log.byAge.add(entry);
        byAge.add(entry);
        log.size += entry.size;
        total += entry.size;
        while (log.size > maxPerSession) {
            drop(log.byAge.element());
        }
        trimTotal();
        return events.last;
    }

    @Override
    public synchronized Optional<List<Event>> after(String session, String stream, long after) {
        SessionLog log = sessions.get(session);
        StreamLog events = log == null ? null : log.streams.get(stream);
        if (events == null) {
            return after == 0 ? Optional.of(List.of()) : Optional.empty();
        }
        List<Event> wanted = new ArrayList<>();
        for (Event event : events.events) {
            if (event.sequence() > after) {
                wanted.add(event);
            }
        }
        return after <= events.last && wanted.size() == events.last - after ? Optional.of(wanted) : Optional.empty();
    }

    @Override
    public synchronized void forget(String session) {
        SessionLog log = sessions.remove(session);
        if (log != null) {
            log.byAge.forEach(entry -> entry.gone = true);
            total -= log.size;
            trimTotal();
        }
    }

    @Override
    public synchronized void forget(String session, String stream) {
        SessionLog log = sessions.get(session);
        if (log != null && log.streams.remove(stream) != null && log.streams.isEmpty()) {
            forget(session);
        }
    }

    @Override
    public synchronized void expire() {
        Instant limit = clock.instant().minus(maxAge);
        for (Entry oldest = byAge.peek(); oldest != null; oldest = byAge.peek()) {
            if (!oldest.gone && oldest.at.isAfter(limit)) {
                return;
            }
            byAge.remove();
            drop(oldest);
        }
    }

    @Override
    public synchronized long size() {
        return total;
    }

    private void trimTotal() {
        for (Entry oldest = byAge.peek(); oldest != null && (oldest.gone || total > maxTotal); oldest = byAge.peek()) {
            byAge.remove();
            drop(oldest);
        }
    }

    /** An entry is always the oldest of its session, and its event the oldest of its stream. */
    private void drop(Entry entry) {
        if (entry.gone) {
            return;
        }
        entry.gone = true;
        entry.session.byAge.remove();
        entry.stream.events.remove();
        entry.session.size -= entry.size;
        total -= entry.size;
    }
}
