package dev.gitlabmcp.tool;

import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.gitlab.GitLabRequest.Method;
import dev.gitlabmcp.shaping.JsonText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How arguments become a request: method, paths, and where each parameter goes. Immutable. */
final class RequestPlan {
    /** The query parameters that a cursor may set; any other would let a caller change what is asked for. */
    private static final Set<String> CURSOR_PARAMETERS = Set.of(
            "page", "per_page", "cursor", "page_token", "id_after", "id_before", "order_by", "sort", "pagination");

    /** Where a parameter goes. */
    enum Place {
        PATH,
        QUERY,
        BODY,
        /** Nowhere: the kernel or a handler uses it. */
        LOCAL
    }

    private final Method method;
    private final List<PathTemplate> paths;
    private final List<Param<?>> params;
    private final List<Place> places;
    private final boolean keyset;

    /** A path below the API URL, and the parameters it is made with. */
    record PathTemplate(String template, List<String> placeholders) {
        static PathTemplate of(String template) {
            List<String> names = new ArrayList<>();
            for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', open + 1)) {
                names.add(template.substring(open + 1, template.indexOf('}', open)));
            }
            return new PathTemplate(template, List.copyOf(names));
        }
    }

    RequestPlan(Method method, List<PathTemplate> paths, List<Param<?>> params, List<Place> places, boolean keyset) {
        this.method = method;
        this.paths = List.copyOf(paths);
        this.params = List.copyOf(params);
        this.places = List.copyOf(places);
        this.keyset = keyset;
    }

    Method method() {
        return method;
    }

    List<PathTemplate> paths() {
        return paths;
    }

    Place place(int index) {
        return places.get(index);
    }

    /** The request for these arguments, at the first path whose placeholders all have values. */
    GitLabRequest request(Arguments arguments) {
        PathTemplate path = choose(arguments);
        GitLabRequest.Builder request = start(path.template());
        JsonText body = null;
        for (int i = 0; i < params.size(); i++) {
            Param<?> param = params.get(i);
            Object value = arguments.raw(param);
            if (value == null) {
                continue;
            }
            switch (places.get(i)) {
                case PATH -> fill(path, param, value, request);
                case QUERY -> param.addTo(request, value);
                case BODY -> {
                    body = body == null ? new JsonText().beginObject() : body;
                    param.writeTo(body, value);
                }
                case LOCAL -> {}
            }
        }
        if (keyset) {
            addCursor(arguments.find(CommonParams.CURSOR).orElse(""), request);
        }
        if (body != null) {
            request.json(body.endObject().toString().getBytes(StandardCharsets.UTF_8));
        }
        return request.build();
    }

    private static void fill(PathTemplate path, Param<?> param, Object value, GitLabRequest.Builder request) {
        if (!path.placeholders().contains(param.name())) {
            return;
        }
        try {
            request.path(param.name(), param.text(value));
        } catch (IllegalArgumentException e) {
            throw ToolException.invalid(
                    param.name(), "must not be empty, and no part of it between slashes may be '.' or '..'");
        }
    }

    /** The first path whose placeholders all have values. */
    Optional<String> path(Arguments arguments) {
        return paths.stream()
                .filter(path -> hasAll(path, arguments))
                .map(PathTemplate::template)
                .findFirst();
    }

    private PathTemplate choose(Arguments arguments) {
        for (PathTemplate path : paths) {
            if (hasAll(path, arguments)) {
                return path;
            }
        }
        StringBuilder choices = new StringBuilder();
        for (PathTemplate path : paths) {
            choices.append(choices.isEmpty() ? "" : ", or ").append(String.join(" and ", path.placeholders()));
        }
        String missing = paths.get(0).placeholders().stream()
                .filter(name ->
                        params.stream().anyMatch(param -> param.name().equals(name) && arguments.raw(param) == null))
                .findFirst()
                .orElse(paths.get(0).placeholders().get(0));
        throw ToolException.invalid(missing, "is missing: give " + choices);
    }

    private boolean hasAll(PathTemplate path, Arguments arguments) {
        for (int i = 0; i < params.size(); i++) {
            Param<?> param = params.get(i);
            if (places.get(i) == Place.PATH
                    && path.placeholders().contains(param.name())
                    && arguments.raw(param) == null) {
                return false;
            }
        }
        return true;
    }

    private GitLabRequest.Builder start(String template) {
        return switch (method) {
            case GET -> GitLabRequest.get(template);
            case HEAD -> GitLabRequest.head(template);
            case POST -> GitLabRequest.post(template);
            case PUT -> GitLabRequest.put(template);
            case PATCH -> GitLabRequest.patch(template);
            case DELETE -> GitLabRequest.delete(template);
        };
    }

    private static void addCursor(String cursor, GitLabRequest.Builder request) {
        boolean paged = false;
        for (String pair : cursor.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String name = pair.substring(0, equals);
                if (!CURSOR_PARAMETERS.contains(name) || name.equals("per_page")) {
                    throw ToolException.invalid("cursor", "must be a next_cursor that this tool gave");
                }
                paged |= name.equals("pagination");
                request.query(name, decode(pair.substring(equals + 1)));
            } else if (!pair.isEmpty()) {
                throw ToolException.invalid("cursor", "must be a next_cursor that this tool gave");
            }
        }
        if (!paged) {
            request.query("pagination", "keyset");
        }
    }

    /** What of GitLab's query for the next page has to come back to continue, or null when there is no next page. */
    static @Nullable String cursor(String nextQuery) {
        StringBuilder kept = new StringBuilder();
        for (String pair : nextQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (CURSOR_PARAMETERS.contains(name) && !name.equals("per_page") && equals < pair.length() - 1) {
                kept.append(kept.isEmpty() ? "" : "&").append(pair);
            }
        }
        return kept.isEmpty() ? null : kept.toString();
    }

    /** The page that GitLab's query for the next page asks for, or -1. */
    static int page(String nextQuery) {
        for (String pair : nextQuery.split("&", -1)) {
            if (pair.startsWith("page=") && pair.length() < 15) {
                try {
                    return Integer.parseInt(pair.substring(5));
                } catch (NumberFormatException e) {
                    return -1;
                }
            }
        }
        return -1;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ToolException.invalid("cursor", "must be a next_cursor that this tool gave");
        }
    }
}
