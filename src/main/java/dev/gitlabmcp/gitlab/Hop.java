package dev.gitlabmcp.gitlab;

import dev.gitlabmcp.net.HostName;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * Where one request of a call goes: the instance itself at first, later wherever redirects lead. Immutable.
 *
 * @param host scheme, name and port
 * @param target path and query as they are sent
 * @param home whether the credential goes along; once a call has left its instance's origin it never does again
 */
record Hop(HttpHost host, String target, boolean home) {
    static final int MAX_REDIRECTS = 5;

    static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    /**
     * The next hop.
     *
     * @param location the {@code Location} header
     * @throws GitLabException when it cannot or must not be followed
     */
    Hop follow(int status, @Nullable String location, GitLabInstance instance) {
        if (location == null) {
            throw refused(status, "GitLab redirects, but does not say where.");
        }
        URI to = resolve(location);
        String scheme = to.getScheme().toLowerCase(Locale.ROOT);
        if (to.getHost() == null || to.getRawUserInfo() != null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw refused(status, "GitLab redirects to an address that is not followed.");
        }
        HttpHost next = hostOf(scheme, normalised(status, to.getHost()), to.getPort());
        if (scheme.equals("http") && host.getSchemeName().equals("https")) {
            throw refused(status, "GitLab redirects from https to " + next + ", which is not followed.");
        }
        String path = to.getRawPath().isEmpty() ? "/" : to.getRawPath();
        String newTarget = to.getRawQuery() == null ? path : path + "?" + to.getRawQuery();
        boolean sameOrigin = next.equals(hostOf(instance));
        if (home && !sameOrigin && status == 301 && isApi(path, instance)) {
            return movedProject(newTarget, next, instance);
        }
        return new Hop(next, newTarget, home && sameOrigin);
    }

    /** The instance's scheme, name and port in the HTTP client's terms, which leave default ports and brackets out. */
    static HttpHost hostOf(GitLabInstance instance) {
        return hostOf(instance.scheme(), instance.host(), instance.port());
    }

    /** Scheme, name and port in the HTTP client's terms; the name in the form of {@link HostName}. */
    static HttpHost hostOf(String scheme, String name, int port) {
        boolean bracketed = name.startsWith("[") && name.endsWith("]");
        int explicit = port == GitLabInstance.defaultPort(scheme) ? -1 : port;
        return new HttpHost(scheme, bracketed ? name.substring(1, name.length() - 1) : name, explicit);
    }

    private static String normalised(int status, String host) {
        try {
            return HostName.normalise(host);
        } catch (IllegalArgumentException e) {
            throw refused(status, "GitLab redirects to an address that is not followed.");
        }
    }

    /**
     * For a moved project GitLab names the host it is configured with, which may not be the one it is reached by: the new
     * path is asked for where the old one was.
     */
    private Hop movedProject(String newTarget, HttpHost other, GitLabInstance instance) {
        if (newTarget.equals(target)) {
            throw refused(
                    301, "GitLab at " + instance.label() + " sends its callers to " + other + "; use that address.");
        }
        return new Hop(host, newTarget, true);
    }

    private static boolean isApi(String path, GitLabInstance instance) {
        return path.startsWith(instance.apiUrl().getRawPath() + "/");
    }

    private URI resolve(String location) {
        try {
            return new URI(host + target).resolve(new URI(location.strip()));
        } catch (URISyntaxException e) {
            throw new GitLabException(new GitLabProblem.Unreadable("it redirects to a malformed address"));
        }
    }

    private static GitLabException refused(int status, String message) {
        return new GitLabException(new GitLabProblem.Refused(status, message, null, null, null));
    }
}
