package dev.gitlabmcp.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is kept for each of a bounded number of keys that callers can choose. A key not seen for longer than its buckets take
 * to fill is forgotten without loss.
 */
final class KeyedLimits<V> {
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final Cache<String, V> known;
    private final Supplier<V> fresh;

    KeyedLimits(int maxKeys, LongSupplier nanoTime, Supplier<V> fresh) {
        this.fresh = fresh;
        this.known = Caffeine.newBuilder()
                .maximumSize(maxKeys)
                .expireAfterAccess(IDLE)
                .ticker(nanoTime::getAsLong)
                // The bound holds at once, and no other pool's threads work for us.
                .executor(Runnable::run)
                .build();
    }

    V get(String key) {
        V value = known.getIfPresent(key);
        return value != null ? value : known.get(key, k -> fresh.get());
    }

    @Nullable
    V getIfKnown(String key) {
        return known.getIfPresent(key);
    }

    /** What is kept for the key here, else what another keeps for it, which then loses it. */
    V getOrTake(String key, KeyedLimits<V> other) {
        V value = known.getIfPresent(key);
        if (value != null) {
            return value;
        }
        // Not inside a computation of this map: two maps that take from one another would lock crosswise.
        V taken = other.known.asMap().remove(key);
        if (taken == null) {
            return known.get(key, k -> fresh.get());
        }
        known.put(key, taken);
        return taken;
    }

    /** Keys kept at the moment. */
    long size() {
        known.cleanUp();
        return known.estimatedSize();
    }
}
