package dev.gitlabmcp.net;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A value that must never be printed: {@link #toString()} hides it, it has no property that a serialiser could find, and
 * two of them are compared in constant time. Only {@link #reveal()} gives it away.
 */
public final class Secret {
    private static final String HIDDEN = "***";

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** Wraps a value of any length; in configuration, a plain string. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The value itself, for the one place that has to send or compare it. */
    public String reveal() {
        return value;
    }

    /** The value's length in characters. */
    public int length() {
        return value.length();
    }

    /** Whether both hide the same value; how long the answer takes does not depend on where they differ. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Always three asterisks. */
    @Override
    public String toString() {
        return HIDDEN;
    }
}
