package dev.gitlabmcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import java.util.ArrayList;
import java.util.List;

/** The kinds of parameter that hold several values. */
final class NestedKinds {
    private static final int MAX_ELEMENTS = 1_000;

    private NestedKinds() {}

    /** A list of values of one kind; a single value, or several in one text with commas, is taken for a list. */
    record Many<E>(Kind<E> element, int max) implements Kind<List<E>> {
        /** A list of up to a thousand values. */
        static <E> Many<E> of(Kind<E> element) {
            return new Many<>(element, MAX_ELEMENTS);
        }

        @Override
        public void describe(ObjectNode schema) {
            schema.put("type", "array");
            element.describe(schema.putObject("items"));
        }

        @Override
        public List<E> read(JsonNode value, Argument argument) {
            JsonNode values = value.isArray() ? value : split(value);
            if (values.size() > max) {
                throw argument.refuse("has " + values.size() + " values; at most " + max + " are taken");
            }
            List<E> read = new ArrayList<>(values.size());
            String name = argument.name();
            for (int i = 0; i < values.size(); i++) {
                argument.enter(name + "[" + i + "]");
                JsonNode item = values.get(i);
                if (item.isNull()) {
                    throw argument.refuse("must not be null");
                }
                read.add(element.read(item, argument));
            }
            argument.enter(name);
            return List.copyOf(read);
        }

        private JsonNode split(JsonNode value) {
            ArrayNode values = JsonNodeFactory.instance.arrayNode();
            if (element instanceof Fields || !value.isTextual()) {
                return values.add(value);
            }
            for (String part : value.textValue().split(",", -1)) {
                if (!part.isBlank()) {
                    values.add(part.strip());
                }
            }
            return values;
        }

        @Override
        public String text(List<E> value) {
            StringBuilder joined = new StringBuilder();
            for (E item : value) {
                joined.append(joined.isEmpty() ? "" : ",").append(element.text(item));
            }
            return joined.toString();
        }

        @Override
        public void query(List<E> value, Param<List<E>> param, GitLabRequest.Builder request) {
            if (param.isCommaSeparated()) {
                request.query(param.wireName(), text(value));
                return;
            }
            for (E item : value) {
                request.query(param.wireName() + "[]", element.text(item));
            }
        }

        @Override
        public void json(List<E> value, JsonText out) {
            out.beginArray();
            for (E item : value) {
                element.json(item, out);
            }
            out.endArray();
        }

        @Override
        public Kind<List<E>> atMost(long newMax) {
            return new Many<>(element, Math.toIntExact(newMax));
        }
    }

    /** An object of named values, one level deep. */
    record Fields(ParamSet fields) implements Kind<Arguments> {
        @Override
        public void describe(ObjectNode schema) {
            fields.describe(schema, false);
        }

        @Override
        public Arguments read(JsonNode value, Argument argument) {
            if (!(value instanceof ObjectNode object)) {
                throw argument.expected("an object with " + String.join(", ", fields.names()), value);
            }
            String name = argument.name();
            Arguments read = fields.read(object, argument, name + ".");
            argument.enter(name);
            return read;
        }

        @Override
        public String text(Arguments value) {
            throw new IllegalStateException("an object has no form as one text");
        }

        @Override
        public void query(Arguments value, Param<Arguments> param, GitLabRequest.Builder request) {
            value.addTo(request);
        }

        @Override
        public void json(Arguments value, JsonText out) {
            value.writeTo(out.beginObject());
            out.endObject();
        }
    }

    /** A value that is not looked into; with {@code object}, one with members. */
    record Free(boolean object) implements Kind<JsonNode> {
        @Override
        public void describe(ObjectNode schema) {
            if (object) {
                schema.put("type", "object");
            }
        }

        @Override
        public JsonNode read(JsonNode value, Argument argument) {
            if (object && !value.isObject()) {
                throw argument.expected("an object", value);
            }
            return value;
        }

        @Override
        public void query(JsonNode value, Param<JsonNode> param, GitLabRequest.Builder request) {
            add(param.wireName(), value, request);
        }

        /** As Rack reads it: {@code name[member]=1&name[list][]=2}. */
        private static void add(String name, JsonNode value, GitLabRequest.Builder request) {
            if (value.isObject()) {
                value.properties()
                        .forEach(member -> add(name + "[" + member.getKey() + "]", member.getValue(), request));
            } else if (value.isArray()) {
                value.forEach(item -> add(name + "[]", item, request));
            } else if (!value.isNull()) {
                request.query(name, value.asText());
            }
        }

        @Override
        public String text(JsonNode value) {
            return value.isValueNode() ? value.asText() : value.toString();
        }

        @Override
        public void json(JsonNode value, JsonText out) {
            out.raw(value.toString());
        }
    }
}
