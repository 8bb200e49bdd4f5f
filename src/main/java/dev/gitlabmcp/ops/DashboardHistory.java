package dev.gitlabmcp.ops;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The past hour in samples, for a page that is opened now. Takes the same memory however long the server runs. Thread-safe. */
public final class DashboardHistory {
    /** Time between two samples. */
    static final Duration INTERVAL = Duration.ofSeconds(10);

    /** An hour of intervals, with a sample at either end. */
    static final int CAPACITY = (int) (Duration.ofHours(1).toSeconds() / INTERVAL.toSeconds()) + 1;

    private static final int COLUMNS = 5;

    private final long[] ring = new long[CAPACITY * COLUMNS];
    private long taken;

    /**
     * The server at one moment; in JSON an array of these numbers in this order.
     *
     * @param at milliseconds since 1970
     * @param sessions alive
     * @param calls calls of tools since the start
     * @param errors those of them that failed
     * @param inFlight calls of tools running
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"at", "sessions", "calls", "errors", "inFlight"})
    public record Sample(long at, long sessions, long calls, long errors, long inFlight) {}

    /** Adds a sample, in place of the oldest where there is an hour of them. */
    synchronized void add(Sample sample) {
        int start = start(taken);
        ring[start] = sample.at();
        ring[start + 1] = sample.sessions();
        ring[start + 2] = sample.calls();
        ring[start + 3] = sample.errors();
        ring[start + 4] = sample.inFlight();
        taken++;
    }

    /** The last samples, the oldest of them first; at most so many. */
    synchronized List<Sample> last(int most) {
        long from = taken - Math.min(Math.min(most, CAPACITY), taken);
        List<Sample> samples = new ArrayList<>((int) (taken - from));
        for (long i = from; i < taken; i++) {
            int start = start(i);
            samples.add(new Sample(ring[start], ring[start + 1], ring[start + 2], ring[start + 3], ring[start + 4]));
        }
        return samples;
    }

    private static int start(long index) {
        return (int) (index % CAPACITY) * COLUMNS;
    }
}
