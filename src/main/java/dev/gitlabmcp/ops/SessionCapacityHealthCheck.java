package dev.gitlabmcp.ops;

import com.codahale.metrics.health.HealthCheck;
import java.util.function.LongSupplier;

/** How full the sessions are. Always healthy, since a server that is full serves those who are there. */
public final class SessionCapacityHealthCheck extends HealthCheck {
    private static final int WARN_PERCENT = 90;

    private final LongSupplier active;
    private final long max;

    /** With so many sessions now, and so many at most. */
    public SessionCapacityHealthCheck(LongSupplier active, long max) {
        this.active = active;
        this.max = max;
    }

    @Override
    protected Result check() {
        long now = active.getAsLong();
        String numbers = now + " of " + max + " sessions.";
        return Result.healthy(
                now * 100 >= max * WARN_PERCENT
                        ? "Warning: " + numbers + " Raise MAX_SESSIONS, or lower SESSION_TIMEOUT_SECONDS."
                        : numbers);
    }
}
