package dev.gitlabmcp.limit;

import io.github.bucket4j.Bucket;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Limits how many GitLab instances unproven credentials of one client address make the server connect to for the first time,
 * so that it is no scanner of other people's networks. Thread-safe.
 */
public final class NewInstances {
    private final KeyedLimits<Bucket> addresses;
    private final TokenBuckets buckets;
    private final LongAdder rejected = new LongAdder();

    /** No instance is known yet. */
    public NewInstances(LimitConfiguration configuration) {
        this(configuration, System::nanoTime);
    }

    /** No instance is known yet; time is measured by this, in nanoseconds from any point. */
    public NewInstances(LimitConfiguration configuration, LongSupplier nanoTime) {
        this.buckets = new TokenBuckets(configuration.newInstancesPerMinute(), nanoTime);
        this.addresses = new KeyedLimits<>(configuration.maxTracked(), nanoTime, buckets::bucket);
    }

    /**
     * An unproven credential from this address (see {@link AddressKey}) names an instance that the server has no connection
     * pool for; not empty when it is one too many.
     */
    public Optional<Over> admit(String address) {
        Bucket bucket = addresses.get(address);
        if (bucket.tryConsume(1)) {
            return Optional.empty();
        }
        rejected.increment();
        return Optional.of(buckets.over(Limit.NEW_INSTANCES, bucket, 1));
    }

    /** Instances refused so far. */
    public long rejectedInstances() {
        return rejected.sum();
    }
}
