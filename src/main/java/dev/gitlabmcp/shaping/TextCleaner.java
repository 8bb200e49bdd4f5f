package dev.gitlabmcp.shaping;

/**
 * Removes from text what a person would not see and a model would read: control characters, characters that turn the
 * writing direction, characters without width, tag characters (U+E0000 block) and, in prose, HTML comments. In code
 * nothing may vanish, since it is to be edited and sent back, so there the same characters are shown as {@code
 * <U+202E>} and comments stay. Stateless.
 *
 * @see <a href="https://www.unicode.org/reports/tr36/">Unicode security considerations</a>
 */
public final class TextCleaner {
    private static final String COMMENT = "[hidden comment removed]";

    private TextCleaner() {}

    /** Prose as a person sees it. */
    public static String prose(String text) {
        return firstSuspect(text, true) < 0 ? text : cleaned(text, true);
    }

    /** Code or log text with the invisible made visible. */
    public static String code(String text) {
        return firstSuspect(text, false) < 0 ? text : cleaned(text, false);
    }

    /** Whether this text is clean prose already, so that it can be copied as it is. */
    static boolean isClean(char[] buffer, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = buffer[i];
            if (c < 0x80 ? control(c) || c == '<' : suspect(c)) {
                return false;
            }
        }
        return true;
    }

    private static int firstSuspect(String text, boolean prose) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80 ? control(c) || (prose && c == '<') : suspect(c)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean suspect(char c) {
        return c < 0x2000
                ? c < 0xa0
                        || c == 0xad
                        || c == 0x61c
                        || c == 0x115f
                        || c == 0x1160
                        || c == 0x17b4
                        || c == 0x17b5
                        || c == 0x180e
                : c <= 0x206f
                        || c == 0x3164
                        || (c >= 0xfe00 && c <= 0xfe0f)
                        || c == 0xfeff
                        || c == 0xffa0
                        || c == 0xdb40;
    }

    private static String cleaned(String text, boolean prose) {
        StringBuilder out = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            if (prose && c == '<' && text.startsWith("<!--", i)) {
                out.append(COMMENT);
                int end = text.indexOf("-->", i + 4);
                i = end < 0 ? text.length() : end + 3;
                continue;
            }
            if (c == '\r') {
                if (i + 1 >= text.length() || text.charAt(i + 1) != '\n') {
                    out.append('\n');
                }
            } else if (c == 0x2028 || c == 0x2029) {
                out.append('\n');
            } else if (!hidden(c) || joins(c, text, i)) {
                out.appendCodePoint(c);
            } else if (!prose) {
                out.append("<U+").append(String.format("%04X", c)).append('>');
            }
            i += Character.charCount(c);
        }
        return out.toString();
    }

    private static boolean control(int c) {
        return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
    }

    private static boolean hidden(int c) {
        if (c < 0xa0) {
            return control(c) || c >= 0x80;
        }
        return c == 0xad
                || c == 0x61c
                || c == 0x115f
                || c == 0x1160
                || c == 0x17b4
                || c == 0x17b5
                || c == 0x180e
                || (c >= 0x200b && c <= 0x200f)
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2060 && c <= 0x206f)
                || c == 0x3164
                || (c >= 0xfe00 && c <= 0xfe0f)
                || c == 0xfeff
                || c == 0xffa0
                || (c >= 0xe0000 && c <= 0xe0fff);
    }

    /**
     * Emoji and several scripts need joiners and variation selectors: one of them alone between or after characters
     * beyond ASCII stays. Runs of them, which is how data is smuggled, go.
     */
    private static boolean joins(int c, String text, int at) {
        boolean joiner = c == 0x200c || c == 0x200d;
        if (at == 0 || (!joiner && c != 0xfe0e && c != 0xfe0f)) {
            return false;
        }
        int before = text.codePointBefore(at);
        boolean beforeFits =
                before >= 0xa0 ? !hidden(before) || (joiner && before == 0xfe0f) : !joiner && isKeycap(before);
        if (!joiner) {
            return beforeFits;
        }
        return beforeFits
                && at + 1 < text.length()
                && text.codePointAt(at + 1) >= 0xa0
                && !hidden(text.codePointAt(at + 1));
    }

    private static boolean isKeycap(int c) {
        return (c >= '0' && c <= '9') || c == '#' || c == '*';
    }
}
