package dev.gitlabmcp.logs;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Reads which project, group or item an argument means. Stateless. */
final class Identifier {
    private static final int MAX = 255;

    private Identifier() {}

    /** The number or path; null when there is none, and a remark in place of what is neither. */
    static @Nullable String of(JsonNode argument) {
        if (argument.isMissingNode() || argument.isNull()) {
            return null;
        }
        if (argument.isIntegralNumber()) {
            return argument.asText();
        }
        return argument.isTextual() && isPath(argument.textValue()) ? argument.textValue() : "(unreadable)";
    }

    /** As GitLab allows it for paths of projects; addresses may hold more than a path, so they are none. */
    private static boolean isPath(String text) {
        if (text.isEmpty() || text.length() > MAX) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 'z' || (!Character.isLetterOrDigit(c) && "_-./%#!".indexOf(c) < 0)) {
                return false;
            }
        }
        return true;
    }
}
