package dev.gitlabmcp.transport;

import dev.gitlabmcp.protocol.McpHeaders;
import dev.gitlabmcp.protocol.ToolNarrowing;
import dev.gitlabmcp.trace.TraceContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads headers of a servlet request; one that must occur once and occurs twice is refused, not guessed at. */
final class RequestHeaders {
    private static final String PARAM_PREFIX = "mcp-param-";

    private RequestHeaders() {}

    static McpHeaders mcp(HttpServletRequest request) {
        return new McpHeaders(
                single(request, "MCP-Protocol-Version"),
                single(request, "Mcp-Session-Id"),
                single(request, "Last-Event-ID"),
                single(request, "Mcp-Method"),
                single(request, "Mcp-Name"),
                params(request));
    }

    /** The trace that the request belongs to; null when it names none, or not exactly one. */
    static @Nullable TraceContext trace(HttpServletRequest request) {
        Enumeration<String> parents = request.getHeaders("traceparent");
        if (!parents.hasMoreElements()) {
            return null;
        }
        String parent = parents.nextElement();
        return parents.hasMoreElements()
                ? null
                : TraceContext.of(parent.strip(), String.join(",", all(request, "tracestate")));
    }

    /** What headers and path take away of the tools: {@code /mcp/x/{toolset}}, {@code /readonly}. */
    static ToolNarrowing narrowing(HttpServletRequest request) {
        List<String> path = segments(request.getPathInfo());
        boolean named = path.size() > 2 && path.get(1).equals("x");
        String within = named ? path.get(2).toLowerCase(Locale.ROOT) : "";
        boolean inHeader = flag(request, "X-MCP-Readonly");
        ToolNarrowing narrowing = new ToolNarrowing(
                within,
                names(request, "X-MCP-Toolsets"),
                names(request, "X-MCP-Tools"),
                names(request, "X-MCP-Exclude-Tools"),
                inHeader || path.get(path.size() - 1).equals("readonly"));
        return narrowing.equals(ToolNarrowing.NONE) ? ToolNarrowing.NONE : narrowing;
    }

    /** The parts of a path as the router sees them: a slash at its end means nothing. */
    private static List<String> segments(@Nullable String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : (path == null ? "" : path).split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(segment);
            }
        }
        return segments.isEmpty() ? List.of("") : segments;
    }

    private static Set<String> names(HttpServletRequest request, String header) {
        String value = single(request, header);
        Set<String> names = ToolNarrowing.names(value);
        if (value != null && names.isEmpty()) {
            throw new RefusedException(
                    400, "The header " + header + " names nothing; leave it out, or name something.");
        }
        return names;
    }

    private static boolean flag(HttpServletRequest request, String name) {
        String value = single(request, name);
        if (value == null || value.equalsIgnoreCase("false")) {
            return false;
        }
        if (value.equalsIgnoreCase("true")) {
            return true;
        }
        throw new RefusedException(400, "The header " + name + " must be true or false.");
    }

    /** All values of a header. */
    static List<String> all(HttpServletRequest request, String name) {
        Enumeration<String> values = request.getHeaders(name);
        return values.hasMoreElements() ? Collections.list(values) : List.of();
    }

    /** The header's one value without white space around it, or null when it is absent. */
    static @Nullable String single(HttpServletRequest request, String name) {
        List<String> values = all(request, name);
        if (values.isEmpty()) {
            return null;
        }
        if (values.size() > 1) {
            throw new RefusedException(
                    400, "The header " + name + " occurs " + values.size() + " times; send it once.");
        }
        return values.get(0).strip();
    }

    private static Map<String, String> params(HttpServletRequest request) {
        Map<String, String> params = null;
        for (Enumeration<String> names = request.getHeaderNames(); names.hasMoreElements(); ) {
            String name = names.nextElement();
            if (name.regionMatches(true, 0, PARAM_PREFIX, 0, PARAM_PREFIX.length())) {
                params = params == null ? new HashMap<>() : params;
                String value = single(request, name);
                params.put(name.substring(PARAM_PREFIX.length()).toLowerCase(Locale.ROOT), value == null ? "" : value);
            }
        }
        return params == null ? Map.of() : params;
    }
}
