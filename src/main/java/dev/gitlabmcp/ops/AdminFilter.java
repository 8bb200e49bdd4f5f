package dev.gitlabmcp.ops;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before everything on the admin port, Dropwizard's own pages and tasks included: checks the Host header, the password,
 * and that no other web page sends the request, in this order; and sees to it that every answer is safe to show. Thread-safe.
 */
public final class AdminFilter implements Filter {
    /** The header without which nothing is changed. No web page can add it to a request to another site unasked. */
    public static final String HEADER = "X-Admin-Task";

    private static final Logger LOGGER = LoggerFactory.getLogger(AdminFilter.class);
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<String> OTHER_SITES = Set.of("cross-site", "same-site");
    /** Tasks read the body of a request as a whole, and unpack it before. */
    private static final int MAX_BODY = 16 * 1024;

    private static final String PROFILE = "/pprof";
    /** A profile goes on when its reader is gone, and holds up the stop. */
    private static final Pattern SHORT = Pattern.compile("[1-9][0-9]?|[12][0-9]{2}|300");

    private static final int SHOWN = 100;

    private final AdminHosts hosts;
    private final @Nullable AdminLogin login;

    /**
     * A filter with these rules.
     *
     * @param login null where no password is set
     */
    public AdminFilter(AdminHosts hosts, @Nullable AdminLogin login) {
        this.hosts = hosts;
        this.login = login;
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        AdminAnswer answer = new AdminAnswer((HttpServletResponse) servletResponse, isTask(request));
        Optional<AdminRefusal> refusal = refusal(request);
        if (refusal.isPresent()) {
            answer.refuse(refusal.get());
            return;
        }
        try {
            chain.doFilter(request, answer);
        } catch (RuntimeException | ServletException e) {
            LOGGER.error("{} of the admin port failed", request.getServletPath(), e);
            answer.refuse(new AdminRefusal(500, "This failed; the log says why."));
        }
        answer.finish();
    }

    private Optional<AdminRefusal> refusal(HttpServletRequest request) {
        if (isProbe(request)) {
            return crossSite(request);
        }
        return host(request)
                .or(() -> login == null
                        ? Optional.empty()
                        : login.check(request.getHeader("Authorization"), request.getRemoteAddr()))
                .or(() -> crossSite(request))
                .or(() -> body(request))
                .or(() -> profile(request));
    }

    private static Optional<AdminRefusal> profile(HttpServletRequest request) {
        String duration = PROFILE.equals(request.getPathInfo()) ? request.getParameter("duration") : null;
        return duration == null || SHORT.matcher(duration).matches()
                ? Optional.empty()
                : Optional.of(new AdminRefusal(400, "duration must be 1 to 300 seconds."));
    }

    private static Optional<AdminRefusal> body(HttpServletRequest request) {
        // Jetty takes the length away from what it unpacks, and keeps the encoding under another name.
        boolean bounded = request.getHeader("Transfer-Encoding") == null
                && request.getHeader("Content-Encoding") == null
                && request.getHeader("X-Content-Encoding") == null;
        return bounded && request.getContentLengthLong() <= MAX_BODY
                ? Optional.empty()
                : Optional.of(
                        new AdminRefusal(413, "The admin port takes no large bodies, and none of unknown length."));
    }

    /** The probes of Kubernetes come by address and without a password. To the letter, so that no spelling gets around. */
    private static boolean isProbe(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.equals(ProbeServlet.LIVE) || path.equals(ProbeServlet.READY);
    }

    private Optional<AdminRefusal> host(HttpServletRequest request) {
        if (Collections.list(request.getHeaders("Host")).size() > 1) {
            return Optional.of(new AdminRefusal(400, "The header Host occurs more than once; send it once."));
        }
        if (hosts.allows(request.getServerName(), request.getServerPort())) {
            return Optional.empty();
        }
        return Optional.of(new AdminRefusal(
                403,
                "The Host \"" + printable(request.getServerName())
                        + "\" is not allowed here; allow it with ADMIN_ALLOWED_HOSTS."));
    }

    private static Optional<AdminRefusal> crossSite(HttpServletRequest request) {
        boolean reading = READING.contains(request.getMethod()) && !isTask(request);
        if (!reading && request.getHeader(HEADER) == null) {
            return Optional.of(new AdminRefusal(
                    403, "What may change something needs the header " + HEADER + ", with any value."));
        }
        String site = request.getHeader("Sec-Fetch-Site");
        // A link that somebody follows; frames are opened by pages alone, and a profile costs time for as long as it
        // runs.
        boolean followed = reading
                && "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                && "document".equals(request.getHeader("Sec-Fetch-Dest"))
                && !PROFILE.equals(request.getPathInfo());
        return site != null && OTHER_SITES.contains(site) && !followed
                ? Optional.of(new AdminRefusal(403, "Pages of other sites cannot use the admin port."))
                : Optional.empty();
    }

    private static boolean isTask(HttpServletRequest request) {
        String path = request.getPathInfo();
        return request.getServletPath().equals("/tasks") && path != null && path.length() > 1;
    }

    private static String printable(String text) {
        String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return cut.chars().allMatch(c -> c > 0x1F && c != 0x7F) ? cut : "(unprintable)";
    }
}
