package dev.gitlabmcp.limit;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Counts refused credentials per client address, so that nobody tries out tokens by the thousand. To be asked about unproven
 * credentials alone: one that GitLab has accepted is never blocked, whatever else its address does. Thread-safe.
 */
public final class FailedAuthentications {
    private final KeyedLimits<Bucket> addresses;
    private final LongAdder missing = new LongAdder();
    private final LongAdder unusable = new LongAdder();
    private final LongAdder refused = new LongAdder();

    /** Nobody has failed yet. */
    public FailedAuthentications(LimitConfiguration configuration) {
        this(configuration, System::nanoTime);
    }

    /** Nobody has failed yet; time is measured by this, in nanoseconds from any point. */
    public FailedAuthentications(LimitConfiguration configuration, LongSupplier nanoTime) {
        TokenBuckets buckets = new TokenBuckets(configuration.failedAuthenticationsPerMinute(), nanoTime);
        this.addresses = new KeyedLimits<>(configuration.maxTracked(), nanoTime, buckets::bucket);
    }

    /** A credential that came from this address (see {@link AddressKey}) was refused here. */
    public void record(String address) {
        unusable.increment();
        charge(address);
    }

    /** GitLab does not know a credential that came from this address (see {@link AddressKey}). */
    public void recordRefused(String address) {
        refused.increment();
        charge(address);
    }

    private void charge(String address) {
        // As much as there is: when several calls fail at once the bucket may be empty already.
        addresses.get(address).tryConsumeAsMuchAsPossible(1);
    }

    /** A request brought no credential at all: counted, but nobody is trying anything out. */
    public void recordMissing() {
        missing.increment();
    }

    /** How long unproven credentials of this address are not tried: 1 to 60 whole seconds; empty when they are. */
    public Optional<Duration> blockedFor(String address) {
        Bucket bucket = addresses.getIfKnown(address);
        if (bucket == null || bucket.getAvailableTokens() > 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofSeconds(TokenBuckets.secondsUntil(bucket, 1)));
    }

    /** Refused and missing credentials so far. */
    public long failures() {
        return missing() + unusable() + refused();
    }

    /** Requests so far that brought no credential. */
    public long missing() {
        return missing.sum();
    }

    /** Credentials refused here so far. */
    public long unusable() {
        return unusable.sum();
    }

    /** Requests so far whose credential GitLab refused. */
    public long refused() {
        return refused.sum();
    }

    /** Addresses kept at the moment. */
    long size() {
        return addresses.size();
    }
}
