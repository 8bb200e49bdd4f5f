package dev.gitlabmcp.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Answers of the GraphQL API in the form in which the REST API gives such things, so that a model meets one form: names in
 * snake case, numbers for ids, lists for connections, and a work item's widgets as its own members. Stateless.
 */
final class RestForm {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RestForm() {}

    /** The value in that form; a connection becomes a list. */
    static JsonNode of(JsonNode value) {
        if (value.isArray()) {
            ArrayNode list = NODES.arrayNode();
            value.forEach(item -> list.add(of(item)));
            return list;
        }
        if (!value.isObject()) {
            return value.isMissingNode() ? NODES.nullNode() : value;
        }
        if (value.path("nodes").isArray()) {
            return of(value.get("nodes"));
        }
        return object(value);
    }

    /** As {@link #of}, for a list that is shown with its pages. */
    static JsonNode page(JsonNode connection) {
        if (!connection.path("nodes").isArray()) {
            return of(connection);
        }
        ObjectNode page = ((ObjectNode) connection).objectNode();
        page.setAll((ObjectNode) connection);
        page.set("nodes", of(connection.get("nodes")));
        return page;
    }

    /** The object in that form; empty when it is none. */
    static ObjectNode object(JsonNode value) {
        ObjectNode made = NODES.objectNode();
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            String name = member.getKey();
            JsonNode given = member.getValue();
            if (name.equals("widgets") && given.isArray()) {
                given.forEach(widget -> addWidget(widget, made));
            } else {
                add(name, given, made);
            }
        }
        return made;
    }

    private static void addWidget(JsonNode widget, ObjectNode made) {
        for (Map.Entry<String, JsonNode> member : widget.properties()) {
            if (!member.getKey().equals("type")) {
                add(member.getKey(), member.getValue(), made);
            }
        }
    }

    private static void add(String name, JsonNode given, ObjectNode made) {
        String snake = snake(name);
        if (given.isTextual() && (name.equals("id") || name.endsWith("Id"))) {
            made.set(snake, id(given));
        } else if (given.isTextual() && name.equals("iid") && isNumber(given.textValue())) {
            made.put(snake, Long.parseLong(given.textValue()));
        } else {
            made.set(snake, of(given));
            if (given.at("/pageInfo/hasNextPage").asBoolean()) {
                made.put(snake + "_cut", true);
            }
        }
    }

    /** Statuses of both kinds have numbers of their own, so that these ids stay whole. */
    private static JsonNode id(JsonNode given) {
        String text = given.textValue();
        if (!GlobalIds.isGlobal(text) || text.contains("Statuses::")) {
            return given;
        }
        String tail = GlobalIds.tail(text);
        return isNumber(tail) ? NODES.numberNode(Long.parseLong(tail)) : NODES.textNode(tail);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() < 19 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static String snake(String name) {
        StringBuilder snake = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                snake.append(i == 0 ? "" : "_").append((char) (c + ('a' - 'A')));
            } else {
                snake.append(c);
            }
        }
        return snake.toString();
    }
}
