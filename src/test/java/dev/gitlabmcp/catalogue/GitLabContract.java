package dev.gitlabmcp.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds requests against GitLab's OpenAPI document and what is known to be wrong with it. */
final class GitLabContract {
    private static final String PREFIX = "/api/v4";
    /** Paging parameters that most lists take and few declare. */
    private static final Set<String> PAGING =
            Set.of("page", "per_page", "pagination", "cursor", "page_token", "id_after", "order_by", "sort");

    /** What is called required although GitLab's own examples leave it out. */
    private static final Set<String> NOT_REQUIRED = Set.of(
            "DELETE /api/v4/groups/{id} full_path",
            "DELETE /api/v4/groups/{id} permanently_remove",
            "PUT /api/v4/projects/{id} avatar",
            "PUT /api/v4/projects/{id}/hooks/{hook_id} url",
            "PUT /api/v4/groups/{id}/hooks/{hook_id} url",
            "POST /api/v4/user/personal_access_tokens scopes");

    /** The body is a file, so that all else goes into the query. */
    private static final Pattern RAW_BODY = Pattern.compile("/packages/generic/.*\\{file_name}$");

    /** The name of a field of a form, perhaps quoted as JSON. */
    private static final Pattern FORM_FIELD = Pattern.compile("; name=\\\\?\"(\\w+)");

