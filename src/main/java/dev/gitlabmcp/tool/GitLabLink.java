package dev.gitlabmcp.tool;

import dev.gitlabmcp.gitlab.GitLabInstance;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The address of a page of GitLab, taken apart: {@code https://host/group/app/-/issues/7} is the page {@code issues}
 * with number 7 of the namespace {@code group/app}.
 *
 * @param namespace full path of the project or group
 * @param page the kind of page, such as {@code issues}; null for the project or group itself
 * @param number the page's number, or -1 where it has none
 * @param rest what stands behind the page's kind, decoded, such as {@code main/src/App.java}; empty for nothing
 */
public record GitLabLink(String namespace, @Nullable String page, long number, String rest) {
    /** Pages that older links name without {@code /-/}. */
    private static final List<String> PAGES =
            List.of("issues", "work_items", "merge_requests", "pipelines", "jobs", "milestones", "snippets");

    /** Whether this looks like an address rather than a number or a path. */
    public static boolean isLink(String text) {
        return text.regionMatches(true, 0, "https://", 0, 8) || text.regionMatches(true, 0, "http://", 0, 7);
    }

    /**
     * Takes an address apart.
     *
     * @throws IllegalArgumentException when it is malformed or of another instance, with the end of a sentence that
     *     says so
     */
    public static GitLabLink parse(String url, GitLabInstance instance) {
        URI uri;
        try {
            uri = new URI(url.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is no well-formed URL");
        }
        String path = uri.getRawPath();
        String base = instance.webUrl().getRawPath();
        if (!isSameHost(uri, instance) || path == null || !path.startsWith(base + "/")) {
            throw new IllegalArgumentException(
                    "is a URL of another place than the GitLab this call goes to, " + instance.webUrl());
        }
        return ofPath(path.substring(base.length() + 1));
    }

    /** Plain http and https mean the same place, since links are often typed or proxied. */
    private static boolean isSameHost(URI uri, GitLabInstance instance) {
        String host = uri.getHost();
        if (host == null
                || uri.getRawUserInfo() != null
                || !host.toLowerCase(Locale.ROOT).equals(instance.host())) {
            return false;
        }
        return uri.getPort() == instance.port() || (isDefault(uri.getPort()) && isDefault(instance.port()));
    }

    private static boolean isDefault(int port) {
        return port == -1 || port == 80 || port == 443;
    }

    private static GitLabLink ofPath(String rawPath) {
        String path = URLDecoder.decode(rawPath.replace("+", "%2B"), StandardCharsets.UTF_8);
        int dash = path.indexOf("/-/");
        String namespace = dash < 0 ? path : path.substring(0, dash);
        String rest = dash < 0 ? "" : path.substring(dash + 3);
        if (dash < 0) {
            for (String page : PAGES) {
                int at = path.lastIndexOf("/" + page + "/");
                if (at > 0 && number(path.substring(at + page.length() + 2)) >= 0) {
                    namespace = path.substring(0, at);
                    rest = path.substring(at + 1);
                }
            }
        }
        if (namespace.startsWith("groups/")) {
            namespace = namespace.substring("groups/".length());
        }
        namespace = trimmed(namespace);
        if (namespace.isEmpty()) {
            throw new IllegalArgumentException("is a URL that names no project or group");
        }
        if (rest.isEmpty()) {
            return new GitLabLink(namespace, null, -1, "");
        }
        int slash = rest.indexOf('/');
        String tail = slash < 0 ? "" : rest.substring(slash + 1);
        return new GitLabLink(namespace, slash < 0 ? rest : rest.substring(0, slash), number(tail), tail);
    }

    private static String trimmed(String namespace) {
        String text = namespace;
        while (text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        return text.endsWith(".git") ? text.substring(0, text.length() - 4) : text;
    }

    /** The number at the front of a path, as in {@code 7/diffs}, or -1. */
    private static long number(String text) {
        int end = 0;
        while (end < text.length() && end < 18 && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        boolean whole = end > 0 && (end == text.length() || text.charAt(end) == '/');
        return whole ? Long.parseLong(text.substring(0, end)) : -1;
    }
}
