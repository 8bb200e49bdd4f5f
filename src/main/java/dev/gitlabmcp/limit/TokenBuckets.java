package dev.gitlabmcp.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Makes the token buckets of one limit: full at first, refilled evenly over each minute. */
final class TokenBuckets {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long SECOND = 1_000_000_000L;

    private final int perMinute;
    private final Bandwidth bandwidth;
    private final TimeMeter meter;

    TokenBuckets(int perMinute, LongSupplier nanoTime) {
        this.perMinute = perMinute;
        this.bandwidth = Bandwidth.builder()
                .capacity(perMinute)
                .refillGreedy(perMinute, MINUTE)
                .build();
        this.meter = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanoTime.getAsLong();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
    }

    Bucket bucket() {
        return Bucket.builder()
                .addLimit(bandwidth)
                .withCustomTimePrecision(meter)
                .build();
    }

    /** The refusal of so many tokens by a bucket that does not hold them. */
    Over over(Limit limit, Bucket bucket, long tokens) {
        return new Over(limit, perMinute, secondsUntil(bucket, tokens));
    }

    /** Seconds until a bucket holds so many tokens, rounded up, 1 to 60. */
    static long secondsUntil(Bucket bucket, long tokens) {
        long nanos = bucket.estimateAbilityToConsume(tokens).getNanosToWaitForRefill();
        long seconds = nanos / SECOND + (nanos % SECOND == 0 ? 0 : 1);
        return Math.max(1, Math.min(seconds, MINUTE.toSeconds()));
    }
}
