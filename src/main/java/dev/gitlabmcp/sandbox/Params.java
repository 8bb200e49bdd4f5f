package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request: query and body in one, as Grape sees them. {@code a[]=1}, {@code a[k]=v} and JSON make
 * the same tree. The getters answer Grape's 400 when a value has the wrong type.
 */
final class Params {
    private final ObjectNode values;

    private Params(ObjectNode values) {
        this.values = values;
    }

    static Params of(ObjectNode values) {
        return new Params(values);
    }

    static Params parse(@Nullable String query, @Nullable String contentType, String body) {
        ObjectNode values = Json.object();
        addForm(values, query == null ? "" : query);
        if (!body.isBlank() && contentType != null && contentType.startsWith("application/json")) {
            try {
                if (Json.MAPPER.readTree(body) instanceof ObjectNode object) {
                    values.setAll(object);
                }
            } catch (JsonProcessingException e) {
                throw ApiError.error(
                        400,
                        "message body does not match declared format. when specifying application/json as "
                                + "content-type, you must pass valid application/json in the request's 'body'");
            }
        } else if (contentType != null && contentType.startsWith("application/x-www-form-urlencoded")) {
            addForm(values, body);
        }
        return new Params(values);
    }

    private static void addForm(ObjectNode values, String form) {
        for (String pair : form.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                put(values, name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiError.error(400, "Invalid query parameters: invalid %-encoding (" + text + ")");
        }
    }

    private static void put(ObjectNode into, String name, String value) {
        int bracket = name.indexOf('[');
        if (bracket < 0) {
            into.put(name, value);
            return;
        }
        String head = name.substring(0, bracket);
        int close = name.indexOf(']', bracket);
        String key = close < 0 ? "" : name.substring(bracket + 1, close);
        if (key.isEmpty()) {
            (into.get(head) instanceof ArrayNode array ? array : into.putArray(head)).add(value);
        } else {
            ObjectNode inner = into.get(head) instanceof ObjectNode object ? object : into.putObject(head);
            put(inner, key + name.substring(close + 1), value);
        }
    }

    /** Whether the caller sent the parameter at all, be it empty or null. */
    boolean has(String name) {
        return values.has(name);
    }

    /** The parameters by name, for links to further pages. */
    ObjectNode values() {
        return values;
    }

    JsonNode raw(String name) {
        JsonNode node = values.get(name);
        return node == null ? NullNode.getInstance() : node;
    }

    /** Parameters nested under a name; empty when there are none. */
    Params nested(String name) {
        return new Params(raw(name) instanceof ObjectNode object ? object : Json.object());
    }

    /** The objects of an array, as of {@code actions[]}. */
    List<Params> objects(String name) {
        List<Params> objects = new ArrayList<>();
        for (JsonNode node : raw(name)) {
            if (node instanceof ObjectNode object) {
                objects.add(new Params(object));
            }
        }
        return objects;
    }

    /** Answers 400 that names all the parameters that are missing. */
    void require(String... names) {
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            if (raw(name).isNull()) {
                missing.add(name + " is missing");
            }
        }
        if (!missing.isEmpty()) {
            throw ApiError.error(400, String.join(", ", missing));
        }
    }

    /** As {@link #require} where Grape does not allow blank either: it then complains twice about an absent one. */
    void requireFilled(String... names) {
        List<String> problems = new ArrayList<>();
        for (String name : names) {
            if (raw(name).isNull()) {
                problems.add(name + " is missing");
            }
            String text = text(name);
            if (text == null || text.isBlank()) {
                problems.add(name + " is empty");
            }
        }
        if (!problems.isEmpty()) {
            throw ApiError.error(400, String.join(", ", problems));
        }
    }

    /** The text of a parameter that {@link #require} has found. */
    String required(String name) {
        require(name);
        String text = text(name);
        return text == null ? "" : text;
    }

    @Nullable
    String text(String name) {
        JsonNode node = raw(name);
        if (node.isNull()) {
            return null;
        }
        if (node.isContainerNode()) {
            throw invalid(name);
        }
        return node.asText();
    }

    /** The text of a parameter, or null when it is absent or empty. */
    @Nullable
    String filled(String name) {
        String text = text(name);
        return text == null || text.isEmpty() ? null : text;
    }

    String text(String name, String otherwise) {
        String text = filled(name);
        return text == null ? otherwise : text;
    }

    @Nullable
    Integer integer(String name) {
        String text = filled(name);
        if (text == null) {
            return null;
        }
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw invalid(name);
        }
    }

    int integer(String name, int otherwise) {
        Integer value = integer(name);
        return value == null ? otherwise : value;
    }

    @Nullable
    Boolean bool(String name) {
        String text = filled(name);
        if (text == null) {
            return null;
        }
        return switch (text) {
            case "true", "1", "t", "yes", "on" -> true;
            case "false", "0", "f", "no", "off" -> false;
            default -> throw invalid(name);
        };
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(bool(name));
    }

    /** One of the values, or null when absent. */
    @Nullable
    String choice(String name, String... allowed) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        if (!List.of(allowed).contains(text)) {
            throw ApiError.error(400, name + " does not have a valid value");
        }
        return text;
    }

    String choiceOr(String otherwise, String name, String... allowed) {
        String text = choice(name, allowed);
        return text == null ? otherwise : text;
    }

    /** The members of an array or of a comma-separated text; null when absent. */
    @Nullable
    List<String> list(String name) {
        JsonNode node = raw(name);
        if (node.isNull()) {
            return null;
        }
        List<String> items = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(item -> items.add(item.asText()));
        } else if (node.isObject()) {
            throw invalid(name);
        } else {
            items.addAll(List.of(node.asText().split(",", -1)));
        }
        return items.stream().map(String::strip).filter(item -> !item.isEmpty()).toList();
    }

    @Nullable
    List<Integer> integers(String name) {
        List<String> items = list(name);
        if (items == null) {
            return null;
        }
        try {
            return items.stream().map(Integer::valueOf).toList();
        } catch (NumberFormatException e) {
            throw invalid(name);
        }
    }

    /** A date or a date with time; null when absent. */
    @Nullable
    Instant instant(String name) {
        String text = filled(name);
        if (text == null) {
            return null;
        }
        try {
            return text.length() <= 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(
                                    text.endsWith("Z") || text.matches(".*[+-]\\d\\d:?\\d\\d$") ? text : text + "Z")
                            .toInstant();
        } catch (DateTimeParseException e) {
            throw invalid(name);
        }
    }

    @Nullable
    LocalDate date(String name) {
        String text = filled(name);
        if (text == null) {
            return null;
        }
        try {
            return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
        } catch (DateTimeParseException e) {
            throw invalid(name);
        }
    }

    static ApiError invalid(String name) {
        return ApiError.error(400, name + " is invalid");
    }
}
