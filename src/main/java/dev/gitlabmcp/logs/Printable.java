package dev.gitlabmcp.logs;

/**
 * Makes text that anybody may have written fit for a line of a log: of bounded length, in one line, without characters that
 * show nothing or turn the line around, and without what looks like a GitLab token. Stateless.
 */
final class Printable {
    private static final String CUT = "…";
    private static final char SUBSTITUTE = '?';
    private static final int LONGEST_PREFIX = 8;
    private static final int SHORTEST_SECRET = 8;

    private Printable() {}

    /** The text, at most so many characters of it. */
    static String of(String text, int max) {
        int end = text.length() > max ? max : text.length();
        String cut = maskTokens(text.substring(0, end));
        StringBuilder clean = null;
        for (int i = 0; i < cut.length(); i++) {
            if (isUnfit(cut, i)) {
                clean = clean == null ? new StringBuilder(cut) : clean;
                clean.setCharAt(i, SUBSTITUTE);
            }
        }
        String fit = clean == null ? cut : clean.toString();
        return end < text.length() ? fit + CUT : fit;
    }

    /** Whether the character there is none that people see in the place where it stands. */
    static boolean isUnfit(CharSequence text, int at) {
        char c = text.charAt(at);
        if (c < 0x7F) {
            return c < ' ';
        }
        if (Character.isSurrogate(c)) {
            return !(Character.isHighSurrogate(c)
                            ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                            : at > 0 && Character.isHighSurrogate(text.charAt(at - 1)))
                    || isTag(text, at);
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    /** The tags of plane 14 are written like letters and show nothing. */
    private static boolean isTag(CharSequence text, int at) {
        int code = Character.codePointAt(text, Character.isHighSurrogate(text.charAt(at)) ? at : at - 1);
        return Character.getType(code) == Character.FORMAT;
    }

    /** GitLab's tokens begin with glpat-, gldt-, glrt- and the like: https://docs.gitlab.com/security/tokens/. */
    static String maskTokens(String text) {
        String rest = text;
        int at = rest.indexOf("gl");
        while (at >= 0) {
            int dash = rest.indexOf('-', at);
            if (dash > at + 2 && dash <= at + LONGEST_PREFIX) {
                int end = dash + 1;
                while (end < rest.length() && isTokenCharacter(rest.charAt(end))) {
                    end++;
                }
                if (end - dash > SHORTEST_SECRET) {
                    rest = rest.substring(0, dash + 1) + "***" + rest.substring(end);
                }
            }
            at = rest.indexOf("gl", at + 1);
        }
        return rest;
    }

    private static boolean isTokenCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_-.".indexOf(c) >= 0;
    }
}
