package dev.gitlabmcp.gitlab;

import dev.gitlabmcp.net.Secret;

/** The form every token has: 20 to 4,096 characters of b64token, https://www.rfc-editor.org/rfc/rfc6750#section-2.1. */
final class TokenFormat {
    private static final int MIN_LENGTH = 20;
    private static final int MAX_LENGTH = 4096;

    private TokenFormat() {}

    static void check(Secret token) {
        String text = token.reveal();
        if (text.length() < MIN_LENGTH || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("The token has " + text.length()
                    + " characters; GitLab's tokens have between 20 and 4,096. Check that it was copied whole.");
        }
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '=') {
            end--;
        }
        if (end == 0) {
            throw new IllegalArgumentException("The token consists of '=' only.");
        }
        for (int i = 0; i < end; i++) {
            if (!isTokenCharacter(text.charAt(i))) {
                throw new IllegalArgumentException("The token has a character at position " + (i + 1)
                        + " that tokens cannot have; they consist of letters, digits and '-', '.', '_', '~', '+', '/',"
                        + " with '=' only at the end. Check for spaces, quotes and line ends.");
            }
        }
    }

    private static boolean isTokenCharacter(char c) {
        return PercentEncoding.isUnreserved(c) || c == '+' || c == '/';
    }
}
