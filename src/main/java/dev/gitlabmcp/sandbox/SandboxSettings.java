package dev.gitlabmcp.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/**
 * What a {@link Sandbox} is started with.
 *
 * @param port the port on 127.0.0.1, 0 to 65535; 0 takes any free one
 * @param clock tells the time of the world: the age of everything in it and the progress of its pipelines
 * @param queueTime how long a job of a new pipeline is pending; not negative
 * @param jobTime how long a job of a new pipeline runs; not negative
 */
public record SandboxSettings(int port, Clock clock, Duration queueTime, Duration jobTime) {
    /** Checks the ranges. */
    public SandboxSettings {
        Objects.requireNonNull(clock, "clock");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be between 0 and 65535, not " + port);
        }
        if (queueTime.isNegative() || jobTime.isNegative()) {
            throw new IllegalArgumentException("queueTime and jobTime must not be negative");
        }
    }

    /** Settings with the system clock, one second in the queue and four seconds a job. */
    public static SandboxSettings onPort(int port) {
        return new SandboxSettings(port, Clock.systemUTC(), Duration.ofSeconds(1), Duration.ofSeconds(4));
    }

    /** The same settings with another clock. */
    public SandboxSettings withClock(Clock other) {
        return new SandboxSettings(port, other, queueTime, jobTime);
    }
}
