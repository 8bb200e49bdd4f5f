package dev.gitlabmcp.logs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/**
 * Hides the credentials that a request brings in its headers where it repeats them elsewhere. {@link Printable} knows
 * GitLab's tokens by their looks; those of other kinds, such as {@code MCP_AUTH_TOKEN}, are known only by being presented.
 * Stateless.
 */
final class OwnCredentials {
    /** Shorter ones could be a word that anybody writes, and hide what the line is there to show. */
    private static final int SHORTEST = 16;

    /** Between scheme and credential, and between several. */
    private static final Pattern BETWEEN = Pattern.compile("[\\s,\"]+");

    private OwnCredentials() {}

    /** The text of the same request, with asterisks for its credentials. */
    static String mask(HttpFields headers, String text) {
        if (text.length() < SHORTEST) {
            return text;
        }
        List<String> secrets = new ArrayList<>(2);
        for (HttpField field : headers) {
            String value = field.getValue();
            if (value != null && carriesCredential(field)) {
                secrets.add(value.strip());
                Collections.addAll(secrets, BETWEEN.split(value));
            }
        }
        // A secret may be the beginning of another.
        secrets.sort(Comparator.comparingInt(String::length).reversed());
        String masked = text;
        for (String secret : secrets) {
            masked = secret.length() < SHORTEST ? masked : masked.replace(secret, "***");
        }
        return masked;
    }

    private static boolean carriesCredential(HttpField field) {
        return switch (field.getLowerCaseName()) {
            case "authorization", "private-token", "job-token" -> true;
            default -> false;
        };
    }
}
