package dev.gitlabmcp.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gitlabmcp.gitlab.GitLabInstance;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which GitLab instance a request is for: the operator's own, or the one that the caller names. Thread-safe. */
public final class Targets {
    private static final Logger LOGGER = LoggerFactory.getLogger(Targets.class);

    /** The header in which a caller names its instance. */
    public static final String HEADER = "X-GitLab-API-URL";

    /** The spellings that were read lately; bounded, since callers choose them. */
    private static final int MAX_REMEMBERED = 1_000;

    /** As the instance's own rule, but before a key is made of it. */
    private static final int MAX_LENGTH = 2_048;

    private final GitLabInstance own;
    private final @Nullable Function<GitLabInstance, Optional<String>> refusal;
    private final Predicate<GitLabInstance> connected;
    private final Cache<String, GitLabInstance> remembered =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();

    private Targets(
            GitLabInstance own,
            @Nullable Function<GitLabInstance, Optional<String>> refusal,
            Predicate<GitLabInstance> connected) {
        this.own = own;
        this.refusal = refusal;
        this.connected = connected;
    }

    /** Every request is for this instance, whatever it says. */
    public static Targets fixed(GitLabInstance own) {
        return new Targets(own, null, instance -> true);
    }

    /**
     * Requests may name their instance; those that do not are for the operator's own.
     *
     * @param refusal says in a sentence why an instance must not be called, empty when it may be
     * @param connected whether an instance is no new one to the server
     */
    public static Targets dynamic(
            GitLabInstance own,
            Function<GitLabInstance, Optional<String>> refusal,
            Predicate<GitLabInstance> connected) {
        return new Targets(own, refusal, connected);
    }

    /** Whether a call to this instance would be nothing new. */
    boolean isConnected(GitLabInstance instance) {
        return instance.equals(own) || connected.test(instance);
    }

    /** The instance of requests that name none. */
    GitLabInstance own() {
        return own;
    }

    /**
     * The instance that a request names, or null when it names none or may not.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong and repeats no user information
     */
    @Nullable
    GitLabInstance named(List<String> values) {
        if (refusal == null || values.isEmpty()) {
            return null;
        }
        if (values.size() > 1) {
            throw new IllegalArgumentException(
                    "The header " + HEADER + " occurs " + values.size() + " times; send it once.");
        }
        String value = values.get(0).strip();
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("The URL is longer than 2,048 characters.");
        }
        GitLabInstance known = remembered.getIfPresent(value);
        if (known != null) {
            return known;
        }
        GitLabInstance instance = GitLabInstance.ofHeader(value);
        refusal.apply(instance).ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        });
        LOGGER.debug("Requests name the instance {}", instance);
        remembered.put(value, instance);
        return instance;
    }

    /** The instance of this API URL, which came from an instance before. */
    GitLabInstance ofApiUrl(String apiUrl) {
        return own.toString().equals(apiUrl) ? own : remembered.get(apiUrl, GitLabInstance::of);
    }
}
