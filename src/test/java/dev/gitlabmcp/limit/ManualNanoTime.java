package dev.gitlabmcp.limit;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Nanoseconds that stand still until they are moved. */
final class ManualNanoTime implements LongSupplier {
    private volatile long now = 1_000;

    @Override
    public long getAsLong() {
        return now;
    }

    void advance(Duration by) {
        now = now + by.toNanos();
    }
}
