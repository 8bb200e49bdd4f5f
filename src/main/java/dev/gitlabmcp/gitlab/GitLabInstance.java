package dev.gitlabmcp.gitlab;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One GitLab, named by the base URL of its REST API in one normal form, so that every spelling of the same address is the
 * same key for connections, sessions and caches.
 */
public final class GitLabInstance {
    private static final int MAX_URL_LENGTH = 2048;
    private static final int MAX_PORT = 65_535;
    private static final String API_PATH = "/api/v4";

    private final URI apiUrl;
    private final URI webUrl;
    private final String key;
    private final String host;
    private final int port;
    private final String label;

    private GitLabInstance(String scheme, String host, int explicitPort, String subPath) {
        String authority = explicitPort < 0 ? host : host + ":" + explicitPort;
        this.label = authority + subPath;
        this.webUrl = URI.create(scheme + "://" + label);
        this.key = scheme + "://" + label + API_PATH;
        this.apiUrl = URI.create(key);
        this.host = host;
        this.port = explicitPort < 0 ? defaultPort(scheme) : explicitPort;
    }

    /**
     * The instance at this address: a full API URL ({@code https://host/api/v4}), a base URL or a sub-path
     * ({@code https://host/gitlab}), at most 2,048 characters. The host is lower-cased; default ports, a trailing dot of
     * the host and trailing slashes are dropped.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong; it never repeats user information
     */
    public static GitLabInstance of(String url) {
        String text = url.strip();
        require(!text.isEmpty(), "The URL is empty; give one such as https://gitlab.example.com/api/v4.");
        require(text.length() <= MAX_URL_LENGTH, "The URL is longer than 2,048 characters.");
        URI uri = parse(text);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        require(
                scheme.equals("https") || scheme.equals("http"),
                "The URL must start with https:// or http://, such as https://gitlab.example.com/api/v4.");
        String authority = uri.getRawAuthority();
        require(authority != null && !authority.isEmpty(), "The URL names no host.");
        require(
                authority.indexOf('@') < 0,
                "The URL must not contain user information; send the token in its own header instead.");
        require(uri.getRawQuery() == null, "The URL must not contain a query; leave out '?' and what follows.");
        require(uri.getRawFragment() == null, "The URL must not contain a fragment; leave out '#' and what follows.");
        return new GitLabInstance(scheme, hostOf(uri), explicitPort(uri, scheme), subPath(uri));
    }

    /** The base URL of the REST API, always ending in {@code /api/v4}. */
    public URI apiUrl() {
        return apiUrl;
    }

    /** The base URL of the web pages: the API URL without {@code /api/v4}, with no slash at its end. */
    public URI webUrl() {
        return webUrl;
    }

    /** {@code http} or {@code https}. */
    public String scheme() {
        return apiUrl.getScheme();
    }

    /** The host in lower case; an IPv6 address stands in brackets. */
    public String host() {
        return host;
    }

    /** The port, also where the URL leaves it to the scheme. */
    public int port() {
        return port;
    }

    /** {@code host[:port][/sub-path]}, for logs and as the label of metrics. */
    public String label() {
        return label;
    }

    static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GitLabInstance instance && key.equals(instance.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    /** The API URL. */
    @Override
    public String toString() {
        return key;
    }

    private static URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // The exception's own text repeats the input, which may hold a password.
            throw new IllegalArgumentException(
                    "The URL is malformed; give one such as https://gitlab.example.com/api/v4.");
        }
    }

    private static String hostOf(URI uri) {
        String host = uri.getHost();
        require(
                host != null,
                "The URL's host is no host name or address: names take ASCII letters, digits, hyphens and dots"
                        + " (internationalised names in their xn-- form), the port a number, IPv6 addresses brackets.");
        require(host.indexOf('%') < 0, "The URL's IPv6 address must not carry a zone.");
        String lower = host.toLowerCase(Locale.ROOT);
        String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        // Resolvers take 2130706433, 0x7f000001 and 0177.0.0.1 for addresses, each in its own way.
        require(
                !endsInNumber(name) || isDottedQuad(name),
                "The URL's host is no host name or address: write IPv4 addresses as four decimal numbers.");
        return name;
    }

    private static boolean endsInNumber(String host) {
        String last = host.substring(host.lastIndexOf('.') + 1);
        return last.startsWith("0x") || (!last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9'));
    }

    private static boolean isDottedQuad(String host) {
        String[] parts = host.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            boolean plain = part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
            if (part.isEmpty()
                    || !plain
                    || (part.length() > 1 && part.startsWith("0"))
                    || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    /** The port, or -1 where it is the scheme's own. */
    private static int explicitPort(URI uri, String scheme) {
        int port = uri.getPort();
        require(port != 0 && port <= MAX_PORT, "The URL's port must be between 1 and 65535.");
        return port == defaultPort(scheme) ? -1 : port;
    }

    private static String subPath(URI uri) {
        String path = uri.getRawPath();
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        String trimmed = path.substring(0, end);
        String subPath = trimmed.endsWith(API_PATH) ? trimmed.substring(0, end - API_PATH.length()) : trimmed;
        require(
                !isOtherApi(subPath),
                "The URL names another API than version 4; let it end in /api/v4 or leave the API path out.");
        require(
                isPlainPath(subPath),
                "The URL's path must be plain segments of letters, digits and '-', '.', '_', '~'.");
        return subPath;
    }

    private static boolean isOtherApi(String path) {
        int last = path.lastIndexOf("/api/");
        return path.endsWith("/api") || (last >= 0 && path.indexOf('/', last + 5) < 0);
    }

    private static boolean isPlainPath(String path) {
        int segment = 1;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '/') {
                if (i > 0 && !isPlainSegment(path, segment, i)) {
                    return false;
                }
                segment = i + 1;
            } else if (!PercentEncoding.isUnreserved(c)) {
                return false;
            }
        }
        return path.isEmpty() || isPlainSegment(path, segment, path.length());
    }

    private static boolean isPlainSegment(String path, int from, int to) {
        return to > from && !PercentEncoding.isDots(path, from, to);
    }

    private static void require(boolean condition, String sentence) {
        if (!condition) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
