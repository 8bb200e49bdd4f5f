package dev.gitlabmcp.logs;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/**
 * Hides the credentials that a request brings in its headers where it repeats them elsewhere. {@link Printable} knows
 * GitLab's tokens by their looks; those of other kinds, such as {@code MCP_AUTH_TOKEN}, are known only by being presented.
 * Stateless.
 */
final class OwnCredentials {
    /** Shorter ones are no credentials, and could be a word that anybody writes. */
    private static final int SHORTEST = 8;

    private OwnCredentials() {}

    /** The text of the same request, with asterisks for its credentials. */
    static String mask(HttpFields headers, String text) {
        String masked = text;
        for (HttpField field : headers) {
            if (carriesCredential(field)) {
                String secret = secret(field);
                masked = secret.length() < SHORTEST ? masked : masked.replace(secret, "***");
            }
        }
        return masked;
    }

    private static boolean carriesCredential(HttpField field) {
        return switch (field.getLowerCaseName()) {
            case "authorization", "private-token", "job-token" -> true;
            default -> false;
        };
    }

    /** Without the scheme, which stands before it in {@code Authorization}. */
    private static String secret(HttpField field) {
        String value = field.getValue() == null ? "" : field.getValue().strip();
        return value.substring(value.lastIndexOf(' ') + 1);
    }
}
