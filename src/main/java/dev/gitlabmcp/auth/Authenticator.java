package dev.gitlabmcp.auth;

import dev.gitlabmcp.auth.Authentication.Denied;
import dev.gitlabmcp.auth.Authentication.Granted;
import dev.gitlabmcp.gitlab.Credentials;
import dev.gitlabmcp.gitlab.GitLabInstance;
import dev.gitlabmcp.gitlab.Principal;
import dev.gitlabmcp.net.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the principal of a request: from the caller's own GitLab token, or the server's. */
public final class Authenticator {
    private static final String BEARER = "bearer ";
    private static final String AUTHORIZATION = "Authorization";

    private final GitLabInstance instance;
    private final @Nullable Principal server;
    private final @Nullable Secret clientBearer;

    private Authenticator(GitLabInstance instance, @Nullable Principal server, @Nullable Secret clientBearer) {
        this.instance = instance;
        this.server = server;
        this.clientBearer = clientBearer;
    }

    /** Every request brings its own GitLab token for this instance. */
    public static Authenticator remote(GitLabInstance instance) {
        return new Authenticator(instance, null, null);
    }

    /**
     * All requests use the server's token.
     *
     * @param clientBearer what clients must send as {@code Authorization: Bearer}; null when they need nothing, which is for
     *     servers that only this machine can reach
     */
    public static Authenticator serverToken(
            GitLabInstance instance, Credentials credentials, @Nullable Secret clientBearer) {
        return new Authenticator(instance, Principal.of(instance, credentials), clientBearer);
    }

    /** Looks at a request. {@code headers} gives all values of a header, in any letter case of its name. */
    public Authentication authenticate(Function<String, List<String>> headers) {
        return server == null ? authenticateCaller(headers) : authenticateClient(headers, server);
    }

    private Authentication authenticateCaller(Function<String, List<String>> headers) {
        List<Credentials> found = new ArrayList<>(1);
        try {
            headers.apply("Private-Token").forEach(t -> found.add(Credentials.privateToken(t.strip())));
            headers.apply("JOB-TOKEN").forEach(t -> found.add(Credentials.jobToken(t.strip())));
            for (String value : headers.apply(AUTHORIZATION)) {
                String token = bearer(value);
                if (token == null) {
                    return new Denied(401, "The Authorization header must be \"Bearer <GitLab token>\".");
                }
                found.add(Credentials.bearerToken(token));
            }
        } catch (IllegalArgumentException e) {
            return new Denied(401, String.valueOf(e.getMessage()));
        }
        if (found.isEmpty()) {
            return new Denied(
                    401,
                    "A GitLab token is needed: send it as Private-Token, as Authorization: Bearer, or, from a CI job, as"
                            + " JOB-TOKEN.");
        }
        if (found.size() > 1) {
            return new Denied(
                    400,
                    "Send exactly one credential: Private-Token, Authorization: Bearer or JOB-TOKEN; found "
                            + found.size() + ".");
        }
        return new Granted(Principal.of(instance, found.get(0)), true);
    }

    private Authentication authenticateClient(Function<String, List<String>> headers, Principal principal) {
        if (clientBearer == null) {
            return new Granted(principal, false);
        }
        List<String> values = headers.apply(AUTHORIZATION);
        String token = values.size() == 1 ? bearer(values.get(0)) : null;
        return token != null && clientBearer.equals(Secret.of(token))
                ? new Granted(principal, true)
                : new Denied(401, "This server wants its client token as Authorization: Bearer (MCP_AUTH_TOKEN).");
    }

    private static @Nullable String bearer(String value) {
        String text = value.strip();
        return text.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? text.substring(BEARER.length()).strip()
                : null;
    }
}
