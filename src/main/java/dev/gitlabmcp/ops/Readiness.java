package dev.gitlabmcp.ops;

import com.codahale.metrics.health.HealthCheck;

/** Whether this server takes new requests. Off before it has started and once it drains. */
public final class Readiness extends HealthCheck {
    private volatile boolean ready;

    /** Whether new requests are welcome. */
    public boolean isReady() {
        return ready;
    }

    /** Turns readiness on or off. */
    public void set(boolean value) {
        ready = value;
    }

    @Override
    protected Result check() {
        return ready ? Result.healthy() : Result.unhealthy("draining");
    }
}
