package dev.gitlabmcp.limit;

import io.github.bucket4j.Bucket;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many messages callers send: per session, per principal, and per client address for principals that are unproven.
 * Proven and unproven callers are kept apart, so that invented ones never push out the proven; a caller takes its buckets with
 * it when it is proven, and back when it no longer is. Thread-safe.
 */
public final class RequestLimits {
    private final KeyedLimits<Allowance> provenPrincipals;
    private final KeyedLimits<Allowance> unprovenPrincipals;
    private final KeyedLimits<Bucket> provenSessions;
    private final KeyedLimits<Bucket> unprovenSessions;
    private final KeyedLimits<Bucket> addresses;
    private final TokenBuckets requests;
    private final TokenBuckets notifications;
    private final TokenBuckets messages;
    private final Map<Limit, LongAdder> rejected = new EnumMap<>(Limit.class);

    /** Nobody has sent anything yet. */
    public RequestLimits(LimitConfiguration configuration) {
        this(configuration, System::nanoTime);
    }

    /** Nobody has sent anything yet; time is measured by this, in nanoseconds from any point. */
    public RequestLimits(LimitConfiguration configuration, LongSupplier nanoTime) {
        this.requests = new TokenBuckets(configuration.requestsPerMinute(), nanoTime);
        this.notifications = new TokenBuckets(configuration.notificationsPerMinute(), nanoTime);
        this.messages = new TokenBuckets(configuration.unprovenPerAddress(), nanoTime);
        for (Limit limit : Limit.values()) {
            rejected.put(limit, new LongAdder());
        }
        int maxKeys = configuration.maxTracked();
        this.provenPrincipals = new KeyedLimits<>(maxKeys, nanoTime, this::allowance);
        this.unprovenPrincipals = new KeyedLimits<>(maxKeys, nanoTime, this::allowance);
        this.provenSessions = new KeyedLimits<>(maxKeys, nanoTime, requests::bucket);
        this.unprovenSessions = new KeyedLimits<>(maxKeys, nanoTime, requests::bucket);
        this.addresses = new KeyedLimits<>(maxKeys, nanoTime, messages::bucket);
    }

    /**
     * Takes what one message costs before it is read: a request token of the principal, one of the session, and, of an unproven
     * principal, one of its address. Where there is no room for a request there may be room for a notification: the kind of
     * message is not known yet, see {@link Admission#isNotificationOnly}.
     */
    public Decision admit(Caller caller) {
        Bucket address = caller.proven() ? null : addresses.get(caller.address());
        if (address != null && !address.tryConsume(1)) {
            // Looked at first, so that an address over its limit adds no keys.
            return rejected(messages.over(Limit.ADDRESS, address, 1));
        }
        Charge charge = new Charge(principal(caller), session(caller), address);
        Limit empty = charge.take(0, 1, 0);
        if (empty == null) {
            return new Admission(this, charge, false);
        }
        if (charge.take(0, 0, 1) == null) {
            return new Admission(this, charge, true);
        }
        if (address != null) {
            address.addTokens(1);
        }
        return over(empty, charge, Admission.Tokens.ONE_REQUEST);
    }

    /** Messages refused so far. */
    public long rejectedMessages() {
        return rejected.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Messages refused so far since they were over this limit. */
    public long rejectedMessages(Limit limit) {
        return adder(limit).sum();
    }

    private LongAdder adder(Limit limit) {
        return Objects.requireNonNull(rejected.get(limit));
    }

    Over over(Limit empty, Charge charge, Admission.Tokens wanted) {
        Over over = switch (empty) {
            case ADDRESS -> over(messages, empty, charge.address(), wanted.messages());
            case SESSION -> over(requests, empty, charge.session(), wanted.requests());
            case CREDENTIAL -> over(requests, empty, charge.principal().requests(), wanted.requests());
            case NOTIFICATIONS ->
                over(notifications, empty, charge.principal().notifications(), wanted.notifications());
            case NEW_INSTANCES -> throw new IllegalArgumentException("No message is charged to " + empty);
        };
        return rejected(over);
    }

    private static Over over(TokenBuckets buckets, Limit limit, @Nullable Bucket bucket, long tokens) {
        if (bucket == null) {
            throw new IllegalStateException("A bucket that does not exist cannot be empty.");
        }
        return buckets.over(limit, bucket, tokens);
    }

    private Over rejected(Over over) {
        adder(over.limit()).increment();
        return over;
    }

    private Allowance allowance() {
        return new Allowance(requests.bucket(), notifications.bucket());
    }

    private Allowance principal(Caller caller) {
        return caller.proven()
                ? provenPrincipals.getOrTake(caller.principal(), unprovenPrincipals)
                : unprovenPrincipals.getOrTake(caller.principal(), provenPrincipals);
    }

    private @Nullable Bucket session(Caller caller) {
        String session = caller.session();
        if (session == null) {
            return null;
        }
        return caller.proven()
                ? provenSessions.getOrTake(session, unprovenSessions)
                : unprovenSessions.getOrTake(session, provenSessions);
    }

    /** The largest number of keys that any of the maps holds. */
    long largestMap() {
        long principals = Math.max(provenPrincipals.size(), unprovenPrincipals.size());
        long sessions = Math.max(provenSessions.size(), unprovenSessions.size());
        return Math.max(addresses.size(), Math.max(principals, sessions));
    }

    /** Unproven principals kept at the moment. */
    long unprovenPrincipals() {
        return unprovenPrincipals.size();
    }
}
