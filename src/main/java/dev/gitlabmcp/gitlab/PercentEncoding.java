package dev.gitlabmcp.gitlab;

import java.nio.charset.StandardCharsets;

/** Percent-encoding as GitLab expects it: everything but RFC 3986's unreserved characters, in UTF-8. */
final class PercentEncoding {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private PercentEncoding() {}

    /** Appends the text so that it is one path segment, or one name or value of a query. */
    static void append(StringBuilder out, String text) {
        int plain = plainPrefix(text);
        out.append(text, 0, plain);
        if (plain == text.length()) {
            return;
        }
        for (byte b : text.substring(plain).getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && isUnreserved((char) b)) {
                out.append((char) b);
            } else {
                out.append('%').append(HEX[(b >> 4) & 0xf]).append(HEX[b & 0xf]);
            }
        }
    }

    static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    /** Whether this range is {@code .} or {@code ..}, the segments that servers resolve, encoded or not. */
    static boolean isDots(String text, int from, int to) {
        return switch (to - from) {
            case 1 -> text.charAt(from) == '.';
            case 2 -> text.charAt(from) == '.' && text.charAt(from + 1) == '.';
            default -> false;
        };
    }

    private static int plainPrefix(String text) {
        int i = 0;
        while (i < text.length() && isUnreserved(text.charAt(i))) {
            i++;
        }
        return i;
    }
}
