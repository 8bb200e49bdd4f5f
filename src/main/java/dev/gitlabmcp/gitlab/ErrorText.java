package dev.gitlabmcp.gitlab;

/** Makes text that others wrote fit for an error message: one line, no markup, bounded. */
final class ErrorText {
    private static final String[] INVISIBLE = {"script", "style"};

    private ErrorText() {}

    /** One line: runs of white space and control characters become one space; cut at the limit in characters. */
    static String clean(String text, int limit) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), limit) + 1);
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || Character.isISOControl(c)) {
                gap = true;
                continue;
            }
            if (gap && !out.isEmpty()) {
                out.append(' ');
            }
            gap = false;
            if (out.length() >= limit) {
                return cut(out, limit);
            }
            out.append(c);
        }
        return out.toString();
    }

    /** The text of an HTML or XML page: its title where it has one, else what a reader would see. */
    static String withoutMarkup(String page) {
        int open = indexOfTag(page, "title", 0);
        int close = open < 0 ? -1 : page.indexOf('<', page.indexOf('>', open) + 1);
        if (close > 0) {
            String title = page.substring(page.indexOf('>', open) + 1, close).strip();
            if (!title.isEmpty()) {
                return unescape(title);
            }
        }
        return unescape(stripTags(page));
    }

    private static String cut(StringBuilder out, int limit) {
        int end = Character.isHighSurrogate(out.charAt(limit - 1)) ? limit - 1 : limit;
        out.setLength(end);
        return out.append('…').toString();
    }

    private static String stripTags(String page) {
        StringBuilder out = new StringBuilder(page.length());
        int from = 0;
        while (from < page.length()) {
            int open = page.indexOf('<', from);
            if (open < 0) {
                return out.append(page, from, page.length()).toString();
            }
            out.append(page, from, open).append(' ');
            from = endOfMarkup(page, open);
        }
        return out.toString();
    }

    private static int endOfMarkup(String page, int open) {
        if (page.startsWith("<!--", open)) {
            return after(page, "-->", open);
        }
        for (String name : INVISIBLE) {
            if (isTag(page, name, open)) {
                int end = indexOfTag(page, "/" + name, open);
                return end < 0 ? page.length() : after(page, ">", end);
            }
        }
        return after(page, ">", open);
    }

    private static int after(String page, String end, int from) {
        int index = page.indexOf(end, from);
        return index < 0 ? page.length() : index + end.length();
    }

    private static int indexOfTag(String page, String name, int from) {
        for (int open = page.indexOf('<', from); open >= 0; open = page.indexOf('<', open + 1)) {
            if (isTag(page, name, open)) {
                return open;
            }
        }
        return -1;
    }

    private static boolean isTag(String page, String name, int open) {
        int end = open + 1 + name.length();
        return page.regionMatches(true, open + 1, name, 0, name.length())
                && end < page.length()
                && !Character.isLetterOrDigit(page.charAt(end));
    }

    private static String unescape(String text) {
        // The ampersand last, so that an escaped entity is not unescaped twice.
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&");
    }
}
