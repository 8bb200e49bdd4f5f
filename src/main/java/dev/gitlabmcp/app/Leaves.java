package dev.gitlabmcp.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The values of a tree by their paths, such as {@code server.adminConnectors[0].port}. Stateless. */
final class Leaves {
    private Leaves() {}

    /** Every value, in the order of the tree; of empty lists and objects themselves. */
    static Map<String, JsonNode> of(JsonNode tree) {
        Map<String, JsonNode> leaves = new LinkedHashMap<>();
        collect("", tree, leaves);
        return leaves;
    }

    /** The path of a member of the object at that path. */
    static String member(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** The path of an element of the list at that path. */
    static String element(String path, int index) {
        return path + "[" + index + "]";
    }

    private static void collect(String path, JsonNode node, Map<String, JsonNode> leaves) {
        if (node.isMissingNode()) {
            return;
        }
        if (node.isEmpty()) {
            leaves.put(path, node);
        } else if (node.isObject()) {
            node.properties().forEach(member -> collect(member(path, member.getKey()), member.getValue(), leaves));
        } else {
            for (int i = 0; i < node.size(); i++) {
                collect(element(path, i), node.get(i), leaves);
            }
        }
    }
}
