package dev.gitlabmcp.ops;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gitlabmcp.ops.DashboardHistory.Sample;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Keeps the dashboard's history, and sends those who look at it what it shows: gathered and written as JSON once for all of
 * them, every 2 seconds and when readiness changes. Ends its streams when the server stops, once whatever is added to the server's
 * life cycle before it has done its part. Thread-safe; nothing here waits for a reader.
 */
public final class DashboardFeed implements LifeCycle.Listener {
    /** How often {@link #tick} wants to be called. */
    public static final Duration TICK = Duration.ofMillis(500);

    /** Pages that can be open at once. */
    static final int MAX_VIEWERS = 50;

    private static final Duration PERIOD = Duration.ofSeconds(2);
    /** Enough for a page that has missed some events. */
    private static final int RECENT = 3;

    private static final String RETRY = "retry: 2000\n";

    private final Supplier<DashboardSnapshot> source;
    private final Supplier<String> state;
    private final LongSupplier nanoTime;
    private final ObjectMapper mapper = new ObjectMapper();
    private final DashboardHistory history = new DashboardHistory();
    private final Set<DashboardViewer> viewers = new LinkedHashSet<>();
    private long nextSample;
    private long nextEvent;
    private String shownState = "";
    private boolean ended;

    /** An event, which is the first of its stream where it holds all of the history. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Event(@JsonUnwrapped DashboardSnapshot snapshot, boolean first, List<Sample> samples) {}

    /** Shows what this source says. */
    public DashboardFeed(DashboardSource source) {
        this(source::now, source.readiness()::name, System::nanoTime);
    }

    /** Shows what this source says, with time as this clock has it; the state comes by itself as it is asked for more often. */
    DashboardFeed(Supplier<DashboardSnapshot> source, Supplier<String> state, LongSupplier nanoTime) {
        this.source = source;
        this.state = state;
        this.nanoTime = nanoTime;
        this.nextSample = nanoTime.getAsLong();
        this.nextEvent = nextSample;
    }

    /** Takes a sample and sends an event where it is time; to be called by one thread at a time. */
    public void tick() {
        long now = nanoTime.getAsLong();
        boolean sampling = now - nextSample >= 0;
        String present = state.get();
        boolean sending = isWatched() && (now - nextEvent >= 0 || !present.equals(shownState));
        if (!sampling && !sending) {
            return;
        }
        DashboardSnapshot snapshot = source.get();
        if (sampling) {
            history.add(snapshot.sample());
            nextSample = following(nextSample, DashboardHistory.INTERVAL, now);
        }
        if (sending) {
            shownState = present;
            nextEvent = following(nextEvent, PERIOD, now);
            byte[] event = frame("", new Event(snapshot, false, history.last(RECENT)));
            everyone().forEach(viewer -> viewer.offer(event));
        }
    }

    /** On the beat; where it was missed altogether, anew from now. */
    private static long following(long due, Duration period, long now) {
        long next = due + period.toNanos();
        return next - now > 0 ? next : now + period.toNanos();
    }

    /**
     * Lets this one look on, beginning with the whole history.
     *
     * @return false when there is no room, or the server stops
     */
    boolean add(DashboardViewer viewer) {
        DashboardSnapshot snapshot = source.get();
        List<Sample> past = history.last(DashboardHistory.CAPACITY);
        byte[] first = frame(RETRY, new Event(snapshot, true, past.isEmpty() ? List.of(snapshot.sample()) : past));
        synchronized (viewers) {
            if (!hasRoom()) {
                return false;
            }
            viewer.offer(first);
            return viewers.add(viewer);
        }
    }

    /** Whether another one could look on. */
    boolean hasRoom() {
        synchronized (viewers) {
            return !ended && viewers.size() < MAX_VIEWERS;
        }
    }

    /** This one looks on no more. */
    void remove(DashboardViewer viewer) {
        synchronized (viewers) {
            viewers.remove(viewer);
        }
    }

    private boolean isWatched() {
        synchronized (viewers) {
            return !viewers.isEmpty();
        }
    }

    /** A copy, since a viewer that is dropped leaves the set. */
    private List<DashboardViewer> everyone() {
        synchronized (viewers) {
            return new ArrayList<>(viewers);
        }
    }

    private byte[] frame(String before, Event event) {
        try {
            return (before + "data: " + mapper.writeValueAsString(event) + "\n\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The dashboard cannot be written as JSON", e);
        }
    }

    /** Jetty would wait for open streams. */
    @Override
    public void lifeCycleStopping(LifeCycle event) {
        synchronized (viewers) {
            ended = true;
        }
        everyone().forEach(DashboardViewer::end);
    }
}
