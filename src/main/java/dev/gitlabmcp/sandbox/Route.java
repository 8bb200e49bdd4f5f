package dev.gitlabmcp.sandbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One method and path of the API.
 *
 * @param method in capitals
 * @param segments the template's segments below {@code /api/v4}; those that begin with a colon are placeholders
 * @param grants what lesser tokens may use it as well
 * @param endpoint answers it
 */
record Route(String method, List<String> segments, Set<Grant> grants, Endpoint endpoint) {
    /** Tokens that reach a route besides personal tokens with {@code api} or, for reading, {@code read_api}. */
    enum Grant {
        /** Scope {@code read_user} is enough. */
        READ_USER,
        /** Any personal token, whatever its scopes. */
        ANY_SCOPE,
        /** A CI job token is accepted. */
        JOB_TOKEN
    }

    /** Code behind a route; runs under the world's lock. */
    @FunctionalInterface
    interface Endpoint {
        SandboxResponse answer(SandboxRequest request);
    }

    static Route of(String method, String template, Endpoint endpoint, Grant... grants) {
        return new Route(method, List.of(template.substring(1).split("/", -1)), Set.of(grants), endpoint);
    }

    boolean matches(List<String> path) {
        if (path.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < path.size(); i++) {
            String segment = segments.get(i);
            if (!segment.startsWith(":") && !segment.equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    Map<String, String> placeholders(List<String> path) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < path.size(); i++) {
            if (segments.get(i).startsWith(":")) {
                values.put(segments.get(i).substring(1), path.get(i));
            }
        }
        return values;
    }

    /** Sorts routes so that a literal segment is tried before a placeholder. */
    String specificity() {
        StringBuilder key = new StringBuilder();
        segments.forEach(segment -> key.append(segment.startsWith(":") ? '1' : '0'));
        return key.toString();
    }
}