    private static final Pattern DATE_TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:?\\d\\d)?)?");

    private final JsonNode api;
    private final Map<String, List<Operation>> operations = new HashMap<>();

    /** One operation with what it takes, by place and name; schemas may be empty where nothing is known. */
    private record Operation(
            String method,
            String template,
            String[] segments,
            Map<String, JsonNode> query,
            Map<String, JsonNode> body,
            Set<String> required) {}

    GitLabContract() {
        api = ReferenceData.json("openapi.json");
        JsonNode supplement = ReferenceData.json("openapi-supplement.json.gz");
        for (Map.Entry<String, JsonNode> path : api.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> verb : path.getValue().properties()) {
                add(verb.getKey().toUpperCase(Locale.ROOT), path.getKey(), verb.getValue(), supplement);
            }
        }
        for (JsonNode extra : supplement.get("extra_ops")) {
            ObjectNode operation = JsonNodeFactory.instance.objectNode();
            operation.set("parameters", extra.path("params"));
            add(
                    extra.get("method").asText().toUpperCase(Locale.ROOT),
                    extra.get("path").asText(),
                    operation,
                    supplement);
        }
    }

    private void add(String method, String path, JsonNode operation, JsonNode supplement) {
        Map<String, JsonNode> query = new LinkedHashMap<>();
        Map<String, JsonNode> body = new LinkedHashMap<>();
        Set<String> required = new TreeSet<>();
        for (JsonNode parameter : operation.path("parameters")) {
            if (!parameter.path("in").asText().equals("path")) {
                query.put(parameter.get("name").asText(), parameter.path("schema"));
                if (parameter.path("required").asBoolean()) {
                    required.add(parameter.get("name").asText());
                }
            }
        }
        operation.at("/requestBody/content").forEach(content -> {
            JsonNode schema = resolved(content.path("schema"));
            schema.path("properties").properties().forEach(p -> body.put(p.getKey(), p.getValue()));
            schema.path("required").forEach(name -> required.add(name.asText()));
        });
        String key = method + " " + path;
        for (JsonNode corrected : List.of(
                supplement.at("/body_override").path(key),
                supplement.at("/extra_params").path(key))) {
            if (corrected == supplement.at("/body_override").path(key) && corrected.isObject()) {
                body.clear();
                required.clear();
            }
            corrected.properties().forEach(p -> {
                Map<String, JsonNode> place = p.getValue().path("in").asText().equals("query") ? query : body;
                place.putIfAbsent(p.getKey(), asSchema(p.getValue()));
                if (p.getValue().path("required").asBoolean()) {
                    required.add(p.getKey());
                }
            });
        }
        // The documentation wants a variable's value on each change; the server takes a change of its flags alone.
        if (!key.matches("PUT .*/variables/\\{key}")) {
            supplement.at("/docs_required").path(key).forEach(name -> required.add(name.asText()));
        }
        supplement.at("/relax_required").path(key).forEach(name -> required.remove(name.asText()));
        required.removeIf(name -> NOT_REQUIRED.contains(key + " " + name));
        if (method.equals("HEAD")) {
            // The document gives their query as a body, which HEAD has none of.
            query.putAll(body);
        }
        // In the path already, whatever the document says of it.
        required.removeIf(name -> path.contains("{" + name + "}") || path.contains("*" + name));
        // Parts of a path in brackets may be left out.
        String plain = path.replaceAll("\\(-/\\)|\\(/\\)\\(\\*\\w+\\)|\\(\\*\\w+/\\)", "")
                .substring(PREFIX.length());
        if (RAW_BODY.matcher(path).find()) {
            query.putAll(body);
            required.removeAll(Set.of("file", "path"));
        }
        operations
                .computeIfAbsent(method, any -> new ArrayList<>())
                .add(new Operation(method, path, plain.split("/", -1), query, body, required));
    }

    private static JsonNode asSchema(JsonNode corrected) {
        JsonNode types = corrected.path("types");
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        if (types.size() == 1) {
            schema.put("type", types.get(0).asText());
        }
        if (corrected.has("enum")) {
            schema.set("enum", corrected.get("enum"));
        }
        return schema;
    }

    private JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty() ? schema : api.at(reference.substring(1));
    }

    /** What is wrong with a request; {@code target} is the raw path and query below the API's. */
    List<String> violations(String method, String target, String body) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        Operation operation = find(method, path);
        if (operation == null) {
            return List.of("there is no " + method + " " + path);
        }
        List<String> wrong = new ArrayList<>();
        Set<String> given = new TreeSet<>();
        if (mark >= 0) {
            for (String pair : target.substring(mark + 1).split("&", -1)) {
                String[] parts = pair.split("=", 2);
                checkQuery(operation, decode(parts[0]), decode(parts.length > 1 ? parts[1] : ""), given, wrong);
            }
        }
        checkBody(operation, body, given, wrong);
        Set<String> missing = new TreeSet<>(operation.required);
        missing.removeAll(given);
        if (given.contains("resolved")) {
            // GitLab takes one of the two for a note of a thread, whatever the document says.
            missing.remove("body");
        }
        missing.forEach(name -> wrong.add(name + " is required"));
        return wrong.stream()
                .map(text -> operation.method + " " + operation.template + ": " + text)
                .toList();
    }

    private void checkQuery(Operation operation, String name, String value, Set<String> given, List<String> wrong) {
        String plain = name.replaceFirst("\\[]$", "");
        String base = plain.replaceFirst("\\[.*", "");
        given.add(plain);
        given.add(base);
        JsonNode schema = operation.query.get(plain);
        boolean hash = schema == null && operation.query.containsKey(base);
        if (schema == null && !hash && !PAGING.contains(base) && !operation.query.containsKey(plain + "[]")) {
            wrong.add("the query takes no " + name);
        } else if (schema != null) {
            String problem = typeProblem(schema, JsonNodeFactory.instance.textNode(value), true);
            if (!problem.isEmpty()) {
                wrong.add("query " + name + "=" + value + " " + problem);
            }
        }
    }

    private void checkBody(Operation operation, String body, Set<String> given, List<String> wrong) {
        if (!body.startsWith("{")) {
            if (body.startsWith("--") || body.startsWith("\"--")) {
                Matcher field = FORM_FIELD.matcher(body);
                while (field.find()) {
                    given.add(field.group(1));
                    if (!operation.body.containsKey(field.group(1))) {
                        wrong.add("the form takes no " + field.group(1));
                    }
                }
            }
            return;
        }
        for (Map.Entry<String, JsonNode> member : tree(body).properties()) {
            given.add(member.getKey());
            JsonNode schema = operation.body.get(member.getKey());
            if (schema == null && operation.query.containsKey(member.getKey())) {
                schema = operation.query.get(member.getKey());
            }
            if (schema == null) {
                wrong.add("the body takes no " + member.getKey());
            } else {
                String problem = typeProblem(schema, member.getValue(), false);
                if (!problem.isEmpty()) {
                    wrong.add("body member " + member.getKey() + " = " + member.getValue() + " " + problem);
                }
            }
        }
    }

    /** Lists may come as one text with commas. */
    private String typeProblem(JsonNode given, JsonNode value, boolean text) {
        JsonNode schema = resolved(given);
        if (schema.path("oneOf").isArray() || schema.path("anyOf").isArray() || value.isNull()) {
            return "";
        }
        if (schema.has("enum") && value.isValueNode() && !contains(schema.get("enum"), value.asText())) {
            return "is none of " + schema.get("enum");
        }
        return switch (schema.path("type").asText()) {
            case "integer" ->
                value.asText().matches("-?\\d+") && (text || value.isIntegralNumber()) ? "" : "is no integer";
            case "number" -> value.asText().matches("-?[\\d.]+") ? "" : "is no number";
            case "boolean" ->
                value.isBoolean() || (text && value.asText().matches("true|false")) ? "" : "is no boolean";
            case "array" -> arrayProblem(schema, value, text);
            case "object" -> value.isObject() || text ? "" : "is no object";
            case "string" -> stringProblem(schema, value);
            default -> "";
        };
    }

    private String arrayProblem(JsonNode schema, JsonNode value, boolean text) {
        if (!value.isArray()) {
            return value.isTextual() ? "" : "is no list";
        }
        for (JsonNode item : value) {
            String problem = typeProblem(schema.path("items"), item, text);
            if (!problem.isEmpty()) {
                return "has an item that " + problem;
            }
            for (Map.Entry<String, JsonNode> member : item.properties()) {
                JsonNode properties = resolved(schema.path("items")).path("properties");
                if (!properties.isEmpty() && !properties.has(member.getKey())) {
                    return "has an item with " + member.getKey() + ", which there is none of";
                }
            }
        }
        return "";
    }

    private static String stringProblem(JsonNode schema, JsonNode value) {
        if (value.isContainerNode()) {
            return "is no text";
        }
        String format = schema.path("format").asText();
        boolean time = format.equals("date") || format.equals("date-time");
        return time
                        && !value.asText().isEmpty()
                        && !DATE_TIME.matcher(value.asText()).matches()
                ? "is no " + format
                : "";
    }

    private static boolean contains(JsonNode words, String value) {
        for (String one : value.split(",", -1)) {
            boolean found = false;
            for (JsonNode word : words) {
                // Some words are given as Ruby symbols.
                found |= word.asText().replaceFirst("^:", "").equalsIgnoreCase(one);
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    private Operation find(String method, String rawPath) {
        String[] segments = rawPath.split("/", -1);
        Operation best = null;
        int bestLiterals = -1;
        for (Operation operation : operations.getOrDefault(method, List.of())) {
            int literals = literals(operation.segments, segments);
            if (literals > bestLiterals) {
                best = operation;
                bestLiterals = literals;
            }
        }
        return best;
    }

    /** How many segments are literally the same, or -1 when the path does not fit. */
    private static int literals(String[] template, String[] path) {
        int literals = 0;
        for (int i = 0; i < template.length; i++) {
            if (template[i].startsWith("*")) {
                int behind = template.length - i - 1;
                int rest = path.length - behind;
                int more = rest <= i
                        ? -1
                        : literals(
                                Arrays.copyOfRange(template, i + 1, template.length),
                                Arrays.copyOfRange(path, rest, path.length));
                return more < 0 ? -1 : literals + more;
            }
            if (i >= path.length) {
                return -1;
            }
            if (template[i].equals(path[i])) {
                literals++;
            } else if (!template[i].startsWith("{") || path[i].isEmpty()) {
                return -1;
            }
        }
        return template.length == path.length ? literals : -1;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static JsonNode tree(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
