package dev.gitlabmcp.sandbox;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request.
 *
 * @param user null for an anonymous caller
 * @param token the token in use; null for an anonymous caller
 */
record Caller(@Nullable User user, @Nullable Token token) {
    static final Caller ANONYMOUS = new Caller(null, null);

    /** A token of the world; {@code jobProject} is set on CI job tokens only. */
    record Token(
            int id,
            String value,
            String name,
            User user,
            Set<String> scopes,
            Instant createdAt,
            LocalDate expiresAt,
            boolean revoked,
            @Nullable Project jobProject) {}
}
