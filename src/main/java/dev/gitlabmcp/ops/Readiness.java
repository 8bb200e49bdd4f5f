package dev.gitlabmcp.ops;

import com.codahale.metrics.health.HealthCheck;
import java.util.Locale;

/** Whether this server takes new requests. Off before it has started, while an operator drains it, and once it stops. */
public final class Readiness extends HealthCheck {
    private volatile State state = State.STARTING;
    private volatile long since = System.nanoTime();

    private enum State {
        STARTING,
        READY,
        DRAINING,
        STOPPING
    }

    /** Whether new requests are welcome. */
    public boolean isReady() {
        return state == State.READY;
    }

    /** Whether the server has never been ready so far. */
    boolean isStarting() {
        return state == State.STARTING;
    }

    /** Whether the server is on its way out, from which there is no return. */
    public boolean isStopping() {
        return state == State.STOPPING;
    }

    /** What it does: {@code starting}, {@code ready}, {@code draining} as an operator asked, or {@code stopping}. */
    String name() {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** How long it has been so, in nanoseconds. */
    long nanosInState() {
        return System.nanoTime() - since;
    }

    /** The server has started, or an operator wants requests again; without effect once it stops. */
    synchronized void ready() {
        become(State.READY);
    }

    /** An operator wants no more requests; without effect once the server stops. */
    synchronized void drain() {
        become(State.DRAINING);
    }

    /** The server stops. */
    synchronized void stop() {
        if (state != State.DRAINING) {
            since = System.nanoTime();
        }
        state = State.STOPPING;
    }

    private void become(State next) {
        if (state != State.STOPPING && state != next) {
            state = next;
            since = System.nanoTime();
        }
    }

    @Override
    protected Result check() {
        return switch (state) {
            case READY -> Result.healthy();
            case STARTING -> Result.unhealthy("starting");
            case DRAINING -> Result.unhealthy("draining, as an operator asked");
            case STOPPING -> Result.unhealthy("draining");
        };
    }
}
