package dev.gitlabmcp.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.tool.GraphQlDocument;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Turns the names that models know into the ids that GitLab's work items take alone; for one call. */
final class WorkItemNames {
    private static final GraphQlDocument PROJECT_LABELS = GraphQlDocument.of("find_project_labels", "project.labels");
    private static final GraphQlDocument GROUP_LABELS = GraphQlDocument.of("find_group_labels", "group.labels");
    private static final GraphQlDocument PROJECT_MILESTONES =
            GraphQlDocument.of("find_project_milestones", "project.milestones");
    private static final GraphQlDocument GROUP_MILESTONES =
            GraphQlDocument.of("find_group_milestones", "group.milestones");
    private static final GraphQlDocument PROJECT_ITERATIONS =
            GraphQlDocument.of("find_project_iterations", "project.iterations");
    private static final GraphQlDocument GROUP_ITERATIONS =
            GraphQlDocument.of("find_group_iterations", "group.iterations");
    private static final GraphQlDocument USERS = GraphQlDocument.of("find_users", "users");
    private static final GraphQlDocument TYPES = GraphQlDocument.of("find_work_item_types", "namespace.workItemTypes");
    private static final GraphQlDocument STATUSES =
            GraphQlDocument.of("list_work_item_statuses", "namespace.workItemTypes");

    /** What tools that resolve names send. */
    static final List<GraphQlDocument> DOCUMENTS = List.of(
            PROJECT_LABELS,
            GROUP_LABELS,
            PROJECT_MILESTONES,
            GROUP_MILESTONES,
            PROJECT_ITERATIONS,
            GROUP_ITERATIONS,
            USERS,
            TYPES,
            STATUSES);

    private final ToolCall call;
    private final WorkItemPlace place;

    WorkItemNames(ToolCall call, WorkItemPlace place) {
        this.call = call;
        this.place = place;
    }

    /** The id that a name was found to have. */
    private record Id(String text) {}

    /** The ids of a place's types by their names. */
    private record Types(Map<String, String> ids) {}

    /** The ids of these labels, of the place or what is above it. */
    ArrayNode labels(List<String> titles, String argument) {
        ArrayNode ids = JsonNodeFactory.instance.arrayNode();
        titles.forEach(title -> ids.add(label(title, argument)));
        return ids;
    }

    private String label(String title, String argument) {
        return known("label " + title, () -> {
            ObjectNode variables = place.variables().put("title", title);
            JsonNode found = either(PROJECT_LABELS, GROUP_LABELS, variables);
            return byTitle(title, found, argument, "a label", "list_labels");
        });
    }

    /** The ids of these users. */
    ArrayNode users(List<String> names, String argument) {
        ArrayNode ids = JsonNodeFactory.instance.arrayNode();
        List<String> plain = names.stream()
                .map(String::strip)
                .map(name -> name.startsWith("@") ? name.substring(1) : name)
                .toList();
        if (plain.isEmpty()) {
            return ids;
        }
        ObjectNode variables = JsonNodeFactory.instance.objectNode();
        plain.forEach(variables.putArray("usernames")::add);
        Map<String, String> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (JsonNode user :
                call.scope().send(USERS, variables, place.projects()).path("nodes")) {
            found.put(user.path("username").asText(), user.path("id").asText());
        }
        for (String name : plain) {
            String id = found.get(name);
            if (id == null) {
                throw ToolException.invalid(argument, "names no user that this token may see: " + name);
            }
            ids.add(id);
        }
        return ids;
    }

    /** The id of that milestone, of the place or what is above it. */
    String milestone(String title) {
        return known("milestone " + title, () -> {
            ObjectNode variables = place.variables().put("title", title);
            JsonNode found = either(PROJECT_MILESTONES, GROUP_MILESTONES, variables);
            return byTitle(title, found, "milestone", "a milestone", "list_milestones");
        });
    }

    /** The id of that iteration, or of the current one. */
    String iteration(String title) {
        boolean current = title.equalsIgnoreCase("current");
        ObjectNode variables = place.variables().put(current ? "state" : "title", current ? "current" : title);
        JsonNode found = either(PROJECT_ITERATIONS, GROUP_ITERATIONS, variables);
        JsonNode nodes = found.path("nodes");
        if (current && nodes.size() == 1) {
            return nodes.get(0).path("id").asText();
        }
        if (current) {
            throw ToolException.invalid(
                    "iteration", "is ambiguous: there are " + nodes.size() + " current ones; see list_iterations");
        }
        return byTitle(title, found, "iteration", "an iteration", "list_iterations");
    }

    /** The id of the type of that name, however it is written: {@code key_result} is {@code Key Result}. */
    String type(String name) {
        Types types = call.scope().remembered(Types.class, place.path(), () -> {
            Map<String, String> ids = new TreeMap<>();
            for (JsonNode type : call.scope()
                    .send(TYPES, place.variables(), place.projects())
                    .path("nodes")) {
                ids.put(type.path("name").asText(), type.path("id").asText());
            }
            return new Types(ids);
        });
        if (types.ids().isEmpty()) {
            throw place.nothing("types of work items");
        }
        for (Map.Entry<String, String> type : types.ids().entrySet()) {
            if (plain(type.getKey()).equals(plain(name))) {
                return type.getValue();
            }
        }
        throw ToolException.invalid(
                "type",
                "is no type here; there are " + String.join(", ", types.ids().keySet()));
    }

    /** Whether two names mean the same type. */
    static boolean isType(String name, String other) {
        return plain(name).equals(plain(other));
    }

    private static String plain(String type) {
        return type.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "").replace(" ", "");
    }

    /** The id of that status, which the type must have. */
    String status(String name, String type) {
        if (GlobalIds.isGlobal(name)) {
            return name;
        }
        List<String> names = new ArrayList<>();
        for (JsonNode one :
                call.scope().send(STATUSES, place.variables(), place.projects()).path("nodes")) {
            if (!isType(one.path("name").asText(), type)) {
                continue;
            }
            for (JsonNode widget : one.path("widgetDefinitions")) {
                for (JsonNode status : widget.path("allowedStatuses")) {
                    if (status.path("name").asText().equalsIgnoreCase(name.strip())) {
                        return status.path("id").asText();
                    }
                    names.add(status.path("name").asText());
                }
            }
        }
        throw ToolException.invalid(
                "status",
                names.isEmpty()
                        ? "cannot be set: the type has no statuses here"
                        : "is no status of this type; there are " + String.join(", ", names));
    }

    private String known(String name, Supplier<String> look) {
        return call.scope()
                .remembered(Id.class, place.path() + " " + name, () -> new Id(look.get()))
                .text();
    }

    /** Of a group where the place is one, else of a project, which may turn out to be a group after all. */
    private JsonNode either(GraphQlDocument ofProject, GraphQlDocument ofGroup, ObjectNode variables) {
        if (!place.group()) {
            JsonNode found = call.scope().send(ofProject, variables, place.projects());
            if (!found.isMissingNode()) {
                return found;
            }
        }
        return call.scope().send(ofGroup, variables, place.projects());
    }

    private String byTitle(String title, JsonNode found, String argument, String what, String tool) {
        String alike = "";
        for (JsonNode one : found.path("nodes")) {
            String name = one.path("title").asText();
            if (name.equals(title)) {
                return one.path("id").asText();
            }
            alike = name.equalsIgnoreCase(title.strip()) ? one.path("id").asText() : alike;
        }
        if (!alike.isEmpty()) {
            return alike;
        }
        throw ToolException.invalid(
                argument, "does not name " + what + " of " + place.path() + " or above: " + title + "; see " + tool);
    }
}
