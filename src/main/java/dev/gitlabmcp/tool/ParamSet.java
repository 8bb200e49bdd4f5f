package dev.gitlabmcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.gitlab.GitLabInstance;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of a tool or of a nested object, with their JSON Schema and the reading of arguments. Immutable. */
final class ParamSet {
    private final List<Param<?>> params;
    private final Map<String, Integer> index;
    /** Where the project's parameter stands that a URL in another one can replace, or -1. */
    private final int linkedProject;

    private ParamSet(List<Param<?>> params, Map<String, Integer> index) {
        this.params = params;
        this.index = index;
        boolean links = params.stream().anyMatch(p -> takesLinks(p.kind()));
        this.linkedProject = links ? index.getOrDefault("project_id", -1) : -1;
    }

    /**
     * These parameters.
     *
     * @throws IllegalArgumentException when a name is given twice or is not snake case
     */
    static ParamSet of(List<Param<?>> params) {
        Map<String, Integer> index = new HashMap<>();
        for (Param<?> param : params) {
            if (!ToolNames.isSnakeCase(param.name())) {
                throw new IllegalArgumentException("Parameter " + param.name() + " must be in snake case");
            }
            if (index.put(param.name(), index.size()) != null) {
                throw new IllegalArgumentException("Parameter " + param.name() + " exists twice");
            }
        }
        for (int i = 0; i < params.size(); i++) {
            for (String other : params.get(i).otherNames()) {
                index.putIfAbsent(other, i);
            }
        }
        return new ParamSet(List.copyOf(params), index);
    }

    private static boolean takesLinks(Kind<?> kind) {
        return kind instanceof LinkKinds.Commit
                || kind instanceof LinkKinds.FilePath
                || (kind instanceof LinkKinds.Id id && takesLinks(id))
                || (kind instanceof LinkKinds.Iid iid && takesLinks(iid.id()));
    }

    private static boolean takesLinks(LinkKinds.Id id) {
        return !id.pages().isEmpty() && id.projectIn() == null;
    }

    List<Param<?>> params() {
        return params;
    }

    Set<String> names() {
        Map<String, Integer> inOrder = new LinkedHashMap<>();
        params.forEach(p -> inOrder.put(p.name(), 0));
        return inOrder.keySet();
    }

    @Nullable
    Integer indexOf(String name) {
        return index.get(name);
    }

