package dev.gitlabmcp.gitlab;

import dev.gitlabmcp.net.HostName;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
     * ({@code https://host/gitlab}), at most 2,048 characters. The host takes the one form of {@link HostName}, in which
     * internationalised names are {@code xn--} names; default ports and trailing slashes are dropped.
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
        // By hand, since java.net.URI knows no internationalised names.
        int portColon = authority.indexOf(':', authority.startsWith("[") ? authority.indexOf(']') + 1 : 0);
        String host = hostOf(portColon < 0 ? authority : authority.substring(0, portColon));
        String port = portColon < 0 ? "" : authority.substring(portColon + 1);
        return new GitLabInstance(scheme, host, explicitPort(port, scheme), subPath(uri));
    }

    /**
     * The same from the value of an HTTP header, which HTTP servers decode as ISO-8859-1 even where the client has sent
     * UTF-8 (RFC 9110 section 5.5).
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong; it never repeats user information
     */
    public static GitLabInstance ofHeader(String value) {
        boolean bytes = value.chars().allMatch(c -> c <= 0xff) && value.chars().anyMatch(c -> c >= 0x80);
        if (!bytes) {
            return of(value);
        }
        try {
            return of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString());
        } catch (CharacterCodingException e) {
            return of(value);
        }
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

    /** {@code host[:port][/sub-path]}, for logs and messages; metrics tell instances apart by their API URL. */
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

    private static String hostOf(String host) {
        try {
            return HostName.normalise(host);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The URL's host " + e.getMessage());
        }
    }

    /** The port, or -1 where it is the scheme's own. */
    private static int explicitPort(String text, String scheme) {
        if (text.isEmpty()) {
            return -1;
        }
        boolean number = text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = number ? Integer.parseInt(text) : 0;
        require(port > 0 && port <= MAX_PORT, "The URL's port must be between 1 and 65535.");
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
