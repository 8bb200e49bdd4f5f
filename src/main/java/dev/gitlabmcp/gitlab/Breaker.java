package dev.gitlabmcp.gitlab;

import com.github.benmanes.caffeine.cache.Ticker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses calls to an instance while it keeps failing, so that neither its callers nor this server's connections wait for
 * nothing. Each call that {@link #enter} lets through must {@link #exit}. Thread-safe.
 */
final class Breaker {
    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private final String label;
    private final Settings settings;
    private final CircuitBreaker circuit;
    private volatile long openedAt;

    /** What a call that was let through has shown of its instance. */
    enum Verdict {
        /** It answers. */
        ANSWERED,
        /** It does not. */
        FAILED,
        /** Nothing, for the call was stopped or never sent. */
        UNKNOWN
    }

    /** The same for all instances, made once. */
    record Settings(CircuitBreakerConfig circuit, Duration openFor, Ticker ticker) {

        /** These settings, with time as this ticker has it. */
        static Settings of(GitLabBreakerConfiguration configuration, Ticker ticker) {
            int seconds = (int) configuration.window().toSeconds();
            CircuitBreakerConfig circuit = CircuitBreakerConfig.custom()
                    .failureRateThreshold(configuration.failureRate())
                    .slidingWindow(
                            seconds,
                            configuration.minimumCalls(),
                            SlidingWindowType.TIME_BASED,
                            // Half the memory of the lock-free one, and quicker: it locks for some 20 ns.
                            SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
                    // Being slow is no failure here; the response time-out says when slow is too slow.
                    .slowCallDurationThreshold(Duration.ofDays(1))
                    .waitDurationInOpenState(configuration.openFor().toJavaDuration())
                    .permittedNumberOfCallsInHalfOpenState(configuration.probes())
                    .clock(new TickerClock(ticker))
                    .currentTimestampFunction(clock -> ticker.read(), TimeUnit.NANOSECONDS)
                    .writableStackTraceEnabled(false)
                    .build();
            return new Settings(circuit, configuration.openFor().toJavaDuration(), ticker);
        }
    }

    /** A closed circuit. */
    Breaker(GitLabInstance instance, Settings settings) {
        this.label = instance.label();
        this.settings = settings;
        this.circuit = CircuitBreaker.of(label, settings.circuit());
    }

    /** Whether a call that came now would be refused for certain. */
    boolean isOpen() {
        return circuit.getState() == CircuitBreaker.State.OPEN && left() > 0;
    }

    /**
     * Lets a call through.
     *
     * @throws GitLabException with {@link GitLabProblem.CircuitOpen}
     */
    void enter() {
        if (!circuit.tryAcquirePermission()) {
            throw refusal();
        }
    }

    /** The refusal of a call that comes now. */
    GitLabException refusal() {
        Duration wait = Duration.ofNanos(circuit.getState() == CircuitBreaker.State.OPEN ? left() : 0);
        return new GitLabException(
                new GitLabProblem.CircuitOpen(label, wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait));
    }

    /** Takes note of how a call ended that was let through. */
    void exit(Verdict verdict) {
        if (verdict == Verdict.UNKNOWN) {
            circuit.releasePermission();
            return;
        }
        CircuitBreaker.State before = circuit.getState();
        if (verdict == Verdict.ANSWERED) {
            circuit.onSuccess(0, TimeUnit.NANOSECONDS);
        } else {
            circuit.onError(0, TimeUnit.NANOSECONDS, new Failure());
        }
        CircuitBreaker.State after = circuit.getState();
        if (after != before) {
            changed(after);
        }
    }

    /** Whether calls go through. */
    BreakerState state() {
        return switch (circuit.getState()) {
            case OPEN, FORCED_OPEN -> BreakerState.OPEN;
            case HALF_OPEN -> BreakerState.HALF_OPEN;
            case CLOSED, DISABLED, METRICS_ONLY -> BreakerState.CLOSED;
        };
    }

    private void changed(CircuitBreaker.State now) {
        if (now == CircuitBreaker.State.OPEN) {
            openedAt = settings.ticker().read();
            LOG.warn(
                    "Calls to GitLab at {} keep failing; none is sent for {} s",
                    label,
                    settings.openFor().toSeconds());
        } else if (now == CircuitBreaker.State.CLOSED) {
            LOG.info("GitLab at {} answers again", label);
        }
    }

    /** Nanoseconds until calls are let through to probe. */
    private long left() {
        return settings.openFor().toNanos() - (settings.ticker().read() - openedAt);
    }

    /** The circuit wants an exception, but looks only at its class. */
    private static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        Failure() {
            super("GitLab did not answer", null, false, false);
        }
    }
}
