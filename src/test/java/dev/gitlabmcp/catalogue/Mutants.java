package dev.gitlabmcp.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Answers of GitLab as another version of it might give them: with members added, missing, null or of another type. */
final class Mutants {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Mutants() {}

    /** It itself, and it with one member of its first objects changed, up to so many members. */
    static List<JsonNode> of(JsonNode recorded, int most) {
        List<JsonNode> mutants = new ArrayList<>();
        mutants.add(recorded);
        mutants.add(extended(recorded.deepCopy()));
        int members = Math.min(most, objects(recorded).size());
        for (int i = 0; i < members; i++) {
            for (JsonNode other : List.of(
                    JSON.nullNode(),
                    JSON.getNodeFactory().textNode("text"),
                    JSON.getNodeFactory().numberNode(7),
                    JSON.getNodeFactory().booleanNode(true),
                    JSON.createArrayNode().add(1).addNull().addObject().put("x", 1),
                    JSON.createObjectNode().put("username", 5).set("x", JSON.createArrayNode()))) {
                JsonNode copy = recorded.deepCopy();
                Member member = objects(copy).get(i);
                member.parent().set(member.name(), other);
                mutants.add(copy);
            }
            JsonNode without = recorded.deepCopy();
            Member member = objects(without).get(i);
            member.parent().remove(member.name());
            mutants.add(without);
        }
        return mutants;
    }

    private record Member(ObjectNode parent, String name) {}

    private static List<Member> objects(JsonNode node) {
        List<Member> members = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> {
                members.add(new Member(object, entry.getKey()));
                members.addAll(objects(entry.getValue()));
            });
        } else if (node instanceof ArrayNode array && !array.isEmpty()) {
            members.addAll(objects(array.get(0)));
        }
        return members;
    }

    /** With a member in each object that nobody knows. */
    private static JsonNode extended(JsonNode node) {
        node.forEach(Mutants::extended);
        if (node instanceof ObjectNode object) {
            object.putObject("added_in_2030").put("a", 1).putArray("b").add("c");
        }
        return node;
    }
}
