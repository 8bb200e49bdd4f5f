package dev.gitlabmcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.gitlabmcp.shaping.JsonText;

/**
 * A text in which GitLab runs quick actions: https://docs.gitlab.com/user/project/quick_actions/. A model that repeats
 * what somebody wrote could close, assign or merge by it, so such texts are refused unless the operator allows them.
 * Lines inside code blocks are refused too, since where GitLab sees a block end is not ours to guess.
 */
record Markdown(int maxChars) implements Kind<String> {
    private static final Pattern QUICK_ACTION = Pattern.compile("(?m)^[ \\t]*(/[A-Za-z_]+)(?:[ \\t\\r]|$)");

    @Override
    public void describe(ObjectNode schema) {
        schema.put("type", "string");
    }

    @Override
    public String read(JsonNode value, Argument argument) {
        String text = new ScalarKinds.Text(maxChars, false).read(value, argument);
        if (!argument.allowsQuickActions()) {
            Matcher action = QUICK_ACTION.matcher(text);
            if (action.find()) {
                throw argument.refuse("has a line that GitLab would run as the quick action " + action.group(1)
                        + "; use the tool for that, or put other words before it");
            }
        }
        return text;
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
