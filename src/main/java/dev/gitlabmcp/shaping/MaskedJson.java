package dev.gitlabmcp.shaping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Shows what is sent to GitLab as it is, but for secrets and the ends of long texts. Stateless. */
public final class MaskedJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_TEXT = 2000;

    /** Stands in place of a secret. */
    public static final String MASK = Secrets.MASK;

    private MaskedJson() {}

    /**
     * The same JSON with its secrets masked, by the rules for results.
     *
     * @param secrets further members whose values are secrets
     * @throws IOException when it is no JSON
     */
    public static String of(byte[] json, Set<String> secrets) throws IOException {
        JsonNode tree = JSON.readTree(json);
        mask(tree, secrets);
        return tree.toString();
    }

    private static void mask(JsonNode node, Set<String> secrets) {
        if (node instanceof ObjectNode object) {
            boolean variable = false;
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                variable |= Secrets.marksVariable(member.getKey());
            }
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                String name = member.getKey();
                JsonNode value = member.getValue();
                if (secrets.contains(name)
                        || (value.isValueNode() && Secrets.isSecret(name))
                        || (variable && name.equals("value"))) {
                    member.setValue(object.textNode(Secrets.MASK));
                } else if (value.isTextual()) {
                    member.setValue(object.textNode(shown(name, value.textValue())));
                }
            }
        }
        node.forEach(member -> mask(member, secrets));
    }

    private static String shown(String name, String text) {
        String clean = Secrets.mayCarryLogin(name) ? Secrets.withoutLogin(text) : text;
        return clean.length() <= MAX_TEXT
                ? clean
                : clean.substring(0, MAX_TEXT) + "... (" + clean.length() + " characters)";
    }
}
