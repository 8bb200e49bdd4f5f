package dev.gitlabmcp.tool;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gitlabmcp.gitlab.Principal;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Small facts of GitLab that calls found out and others may use, each for the caller who found it at its instance: another
 * one may not be allowed to see it. Thread-safe.
 */
final class CallMemory {
    private static final Duration MEMORY = Duration.ofMinutes(5);
    private static final int MAX_FACTS = 10_000;

    private final Cache<Key, Object> facts = Caffeine.newBuilder()
            .maximumSize(MAX_FACTS)
            .expireAfterWrite(MEMORY)
            .build();

    private record Key(String principal, Class<?> kind, String name) {}

    /** What is known, or is found out now: by several callers at once if they ask at once, as each may be cancelled. */
    <T> T get(Principal principal, Class<T> kind, String name, Supplier<T> look) {
        Key key = new Key(principal.id(), kind, name);
        T known = kind.cast(facts.getIfPresent(key));
        if (known == null) {
            known = look.get();
            facts.put(key, known);
        }
        return known;
    }
}
