package dev.gitlabmcp.sandbox;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells the caller from the request's headers and refuses tokens that are unknown, dead or too weak for the route. */
final class Authentication {
    private final World world;

    Authentication(World world) {
        this.world = world;
    }

    Caller identify(RecordedRequest request, Route route) {
        String job = header(request, "JOB-TOKEN");
        String presented = header(request, "PRIVATE-TOKEN");
        String bearer = header(request, "Authorization");
        if (presented == null && bearer != null && bearer.regionMatches(true, 0, "Bearer ", 0, 7)) {
            presented = bearer.substring(7).strip();
        }
        if (presented == null && job == null) {
            return Caller.ANONYMOUS;
        }
        String value = presented == null ? String.valueOf(job) : presented;
        Caller.Token token = world.token(value);
        if (token == null || (presented == null && token.jobProject() == null)) {
            throw ApiError.unauthorized();
        }
        if (token.jobProject() != null) {
            boolean accepted = route.grants().contains(Route.Grant.JOB_TOKEN);
            return accepted ? new Caller(token.user(), token) : Caller.ANONYMOUS;
        }
        checkAlive(token);
        checkScope(token, request.method(), route);
        return new Caller(token.user(), token);
    }

    private void checkAlive(Caller.Token token) {
        if (token.revoked()) {
            throw ApiError.invalidToken("Token was revoked. You have to re-authorize from the user.");
        }
        if (!token.expiresAt().isAfter(LocalDate.ofInstant(world.now(), ZoneOffset.UTC))) {
            throw ApiError.invalidToken("Token is expired. You can either do re-authorization or token refresh.");
        }
    }

    private static void checkScope(Caller.Token token, String method, Route route) {
        Set<String> scopes = token.scopes();
        boolean reading = method.equals("GET") || method.equals("HEAD");
        boolean userScope = route.grants().contains(Route.Grant.READ_USER);
        if (scopes.contains("api")
                || (reading && scopes.contains("read_api"))
                || (reading && userScope && scopes.contains("read_user"))
                || route.grants().contains(Route.Grant.ANY_SCOPE)) {
            return;
        }
        throw ApiError.insufficientScope(!reading ? "api" : userScope ? "api read_api read_user" : "api read_api");
    }

    private static @Nullable String header(RecordedRequest request, String name) {
        return request.header(name)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElse(null);
    }
}
