package dev.gitlabmcp.gitlab;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that goes on as a ticker does, so that it never jumps when the machine's time is set. Thread-safe. */
final class TickerClock extends Clock {
    private final Ticker ticker;
    private final ZoneId zone;
    private final Instant start;
    private final long startedAt;

    /** A clock that shows the present time now. */
    TickerClock(Ticker ticker) {
        this(ticker, ZoneOffset.UTC, Instant.now(), ticker.read());
    }

    private TickerClock(Ticker ticker, ZoneId zone, Instant start, long startedAt) {
        this.ticker = ticker;
        this.zone = zone;
        this.start = start;
        this.startedAt = startedAt;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId newZone) {
        return new TickerClock(ticker, newZone, start, startedAt);
    }

    @Override
    public Instant instant() {
        return instant(ticker.read());
    }

    /** The time that the clock showed when the ticker read this. */
    Instant instant(long tick) {
        return start.plusNanos(tick - startedAt);
    }
}
