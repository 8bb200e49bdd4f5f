package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The instance, its users and the caller's own token. */
final class MetaEndpoints {
    private static final String VERSION = "19.3.0-ee";
    private static final String REVISION = "c3a1f0d92be";

    private final Views views;

    MetaEndpoints(Views views) {
        this.views = views;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/version", this::metadata, Route.Grant.READ_USER),
                Route.of("GET", "/metadata", this::metadata, Route.Grant.READ_USER),
                Route.of("GET", "/user", this::self, Route.Grant.READ_USER),
                Route.of("GET", "/users", this::users, Route.Grant.READ_USER),
                Route.of("GET", "/users/:id", this::user, Route.Grant.READ_USER),
                Route.of("GET", "/personal_access_tokens/self", this::token, Route.Grant.ANY_SCOPE));
    }

    private SandboxResponse metadata(SandboxRequest request) {
        request.user();
        ObjectNode json = Json.object().put("version", VERSION).put("revision", REVISION);
        json.putObject("kas")
                .put("enabled", true)
                .put("externalUrl", "grpc://127.0.0.1:8150")
                .put("externalK8sProxyUrl", "https://127.0.0.1:8154")
                .put("version", "19.3.0");
        return SandboxResponse.ok(json.put("enterprise", true));
    }

    private SandboxResponse self(SandboxRequest request) {
        return SandboxResponse.ok(views.people.self(request.user()));
    }

    private SandboxResponse user(SandboxRequest request) {
        request.user();
        User user = request.world().findUser(request.number("id"));
        if (user == null) {
            throw ApiError.notFound("User");
        }
        return SandboxResponse.ok(views.people.detailed(user));
    }

    private SandboxResponse users(SandboxRequest request) {
        request.user();
        Params params = request.params();
        String username = params.filled("username");
        String search = params.filled("search");
        boolean blocked = params.flag("blocked");
        boolean active = params.flag("active");
        String orderBy = params.choiceOr("id", "order_by", "id", "name", "username", "created_at", "updated_at");
        boolean ascending = params.choiceOr("desc", "sort", "asc", "desc").equals("asc");
        Comparator<User> order = order(orderBy);
        List<User> found = request.world().users.stream()
                .filter(user -> username == null || user.username().equalsIgnoreCase(username))
                .filter(user -> search == null || matches(user, search))
                .filter(user -> !blocked || user.state().equals("blocked"))
                .filter(user -> !active || user.state().equals("active"))
                .sorted(ascending ? order : order.reversed())
                .toList();
        return Pages.either(request, found, views.people::basic, user -> Integer.toString(user.id()));
    }

    private static Comparator<User> order(@Nullable String orderBy) {
        return switch (orderBy == null ? "id" : orderBy) {
            case "name" -> Comparator.comparing(User::name);
            case "username" -> Comparator.comparing(User::username);
            case "created_at", "updated_at" -> Comparator.comparing(User::createdAt);
            default -> Comparator.comparing(User::id);
        };
    }

    /** By part of name or user name, or by the whole of a public address. */
    static boolean matches(User user, String search) {
        String wanted = search.toLowerCase(Locale.ROOT);
        return user.name().toLowerCase(Locale.ROOT).contains(wanted)
                || user.username().toLowerCase(Locale.ROOT).contains(wanted)
                || (user.publicEmail() && user.email().equalsIgnoreCase(search));
    }

    private SandboxResponse token(SandboxRequest request) {
        request.user();
        Caller.Token token = request.caller().token();
        if (token == null) {
            throw ApiError.unauthorized();
        }
        return SandboxResponse.ok(views.people.token(token));
    }
}
