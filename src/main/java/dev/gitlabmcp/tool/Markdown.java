package dev.gitlabmcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.shaping.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * A text in which GitLab runs quick actions: https://docs.gitlab.com/user/project/quick_actions/. A model that repeats
 * what somebody wrote could close, assign or merge by it, so such texts are refused unless the operator allows them.
 * Lines inside code blocks are refused too, since where GitLab sees a block end is not ours to guess.
 */
record Markdown(int maxChars) implements Kind<String> {
    @Override
    public void describe(ObjectNode schema) {
        schema.put("type", "string");
    }

    @Override
    public String read(JsonNode value, Argument argument) {
        String text = new ScalarKinds.Text(maxChars, false).read(value, argument);
        if (!argument.allowsQuickActions()) {
            for (String line : text.split("\n", -1)) {
                String action = quickAction(line);
                if (action != null) {
                    throw argument.refuse("has a line that GitLab would run as the quick action " + action
                            + "; use the tool for that, or put other words before it");
                }
            }
        }
        return text;
    }

    /**
     * The quick action that a line may be, or null. Broader than GitLab's own rule, which drops carriage returns, knows
     * all of Unicode's letters as upper and lower case, and takes any white space for the end of a name.
     */
    private static @Nullable String quickAction(String line) {
        StringBuilder visible = new StringBuilder();
        line.codePoints().filter(c -> !isDropped(c)).forEach(visible::appendCodePoint);
        int start = 0;
        while (start < visible.length() && isSpace(visible.charAt(start))) {
            start++;
        }
        String text = visible.substring(start);
        int end = 1;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        boolean named = text.length() > 1 && end > 1 && text.charAt(0) == '/' && !Character.isDigit(text.charAt(1));
        boolean ended = end >= text.length() || isSpace(text.charAt(end));
        return named && ended ? text.substring(0, end) : null;
    }

    private static boolean isDropped(int c) {
        int type = Character.getType(c);
        return (type == Character.CONTROL || type == Character.FORMAT) && !isSpace(c);
    }

    /** As Ruby's white space and more; a carriage return is nothing to GitLab. */
    private static boolean isSpace(int c) {
        return c != '\r' && (Character.isWhitespace(c) || Character.isSpaceChar(c));
    }

    @Override
    public void json(String value, JsonText out) {
        out.string(value);
    }

    @Override
    public Kind<String> atMost(long max) {
        return new Markdown(Math.toIntExact(max));
    }
}
