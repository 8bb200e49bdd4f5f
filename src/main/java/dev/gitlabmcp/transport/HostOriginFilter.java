package dev.gitlabmcp.transport;

import dev.gitlabmcp.protocol.ErrorCode;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/**
 * Checks Host and Origin before anything else looks at a request, and answers allowed origins as CORS asks. A servlet filter,
 * so that it also stands before what Jersey refuses by itself.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, CORS protocol</a>
 */
public final class HostOriginFilter implements Filter {
    private static final String EXPOSED = "Mcp-Session-Id, MCP-Protocol-Version, Retry-After, WWW-Authenticate";
    private static final String PREFLIGHT_SECONDS = "7200";

    private final AllowedHosts allowed;

    /** A filter that lets these through. */
    public HostOriginFilter(AllowedHosts allowed) {
        this.allowed = allowed;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        if (!isHealthProbe(http) && isRefused(http, answer)) {
            return;
        }
        chain.doFilter(request, response);
    }

    /** Balancers probe by address, and there is nothing in the answer worth protecting. */
    private static boolean isHealthProbe(HttpServletRequest request) {
        return request.getRequestURI().equals("/health");
    }

    /** Whether the request was answered here, by a refusal or as a preflight. */
    private boolean isRefused(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (RequestHeaders.all(request, "Host").size() > 1) {
            RequestRecords.of(request).refused("bad_host");
            refuse(response, 400, "The header Host occurs more than once; send it once.");
            return true;
        }
        if (!allowed.isHostAllowed(request.getServerName(), request.getServerPort())) {
            RequestRecords.of(request).refused("host_not_allowed");
            refuse(
                    response,
                    403,
                    "The Host \"" + printable(request.getServerName())
                            + "\" is not allowed here; the operator can allow it with MCP_ALLOWED_HOSTS.");
            return true;
        }
        List<String> origins = RequestHeaders.all(request, "Origin");
        if (origins.isEmpty()) {
            return false;
        }
        if (origins.size() > 1 || !allowed.isOriginAllowed(origins.get(0))) {
            RequestRecords.of(request).refused("origin_not_allowed");
            refuse(
                    response,
                    403,
                    "The Origin \"" + printable(origins.get(0))
                            + "\" is not allowed here; the operator can allow it with MCP_ALLOWED_ORIGINS.");
            return true;
        }
        return answerCors(request, response, origins.get(0));
    }

    private static boolean answerCors(HttpServletRequest request, HttpServletResponse response, String origin) {
        response.setHeader("Access-Control-Allow-Origin", origin);
        response.addHeader("Vary", "Origin");
        response.setHeader("Access-Control-Expose-Headers", EXPOSED);
        String wanted = request.getHeader("Access-Control-Request-Method");
        if (!request.getMethod().equals("OPTIONS") || wanted == null) {
            return false;
        }
        response.setHeader("Access-Control-Allow-Methods", "GET, POST, DELETE");
        String headers = request.getHeader("Access-Control-Request-Headers");
        if (headers != null && headers.chars().allMatch(HostOriginFilter::isHeaderListCharacter)) {
            response.setHeader("Access-Control-Allow-Headers", headers);
        }
        response.setHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS);
        response.setStatus(204);
        return true;
    }

    private static boolean isHeaderListCharacter(int c) {
        return (Character.isLetterOrDigit(c) && c < 128) || c == '-' || c == '_' || c == ',' || c == ' ';
    }

    private static void refuse(HttpServletResponse response, int status, String message) throws IOException {
        HttpAnswer.error(status, ErrorCode.INVALID_REQUEST, message, List.of()).write(response);
    }

    private static String printable(String text) {
        String cut = text.length() > 100 ? text.substring(0, 100) + "…" : text;
        return cut.chars().allMatch(c -> c > 0x1F && c != 0x7F) ? cut : "(unprintable)";
    }
}
