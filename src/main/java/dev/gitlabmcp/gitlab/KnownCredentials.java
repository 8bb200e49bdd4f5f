package dev.gitlabmcp.gitlab;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.gitlabmcp.gitlab.GitLabProblem.Refused;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What GitLab has said of credentials lately: which it accepted, and which it does not know. Holds ids of principals, never
 * tokens, and is bounded, since callers can invent as many as they like. Thread-safe.
 */
public final class KnownCredentials {
    /** How long a refusal answers for GitLab; short, as a new token may only just be known to all of its replicas. */
    public static final Duration REFUSAL_TIME = Duration.ofSeconds(30);

    private static final Duration PROOF_TIME = Duration.ofHours(24);
    private static final int MAX_PROVEN = 100_000;
    private static final int MAX_REFUSED = 10_000;

    private final Cache<String, Boolean> proven;
    private final Cache<String, Refused> refused;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final LongAdder acceptances = new LongAdder();
    private final LongAdder refusals = new LongAdder();

    /** Knows nothing yet. */
    public KnownCredentials() {
        this(Ticker.systemTicker());
    }

    /** Knows nothing yet, and measures time with this. */
    KnownCredentials(Ticker ticker) {
        this.proven = Caffeine.newBuilder()
                .ticker(ticker)
                .maximumSize(MAX_PROVEN)
                .expireAfterAccess(PROOF_TIME)
                .build();
        this.refused = Caffeine.newBuilder()
                .ticker(ticker)
                .maximumSize(MAX_REFUSED)
                .expireAfterWrite(REFUSAL_TIME)
                .build();
    }

    /** Whether GitLab has accepted the credential of this principal, and has not refused it since. */
    public boolean isProven(String principal) {
        return proven.getIfPresent(principal) != null;
    }

    /** GitLab's refusal of this principal's credential, when it is not older than {@link #REFUSAL_TIME}. */
    public @Nullable Refused recentRefusal(String principal) {
        return refused.getIfPresent(principal);
    }

    /**
     * Has this told the principal's id each time a call is answered with a refusal of its credential, be it GitLab's own or
     * a recent one; on the call's thread, so it must be quick.
     */
    public void onRefused(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** How often a credential became proven since the start. */
    public long acceptances() {
        return acceptances.sum();
    }

    /** How many calls were answered with a refusal of their credential since the start. */
    public long refusals() {
        return refusals.sum();
    }

    /**
     * Spares GitLab a call that it would refuse again.
     *
     * @throws GitLabException with GitLab's recent refusal of this principal's credential
     */
    void checkRefusal(Principal principal) {
        Refused recent = recentRefusal(principal.id());
        if (recent != null) {
            tellRefused(principal);
            throw new GitLabException(recent);
        }
    }

    /** GitLab has carried out a call of this principal. */
    void accepted(Principal principal) {
        if (proven.getIfPresent(principal.id()) == null) {
            proven.put(principal.id(), true);
            refused.invalidate(principal.id());
            acceptances.increment();
        }
    }

    /** GitLab does not know the credential, or no longer. */
    void refused(Principal principal, Refused refusal) {
        proven.invalidate(principal.id());
        refused.put(principal.id(), refusal);
        tellRefused(principal);
    }

    private void tellRefused(Principal principal) {
        refusals.increment();
        for (Consumer<String> listener : listeners) {
            listener.accept(principal.id());
        }
    }
}