    /**
     * Writes type, properties and bounds of the object these parameters make; without the unlisted ones, if any, the
     * schema leaves open that there are more.
     */
    void describe(ObjectNode schema, boolean listedOnly) {
        boolean closed = true;
        schema.put("type", "object");
        ArrayNode required = JsonNodeFactory.instance.arrayNode();
        if (!params.isEmpty()) {
            ObjectNode properties = schema.putObject("properties");
            for (int i = 0; i < params.size(); i++) {
                Param<?> param = params.get(i);
                if (listedOnly && param.isUnlisted()) {
                    closed = false;
                    continue;
                }
                describe(param, properties.putObject(param.name()));
                if (param.isRequired() && i != linkedProject) {
                    required.add(param.name());
                }
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        if (closed) {
            schema.put("additionalProperties", false);
        }
    }

    private static <T> void describe(Param<T> param, ObjectNode property) {
        param.kind().describe(property);
        if (!param.description().isEmpty()) {
            property.put("description", param.description());
        }
        T fallback = param.defaultValue();
        if (fallback instanceof Integer number) {
            property.put("default", number);
        } else if (fallback instanceof Boolean flag) {
            property.put("default", flag);
        } else if (fallback != null) {
            property.put("default", param.kind().text(fallback));
        }
    }

    /**
     * Reads a call's arguments.
     *
     * @throws ToolException with {@link ToolProblem.InvalidArgument}
     */
    Arguments read(ObjectNode arguments, GitLabInstance instance, boolean quickActions) {
        Argument argument = new Argument(instance, quickActions);
        JsonNode ref = arguments.path("ref");
        if (ref.isTextual()) {
            argument.give(ref.textValue());
        }
        return read(arguments, argument, "");
    }

    Arguments read(ObjectNode arguments, Argument argument, String prefix) {
        @Nullable Object[] values = new @Nullable Object[params.size()];
        for (Map.Entry<String, JsonNode> entry : arguments.properties()) {
            Integer at = index.get(entry.getKey());
            if (at == null) {
                throw unknown(entry.getKey(), prefix);
            }
            JsonNode value = entry.getValue();
            if (!value.isNull()) {
                Param<?> param = params.get(at);
                if (values[at] != null) {
                    throw ToolException.invalid(prefix + entry.getKey(), "is given twice, also as " + param.name());
                }
                argument.enter(prefix.isEmpty() ? param.name() : prefix + param.name());
                boolean hidden = argument.hide(param.isSecret());
                values[at] = param.kind().read(value, argument);
                argument.restore(hidden);
            }
        }
        if (linkedProject >= 0 && argument.project() != null) {
            takeProject(values, argument.project());
        }
        argument.elsewhere().forEach((name, project) -> {
            Integer at = index.get(name);
            if (at != null && values[at] == null) {
                values[at] = project;
            }
        });
        for (Map.Entry<String, Integer> line : argument.lines().entrySet()) {
            Integer at = index.get(line.getKey());
            if (at != null && values[at] == null && arguments.size() < 3) {
                values[at] = line.getValue();
            }
        }
        Integer ref = argument.ref() == null ? null : index.get("ref");
        if (ref != null && values[ref] == null) {
            values[ref] = argument.ref();
        }
        for (int i = 0; i < values.length; i++) {
            check(i, values, prefix);
        }
        return new Arguments(this, values);
    }

    /** A URL names its project for certain, so it decides; a different path beside it is a slip. */
    private void takeProject(@Nullable Object[] values, String project) {
        Object given = values[linkedProject];
        if (given instanceof String path && path.indexOf('/') >= 0 && !path.equalsIgnoreCase(project)) {
            throw ToolException.invalid(
                    "project_id", "is " + path + ", but another argument is a URL of the project " + project);
        }
        values[linkedProject] = project;
    }

    private void check(int at, @Nullable Object[] values, String prefix) {
        Param<?> param = params.get(at);
        if (values[at] == null) {
            if (param.isRequired()) {
                String hint = at == linkedProject ? ", unless another argument is a full URL" : "";
                throw ToolException.invalid(prefix + param.name(), "is missing: " + lower(param.description()) + hint);
            }
            values[at] = param.defaultValue();
            return;
        }
        for (String other : param.unless()) {
            Integer otherAt = index.get(other);
            if (otherAt != null && values[otherAt] != null && !Boolean.FALSE.equals(values[otherAt])) {
                throw ToolException.invalid(prefix + param.name(), "cannot be given together with " + other);
            }
        }
        Integer besideAt = param.beside() == null ? null : index.get(param.beside());
        if (besideAt != null && values[besideAt] == null) {
            throw ToolException.invalid(prefix + param.name(), "can only be given together with " + param.beside());
        }
    }

    private static String lower(String description) {
        String text = description.endsWith(".") ? description.substring(0, description.length() - 1) : description;
        boolean word = text.length() > 1 && Character.isLowerCase(text.charAt(1));
        return word ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
    }

    private ToolException unknown(String name, String prefix) {
        String shown = name.length() > 64 ? name.substring(0, 64) + "..." : name;
        List<String> near = Nearest.to(name, names(), 3);
        if (!near.isEmpty()) {
            return ToolException.invalid(
                    prefix + shown, "does not exist; did you mean " + String.join(" or ", near) + "?");
        }
        String known = params.isEmpty() ? "there are none" : "there are " + String.join(", ", names());
        return ToolException.invalid(prefix + shown, "does not exist; " + known);
    }
}
