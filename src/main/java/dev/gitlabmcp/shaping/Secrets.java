package dev.gitlabmcp.shaping;

import java.util.Set;

/** Which members of GitLab's answers hold secrets. Stateless. */
final class Secrets {
    /** Stands in place of a secret. */
    static final String MASK = "[masked]";

    private static final Set<String> NAMES = Set.of(
            "token",
            "password",
            "secret",
            "private_key",
            "secret_key",
            "access_key",
            "api_key",
            "client_secret",
            // Of chat integrations: whoever knows the address may write to the channel.
            "webhook");

    private Secrets() {}

    /** Whether a string member of this name is a secret wherever it stands. */
    static boolean isSecret(String name) {
        return NAMES.contains(name)
                || (name.endsWith("_token") && !name.equals("page_token"))
                || name.endsWith("_password")
                || name.endsWith("_secret")
                // As GraphQL writes them.
                || name.endsWith("Token")
                || name.endsWith("Password")
                || name.endsWith("Secret");
    }

    /** Whether members called {@code value} of an object that has this member are secrets (CI/CD variables). */
    static boolean marksVariable(String name) {
        return name.equals("variable_type") || name.equals("key") || name.equals("variable_name");
    }

    /** Whether a URL member may carry a user and password, as those of mirrors and imports do. */
    static boolean mayCarryLogin(String name) {
        return name.endsWith("url");
    }

    /** The URL without the user and password it may carry. */
    static String withoutLogin(String url) {
        int scheme = url.indexOf("://");
        if (scheme < 0) {
            return url;
        }
        int end = url.indexOf('/', scheme + 3);
        int at = url.lastIndexOf('@', end < 0 ? url.length() : end);
        return at < scheme + 3 ? url : url.substring(0, scheme + 3) + MASK + url.substring(at);
    }
}
