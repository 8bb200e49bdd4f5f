package dev.gitlabmcp.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Limits how many GitLab instances unproven credentials of one client address make the server connect to for the first time,
 * so that it is no scanner of other people's networks. Thread-safe.
 */
public final class NewInstances {
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final KeyedLimits<Bucket> addresses;
    private final TokenBuckets buckets;
    private final Cache<String, Boolean> charged;
    private final LongAdder rejected = new LongAdder();

    /** No instance is known yet. */
    public NewInstances(LimitConfiguration configuration) {
        this(configuration, System::nanoTime);
    }

    /** No instance is known yet; time is measured by this, in nanoseconds from any point. */
    public NewInstances(LimitConfiguration configuration, LongSupplier nanoTime) {
        this.buckets = new TokenBuckets(configuration.newInstancesPerMinute(), nanoTime);
        this.addresses = new KeyedLimits<>(configuration.maxTracked(), nanoTime, buckets::bucket);
        this.charged = Caffeine.newBuilder()
                .maximumSize(configuration.maxTracked())
                .expireAfterAccess(REMEMBERED)
                .ticker(nanoTime::getAsLong)
                .build();
    }

    /**
     * An unproven credential from this address (see {@link AddressKey}) names an instance that is new to the server; not empty
     * when it is one too many. The same instance is charged once, as long as it is kept in mind.
     *
     * @param target the instance; empty for one that cannot be called, which is charged each time
     */
    public Optional<Over> admit(String address, String target) {
        String pair = address + '\n' + target;
        if (!target.isEmpty() && charged.getIfPresent(pair) != null) {
            return Optional.empty();
        }
        Bucket bucket = addresses.get(address);
        if (bucket.tryConsume(1)) {
            charged.put(pair, true);
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
