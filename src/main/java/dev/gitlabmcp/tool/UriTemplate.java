package dev.gitlabmcp.tool;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A URI template of level 1 (RFC 6570): literal text and {@code {name}}. Matching takes values percent-encoded, as
 * expansion makes them, and also with plain slashes, as people and models write them; where that is ambiguous, the
 * shortest value that lets the rest match is taken, so only the encoded form is exact. Immutable.
 */
public final class UriTemplate {
    private static final int MAX_URI = 8_192;

    private final String text;
    /** Literals and names in turn, beginning and ending with a literal, which may be empty. */
    private final List<String> parts;

    private UriTemplate(String text, List<String> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException when braces do not match, a name is empty or twice, or two names touch
     */
    public static UriTemplate of(String template) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        int open;
        while ((open = template.indexOf('{', from)) >= 0) {
            int close = template.indexOf('}', open);
            String name = close < 0 ? "" : template.substring(open + 1, close);
            if (!ToolNames.isSnakeCase(name) || parts.contains(name) || (open == from && from > 0)) {
                throw new IllegalArgumentException("The URI template " + template + " is malformed");
            }
            parts.add(template.substring(from, open));
            parts.add(name);
            from = close + 1;
        }
        parts.add(template.substring(from));
        return new UriTemplate(template, parts);
    }

    /** The names of its variables, in order. */
    public List<String> variables() {
        List<String> names = new ArrayList<>();
        for (int i = 1; i < parts.size(); i += 2) {
            names.add(parts.get(i));
        }
        return names;
    }

    /** The values, decoded, with which this template makes that address; empty when it does not. */
    public Optional<Map<String, String>> match(String uri) {
        Map<String, String> values = new LinkedHashMap<>();
        if (uri.length() > MAX_URI
                || !uri.startsWith(parts.get(0))
                || !match(uri, parts.get(0).length(), 1, values)) {
            return Optional.empty();
        }
        return Optional.of(values);
    }

    /** Each literal is looked for once, from left to right, so the work is linear in the address. */
    private boolean match(String uri, int start, int firstPart, Map<String, String> values) {
        int from = start;
        for (int part = firstPart; part < parts.size(); part += 2) {
            String literal = parts.get(part + 1);
            boolean last = part + 2 >= parts.size();
            int end;
            if (last) {
                end = uri.endsWith(literal) ? uri.length() - literal.length() : -1;
            } else {
                end = uri.indexOf(literal, from + 1);
            }
            String value = end <= from ? null : decoded(uri.substring(from, end));
            if (value == null) {
                return false;
            }
            values.put(parts.get(part), value);
            from = end + literal.length();
        }
        return from == uri.length();
    }

    private static @Nullable String decoded(String value) {
        try {
            String decoded = URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
            return decoded.indexOf('\0') >= 0 ? null : decoded;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The template as it was given. */
    @Override
    public String toString() {
        return text;
    }
}
