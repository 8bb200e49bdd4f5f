package dev.gitlabmcp.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What GitLab said when it refused. It speaks in several shapes: {@code message} as a text, as a list or as fields with
 * their errors, {@code error} with {@code error_description}, plain text, and pages of the proxies before it.
 *
 * @param message in one line, at most 2,000 characters
 * @param missingScope the scope that GitLab named as missing
 * @param unknownAddress whether it said that it has no such address, in place of no such object
 */
record ErrorBody(String message, @Nullable String missingScope, boolean unknownAddress) {
    private static final Set<String> UNKNOWN_ADDRESS = Set.of("404 Not Found", "405 Not Allowed");

    private static final int MAX_MESSAGE = 2000;
    private static final int MAX_DEPTH = 6;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads a body of any kind.
     *
     * @param fallback the message when the body says nothing
     */
    static ErrorBody parse(byte[] body, String fallback) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        JsonNode json = text.startsWith("{") || text.startsWith("[") || text.startsWith("\"") ? readJson(text) : null;
        String message;
        if (json != null) {
            message = describe(json);
        } else {
            message = text.startsWith("<") ? ErrorText.withoutMarkup(text) : text;
        }
        String clean = ErrorText.clean(message, MAX_MESSAGE);
        return new ErrorBody(
                clean.isEmpty() ? fallback : clean,
                json == null ? null : scopeOf(json),
                // GitLab says message of what is not there, and error of addresses it does not have.
                json != null && !json.has("message") && UNKNOWN_ADDRESS.contains(clean));
    }

    private static @Nullable JsonNode readJson(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable String scopeOf(JsonNode json) {
        boolean scopeIsMissing = json.path("error").asText().startsWith("insufficient_");
        String scope = json.path("scope").asText();
        return scopeIsMissing && !scope.isEmpty() ? ErrorText.clean(scope, 200) : null;
    }

    private static String describe(JsonNode json) {
        if (!json.isObject()) {
            return flatten(json);
        }
        Set<String> parts = new LinkedHashSet<>();
        add(parts, json.get("message"));
        add(parts, json.get("error"));
        add(parts, json.get("error_description"));
        add(parts, json.get("errors"));
        if (parts.isEmpty()) {
            return json.toString();
        }
        if (json.path("needs_captcha_response").asBoolean()) {
            parts.add("a captcha must be solved (site key "
                    + json.path("captcha_site_key").asText() + ", spam log "
                    + json.path("spam_log_id").asText() + ")");
        }
        return String.join(": ", parts);
    }

    private static void add(Set<String> parts, @Nullable JsonNode node) {
        if (node != null && !node.isNull()) {
            String text = flatten(node);
            if (!text.isEmpty()) {
                parts.add(text);
            }
        }
    }

    private static String flatten(JsonNode node) {
        StringBuilder out = new StringBuilder();
        flatten(node, "", 0, out);
        return out.toString();
    }

    private static void flatten(JsonNode node, String field, int depth, StringBuilder out) {
        if (out.length() > MAX_MESSAGE) {
            return;
        }
        if (node.isValueNode()) {
            String label = field.isEmpty() ? "" : field + " ";
            out.append(out.isEmpty() ? "" : "; ").append(label).append(node.asText());
        } else if (depth == MAX_DEPTH) {
            out.append(node);
        } else if (node.isArray()) {
            node.forEach(item -> flatten(item, field, depth + 1, out));
        } else {
            node.properties()
                    .forEach(entry -> flatten(entry.getValue(), fieldName(field, entry.getKey()), depth + 1, out));
        }
    }

    /** Rails files errors of the whole record under {@code base}; {@code error} and {@code message} only wrap a text. */
    private static String fieldName(String parent, String name) {
        if (name.equals("base") || name.equals("error") || name.equals("message")) {
            return parent;
        }
        return parent.isEmpty() ? name : parent + "." + name;
    }
}
