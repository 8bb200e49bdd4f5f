package dev.gitlabmcp.session;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One stream of events from server to client that outlives the connection it is written to: every event is logged, and goes
 * to the connection attached at the moment, if there is one. Thread-safe; one thread writes at a time, and where its client
 * is slow the others that write wait for it. {@link #finish}, {@link #canResume} and {@link #isSpent} never wait.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/basic/transports">Resumability and redelivery</a>
 */
public final class EventStream {
    private final String session;
    private final String id;
    private final EventLog log;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable EventSink sink;
    private volatile boolean finished;
    private volatile boolean used;

    EventStream(String session, String id, EventLog log) {
        this.session = session;
        this.id = id;
        this.log = log;
    }

    /** The stream's name within its session. */
    public String id() {
        return id;
    }

    /** Logs one message and writes it to the connection, if one is attached; a finished stream takes no more. */
    public void send(byte[] message) {
        lock.lock();
        try {
            if (!finished) {
                used = true;
                write(log.append(session, id, message), message);
            }
        } finally {
            unlock();
        }
    }

    /**
     * Makes this the stream's connection, in place of an earlier one, from the stream's start or its present. A finished
     * stream ends it again.
     *
     * @param prime whether the first event is one that only carries an id, so that the client can resume before any other
     */
    public void attach(EventSink connection, boolean prime) {
        open(() -> connection, prime);
    }

    /**
     * As {@link #attach}, with a connection that is opened now: what is sent meanwhile waits for it.
     *
     * @return the connection
     */
    public EventSink open(Supplier<EventSink> connection, boolean prime) {
        lock.lock();
        try {
            EventSink opened = connection.get();
            replaceSink(opened);
            if (prime) {
                write(0, new byte[0]);
            }
            return opened;
        } finally {
            unlock();
        }
    }

    /**
     * Makes this the stream's connection and writes again what came after an event.
     *
     * @return false when some of it is no longer kept; the connection is then not attached
     */
    public boolean resume(EventSink connection, long after) {
        lock.lock();
        try {
            Optional<List<EventLog.Event>> missed = log.after(session, id, after);
            if (missed.isEmpty()) {
                return false;
            }
            replaceSink(connection);
            for (EventLog.Event event : missed.get()) {
                write(event.sequence(), event.data());
            }
            return true;
        } finally {
            unlock();
        }
    }

    /** Whether a resume after this event can still be served whole. */
    public boolean canResume(long after) {
        return log.after(session, id, after).isPresent();
    }

    /** Ends the connection but not the stream: the client is asked to come back for the rest. */
    public void release(long retryMillis) {
        lock.lock();
        try {
            EventSink present = sink;
            if (present != null) {
                present.retry(retryMillis);
                endSink();
            }
        } finally {
            unlock();
        }
    }

    /** Forgets this connection when it is the stream's present one, because it is gone. */
    public void detach(EventSink connection) {
        lock.lock();
        try {
            if (sink == connection) {
                sink = null;
            }
        } finally {
            unlock();
        }
    }

    /**
     * Ends the stream after its last event; what was logged can still be asked for. While another thread writes, the
     * connection ends when that has done so.
     */
    public void finish() {
        finished = true;
        endIfFinished();
    }

    /** Whether nothing will ever be read from this stream again: it is finished and its events are no longer kept. */
    boolean isSpent() {
        return finished && sink == null && !(used && canResume(0));
    }

    /** Every holder of the lock leaves through here, so that it does what was put off because of it. */
    private void unlock() {
        lock.unlock();
        endIfFinished();
    }

    private void endIfFinished() {
        while (finished && sink != null && lock.tryLock()) {
            try {
                endSink();
            } finally {
                lock.unlock();
            }
        }
    }

    private void replaceSink(EventSink connection) {
        endSink();
        sink = connection;
    }

    private void write(long sequence, byte[] data) {
        EventSink present = sink;
        if (present != null && !present.event(new EventId(id, sequence).text(), data)) {
            sink = null;
        }
    }

    private void endSink() {
        EventSink present = sink;
        if (present != null) {
            sink = null;
            present.end();
        }
    }
}
