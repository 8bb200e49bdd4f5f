package dev.gitlabmcp.sandbox;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds the route of a request by its raw path: split first, decode each segment afterwards, so that %2F stays put. */
final class Router {
    private final Map<Integer, List<Route>> bySize = new HashMap<>();

    Router(List<Route> routes) {
        for (Route route : routes) {
            bySize.computeIfAbsent(route.segments().size(), size -> new ArrayList<>())
                    .add(route);
        }
        bySize.values().forEach(list -> list.sort(Comparator.comparing(Route::specificity)));
    }

    /** A route and the decoded values of its placeholders. */
    record Match(Route route, Map<String, String> placeholders) {}

    /** Answers Grape's 404 for an unknown path and its 405 for a known one with another method. */
    Match find(String method, List<String> segments) {
        List<Route> candidates = bySize.getOrDefault(segments.size(), List.of()).stream()
                .filter(route -> route.matches(segments))
                .toList();
        String wanted = method.equals("HEAD") ? "GET" : method;
        for (Route route : candidates) {
            if (route.method().equals(wanted)) {
                return new Match(route, route.placeholders(segments));
            }
        }
        if (candidates.isEmpty()) {
            throw ApiError.error(404, "404 Not Found");
        }
        String allowed =
                candidates.stream().map(Route::method).distinct().sorted().collect(Collectors.joining(", "));
        throw ApiError.error(405, "405 Not Allowed").with("Allow", allowed);
    }

    /** The decoded segments of a raw path below {@code /api/v4}. */
    static List<String> segments(String rawPath) {
        if (rawPath.startsWith("/api/v3/")) {
            throw ApiError.error(410, "API V3 is no longer supported. Use API V4 instead.");
        }
        if (!rawPath.startsWith("/api/v4/")) {
            throw ApiError.error(404, "404 Not Found");
        }
        List<String> segments = new ArrayList<>();
        for (String segment : rawPath.substring("/api/v4/".length()).split("/", -1)) {
            segments.add(decode(segment));
        }
        return segments;
    }

    /** Decodes %XX as UTF-8 and leaves everything else alone: a plus is a plus in a path. */
    static String decode(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        ByteBuffer bytes = ByteBuffer.allocate(segment.length() * 3);
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c != '%') {
                bytes.put(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            try {
                bytes.put((byte) Integer.parseInt(segment, i + 1, i + 3, 16));
            } catch (RuntimeException malformed) {
                throw ApiError.error(400, "400 Bad Request");
            }
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw ApiError.error(400, "400 Bad Request");
        }
    }
}
