package dev.gitlabmcp.shaping;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the texts of one answer: cleaned, masked, and cut where they are too long. */
final class TextWriter {
    private static final int SHA_DIGITS = 12;
    /** Texts shorter than this are not cut for size, so that ids and states stay whole. */
    private static final int NEVER_CUT = 200;

    private final JsonText out;
    private final View view;
    private final int limit;
    private final @Nullable String wholeFrom;
    private final Set<String> revealed;
    private boolean cutForSize;

    TextWriter(JsonText out, View view, int limit, Shape shape) {
        this.out = out;
        this.view = view;
        this.limit = limit;
        this.wholeFrom = shape.wholeFrom();
        this.revealed = shape.revealed();
    }

    /** Whether a text had to be cut because of the result's size. */
    boolean wasCutForSize() {
        return cutForSize;
    }

    /** The parser's text, as a field wants it. */
    void chosen(@Nullable String label, JsonParser parser, Field field) throws IOException {
        char[] buffer = parser.getTextCharacters();
        int from = parser.getTextOffset();
        int to = from + parser.getTextLength();
        if (from == to) {
            return;
        }
        switch (field.format) {
            case MASKED -> string(label, Secrets.MASK);
            case TIME -> {
                if (hasFraction(buffer, from, to)) {
                    String zone = buffer[to - 1] == 'Z' ? "Z" : new String(buffer, to - 6, 6);
                    string(label, new String(buffer, from, 19) + (zone.equals("+00:00") ? "Z" : zone));
                } else {
                    write(label, buffer, from, to, Integer.MAX_VALUE, false);
                }
            }
            case SHA -> write(label, buffer, from, Math.min(to, from + SHA_DIGITS), Integer.MAX_VALUE, false);
            case CODE -> {
                char[] code =
                        TextCleaner.code(new String(buffer, from, to - from)).toCharArray();
                fit(label, code, 0, code.length, field.maxChars, true);
            }
            case URL -> {
                if (holdsAt(buffer, from, to)) {
                    url(label, parser.getText());
                } else {
                    write(label, buffer, from, to, field.maxChars, false);
                }
            }
            case AS_IS -> write(label, buffer, from, to, field.maxChars, field.userText);
        }
    }

    /** The parser's text, as the member of that name. */
    void any(@Nullable String label, JsonParser parser, String name, boolean secret) throws IOException {
        int length = parser.getTextLength();
        if (length == 0) {
            return;
        }
        if (secret || (Secrets.isSecret(name) && !revealed.contains(name))) {
            string(label, Secrets.MASK);
        } else if (Secrets.mayCarryLogin(name)) {
            url(label, parser.getText());
        } else {
            int from = parser.getTextOffset();
            write(label, parser.getTextCharacters(), from, from + length, Integer.MAX_VALUE, true);
        }
    }

    private static boolean holdsAt(char[] buffer, int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer[i] == '@') {
                return true;
            }
        }
        return false;
    }

    private void url(@Nullable String label, String text) {
        char[] url = Secrets.withoutLogin(text).toCharArray();
        write(label, url, 0, url.length, Integer.MAX_VALUE, false);
    }

    private void string(@Nullable String label, String value) {
        if (label != null) {
            out.label(label);
        }
        out.string(value);
    }

    private void write(@Nullable String label, char[] buffer, int from, int to, int max, boolean continuable) {
        if (TextCleaner.isClean(buffer, from, to)) {
            fit(label, buffer, from, to, max, continuable);
        } else {
            char[] clean =
                    TextCleaner.prose(new String(buffer, from, to - from)).toCharArray();
            if (clean.length > 0) {
                fit(label, clean, 0, clean.length, max, continuable);
            }
        }
    }

    private void fit(@Nullable String label, char[] buffer, int from, int to, int max, boolean continuable) {
        int start = from;
        if (continuable && view.textOffset() > 0 && to - from > view.textOffset()) {
            start = from + view.textOffset();
        }
        int end = to;
        if (!view.full() && to - start > max) {
            end = start + max;
        }
        // A text may take three quarters of what is left, so that what follows is not lost to one long text.
        int room = Math.max(NEVER_CUT, (limit - out.size()) / 4 * 3);
        int fitting = JsonText.fitting(buffer, start, end, room);
        if (start + fitting < end) {
            end = start + fitting;
            cutForSize = true;
        }
        if (end > start && end < to && Character.isHighSurrogate(buffer[end - 1])) {
            end--;
        }
        if (label != null) {
            out.label(label);
        }
        if (end == to && start == from) {
            out.string(buffer, from, to);
        } else {
            out.string(new String(buffer, start, end - start) + note(start - from, end - from, to - from, continuable));
        }
    }

    private String note(int start, int end, int length, boolean continuable) {
        if (end == length) {
            return "";
        }
        String shown = "… [characters " + (start + 1) + " to " + end + " of " + length + " shown";
        if (wholeFrom != null) {
            return shown + "; all: " + wholeFrom + "]";
        }
        if (!continuable) {
            return shown + "]";
        }
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put("detail", "full");
        changes.put("text_offset", end);
        String next = view.next().with(changes);
        return next.isEmpty() ? shown + "]" : shown + "; next: " + next + "]";
    }

    /** Whether this is a time like {@code 2024-01-31T05:37:57.883Z} or {@code 2024-01-31T05:37:57.000+01:00}. */
    private static boolean hasFraction(char[] buffer, int from, int to) {
        boolean fraction = to - from > 20 && to - from < 36 && buffer[from + 19] == '.';
        return fraction && (buffer[to - 1] == 'Z' || (to - from > 26 && buffer[to - 3] == ':'));
    }
}
