package dev.gitlabmcp.transport;

import dev.gitlabmcp.protocol.McpHeaders;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
