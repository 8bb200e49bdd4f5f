package dev.gitlabmcp.deployment;

import com.google.re2j.Pattern;
import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.config.route.v3.QueryParameterMatcher;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import java.util.List;
import java.util.Map;

/** Which route a request takes, as Envoy decides it: the first that fits, with regular expressions for the whole text. */
final class EnvoyRoutes {
    private final List<Route> routes;

    EnvoyRoutes(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** The route of a request with this path, these headers, named in lower case, and these parameters of the query. */
    Route of(String path, Map<String, String> headers, Map<String, String> query) {
        return routes.stream()
                .filter(route -> fits(route.getMatch(), path, headers, query))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no route for " + path));
    }

    private static boolean fits(RouteMatch match, String path, Map<String, String> headers, Map<String, String> query) {
        boolean here = switch (match.getPathSpecifierCase()) {
            case PREFIX -> path.startsWith(match.getPrefix());
            case PATH -> path.equals(match.getPath());
            case SAFE_REGEX -> Pattern.matches(match.getSafeRegex().getRegex(), path);
            default -> throw new AssertionError("not read here: " + match);
        };
        return here
                && match.getHeadersList().stream().allMatch(header -> fits(header, headers))
                && match.getQueryParametersList().stream().allMatch(parameter -> fits(parameter, query));
    }

    private static boolean fits(HeaderMatcher matcher, Map<String, String> headers) {
        String value = headers.get(matcher.getName());
        return value != null && fits(matcher.getStringMatch(), value);
    }

    private static boolean fits(QueryParameterMatcher matcher, Map<String, String> query) {
        String value = query.get(matcher.getName());
        return value != null && fits(matcher.getStringMatch(), value);
    }

    private static boolean fits(StringMatcher matcher, String value) {
        if (!matcher.hasSafeRegex()) {
            throw new AssertionError("not read here: " + matcher);
        }
        return Pattern.matches(matcher.getSafeRegex().getRegex(), value);
    }
}
