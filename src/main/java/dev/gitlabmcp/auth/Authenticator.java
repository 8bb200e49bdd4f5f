package dev.gitlabmcp.auth;

import dev.gitlabmcp.auth.Authentication.Denied;
import dev.gitlabmcp.auth.Authentication.Granted;
import dev.gitlabmcp.auth.Authentication.Reason;
import dev.gitlabmcp.auth.Authentication.Standing;
import dev.gitlabmcp.gitlab.Credentials;
import dev.gitlabmcp.gitlab.GitLabInstance;
import dev.gitlabmcp.gitlab.KnownCredentials;
import dev.gitlabmcp.gitlab.Principal;
import dev.gitlabmcp.net.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the principal of a request: its instance, and a token for it, the caller's own or the server's. Thread-safe. */
public final class Authenticator {
    private static final Logger LOGGER = LoggerFactory.getLogger(Authenticator.class);
    private static final String BEARER = "bearer ";
    private static final String AUTHORIZATION = "Authorization";

    private final Targets targets;
    private final KnownCredentials known;
    private final @Nullable Principal server;
    private final @Nullable Secret clientBearer;

    private Authenticator(
            Targets targets, KnownCredentials known, @Nullable Principal server, @Nullable Secret clientBearer) {
        this.targets = targets;
        this.known = known;
        this.server = server;
        this.clientBearer = clientBearer;
    }

    /**
     * Every request brings its own GitLab token.
     *
     * @param targets which instance it is for
     * @param known which tokens GitLab has accepted
     */
    public static Authenticator remote(Targets targets, KnownCredentials known) {
        return new Authenticator(targets, known, null, null);
    }

    /**
     * All requests use the server's token.
     *
     * @param clientBearer what clients must send as {@code Authorization: Bearer}; null when they need nothing, which is for
     *     servers that only this machine can reach
     */
    public static Authenticator serverToken(
            GitLabInstance instance, Credentials credentials, @Nullable Secret clientBearer) {
        return new Authenticator(
                Targets.fixed(instance), new KnownCredentials(), Principal.of(instance, credentials), clientBearer);
    }

    /**
     * Looks at a request.
     *
     * @param headers all values of a header, in any letter case of its name
     * @param session the session that the request names, if there is such a session: of its owner the request is for the
     *     session's instance; for anybody else the session does not exist
     */
    public Authentication authenticate(Function<String, List<String>> headers, @Nullable SessionClaim session) {
        return server == null ? authenticateCaller(headers, session) : authenticateClient(headers, server);
    }

    private Authentication authenticateCaller(Function<String, List<String>> headers, @Nullable SessionClaim session) {
        List<Credentials> found = new ArrayList<>(1);
        try {
            headers.apply("Private-Token").forEach(t -> found.add(Credentials.privateToken(t.strip())));
            headers.apply("JOB-TOKEN").forEach(t -> found.add(Credentials.jobToken(t.strip())));
            for (String value : headers.apply(AUTHORIZATION)) {
                String token = bearer(value);
                if (token == null) {
                    return new Denied(
                            401, Reason.UNUSABLE, "The Authorization header must be \"Bearer <GitLab token>\".");
                }
                found.add(Credentials.bearerToken(token));
            }
        } catch (IllegalArgumentException e) {
            return new Denied(401, Reason.UNUSABLE, String.valueOf(e.getMessage()));
        }
        if (found.isEmpty()) {
            return new Denied(
                    401,
                    Reason.MISSING,
                    "Missing Authorization or Private-Token header: send a GitLab token as Private-Token, as Authorization:"
                            + " Bearer, or, from a CI job, as JOB-TOKEN.");
        }
        if (found.size() > 1) {
            return new Denied(
                    400,
                    Reason.UNUSABLE,
                    "Send exactly one credential: Private-Token, Authorization: Bearer or JOB-TOKEN; found "
                            + found.size() + ".");
        }
        return targeted(found.get(0), headers.apply(Targets.HEADER), session);
    }

    private Authentication targeted(Credentials credentials, List<String> names, @Nullable SessionClaim session) {
        GitLabInstance named;
        try {
            named = targets.named(names);
        } catch (IllegalArgumentException e) {
            return new Denied(400, Reason.BAD_INSTANCE, "Invalid custom API URL provided: " + e.getMessage());
        }
        if (session != null) {
            Principal owner = Principal.of(targets.ofApiUrl(session.target()), credentials);
            if (owner.id().equals(session.owner())) {
                boolean elsewhere = named != null && !named.equals(owner.instance());
                return granted(owner, elsewhere, "its session");
            }
        }
        Principal principal = Principal.of(named == null ? targets.own() : named, credentials);
        return granted(principal, false, named == null ? "default" : Targets.HEADER);
    }

    private Granted granted(Principal principal, boolean elsewhere, String because) {
        Standing standing = standing(principal);
        LOGGER.debug(
                "Request for {} by {}; credential in {}, {}",
                principal.instance().label(),
                because,
                principal.credentials().headerName(),
                standing);
        return new Granted(principal, true, standing, elsewhere);
    }

    private Standing standing(Principal principal) {
        if (known.isProven(principal.id())) {
            return Standing.PROVEN;
        }
        return targets.isConnected(principal.instance()) ? Standing.UNPROVEN : Standing.NEWCOMER;
    }

    private Authentication authenticateClient(Function<String, List<String>> headers, Principal principal) {
        if (clientBearer == null) {
            return new Granted(principal, false, Standing.SHARED, false);
        }
        List<String> values = headers.apply(AUTHORIZATION);
        String token = values.size() == 1 ? bearer(values.get(0)) : null;
        return token != null && clientBearer.equals(Secret.of(token))
                ? new Granted(principal, true, Standing.SHARED, false)
                : new Denied(
                        401,
                        values.isEmpty() ? Reason.MISSING : Reason.UNUSABLE,
                        "This server wants its client token as Authorization: Bearer (MCP_AUTH_TOKEN).");
    }

    private static @Nullable String bearer(String value) {
        String text = value.strip();
        return text.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? text.substring(BEARER.length()).strip()
                : null;
    }
}
