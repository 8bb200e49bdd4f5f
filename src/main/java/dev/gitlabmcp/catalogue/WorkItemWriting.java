package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.WorkItemPlace.IID;
import static dev.gitlabmcp.catalogue.WorkItemPlace.OTHER_IID;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.fieldsList;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.iid;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.projectId;
import static dev.gitlabmcp.tool.Params.text;
import static dev.gitlabmcp.tool.Params.textList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.tool.Arguments;
import dev.gitlabmcp.tool.GraphQlDocument;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Creates and changes work items; every name is resolved before the first change is sent. */
final class WorkItemWriting {
    private static final String CORE = "work_item_core";
    private static final GraphQlDocument CREATE =
            GraphQlDocument.of("create_work_item", "workItemCreate.workItem", CORE);
    private static final GraphQlDocument UPDATE =
            GraphQlDocument.of("update_work_item", "workItemUpdate.workItem", CORE);
    private static final GraphQlDocument SEVERITY_OF =
            GraphQlDocument.of("set_incident_severity", "issueSetSeverity.issue");
    private static final GraphQlDocument ESCALATION_OF =
            GraphQlDocument.of("set_escalation_status", "issueSetEscalationStatus.issue");
    private static final GraphQlDocument LABELS_OF = GraphQlDocument.of("find_work_item_labels", "namespace.workItem");

    static final Param<String> TYPE =
            text("type", "As list_work_item_types shows.").also("work_item_type");
    private static final Param<String> TITLE = text("title", "Title.").max(255);
    private static final Param<List<String>> LABELS = textList("labels", "Label names.");
    private static final Param<List<String>> ADD_LABELS = textList("add_labels", "Label names.");
    private static final Param<List<String>> REMOVE_LABELS = textList("remove_labels", "Label names.");
    private static final Param<Integer> PARENT = iid("parent_iid", "Number of its parent.");
    private static final Param<String> PARENT_PROJECT =
            projectId("parent_project_id", "Project or group of the parent, if another.");
    private static final Param<Boolean> REMOVE_PARENT =
            flag("remove_parent", "Take it from its parent.").unless("parent_iid");
    private static final Param<String> ESTIMATE =
            text("time_estimate", "As 3h 30m; 0 for none.").unlisted();
    private static final Param<String> CREATED_AT =
            dateTime("created_at", "Creation time (owner).").unlisted();
    private static final Param<String> STATE_EVENT = choice("state_event", "Close or reopen.", "close", "reopen");
    private static final Param<String> SPENT =
            text("time_spent", "Time to log, as 1h; -1h takes it back.").unlisted();
    private static final Param<String> SPENT_AT =
            dateTime("spent_at", "When.").beside("time_spent").unlisted();
    private static final Param<String> SUMMARY =
            text("time_summary", "On what.").beside("time_spent").unlisted();
    private static final Param<Integer> PROGRESS = integer(
                    "progress_value", "Current value of an objective or key result.")
            .unlisted();
    private static final Param<Boolean> LOCKED =
            flag("discussion_locked", "Only members may comment.").unlisted();
    private static final Param<Boolean> SUBSCRIBED =
            flag("subscribed", "Notify oneself.").unlisted();
    private static final Param<List<Arguments>> CHILDREN_TO_ADD =
            fieldsList("children_to_add", "Become its children.", WorkItemInput.other());
    private static final Param<List<Arguments>> CHILDREN_TO_REMOVE = fieldsList(
                    "children_to_remove", "Taken from it.", WorkItemInput.other())
            .unlisted();
    private static final Param<List<Arguments>> LINKS_TO_ADD = fieldsList(
                    "linked_items_to_add",
                    "To link; see link_work_items.",
                    OTHER_IID,
                    WorkItemPlace.OTHER_PROJECT,
                    WorkItemLinks.TYPE)
            .unlisted();
    private static final Param<List<Arguments>> LINKS_TO_REMOVE = fieldsList(
                    "linked_items_to_remove", "To unlink.", WorkItemInput.other())
            .deletes()
            .unlisted();
    private static final Param<Integer> BEFORE = iid("move_before_iid", "Sibling to stand before.")
            .unless("move_after_iid")
            .unlisted();
    private static final Param<Integer> AFTER =
            iid("move_after_iid", "Sibling to stand behind.").unlisted();
    private static final Param<String> SEVERITY = choice(
                    "severity", "Of an incident.", "unknown", "low", "medium", "high", "critical")
            .unlisted();
    private static final Param<String> ESCALATION = choice(
                    "escalation_status", "Of an incident.", "triggered", "acknowledged", "resolved", "ignored")
            .unlisted();

    private WorkItemWriting() {}

    static Param<?>[] paramsOfCreate() {
        return Stream.concat(
                        Stream.of(TITLE.required(), TYPE.orElse("issue"), LABELS, PARENT, PARENT_PROJECT.unlisted()),
                        Stream.concat(Stream.of(WorkItemInput.params()), Stream.of(ESTIMATE, CREATED_AT)))
                .toArray(Param<?>[]::new);
    }

    static Param<?>[] paramsOfUpdate() {
        Stream<Param<?>> first = Stream.of(
                TITLE,
                STATE_EVENT,
                ADD_LABELS,
                REMOVE_LABELS,
                LABELS.describedAs("Replaces all labels; [] removes them.")
                        .unless("add_labels", "remove_labels")
                        .unlisted(),
                PARENT,
                PARENT_PROJECT.unlisted(),
                REMOVE_PARENT,
                CHILDREN_TO_ADD);
        Stream<Param<?>> last = Stream.of(
                CHILDREN_TO_REMOVE,
                LINKS_TO_ADD,
                LINKS_TO_REMOVE,
                BEFORE,
                AFTER,
                SEVERITY,
                ESCALATION,
                ESTIMATE,
                SPENT,
                SPENT_AT,
                SUMMARY,
                PROGRESS,
                LOCKED,
                SUBSCRIBED);
        return Stream.of(first, Stream.of(WorkItemInput.params()), last)
                .flatMap(params -> params)
                .toArray(Param<?>[]::new);
    }

    static GraphQlDocument[] documentsOfCreate() {
        return documents(CREATE, UPDATE);
    }

    static GraphQlDocument[] documentsOfUpdate() {
        return documents(
                UPDATE,
                SEVERITY_OF,
                ESCALATION_OF,
                LABELS_OF,
                WorkItemLinks.ADD_DOCUMENT,
                WorkItemLinks.REMOVE_DOCUMENT);
    }

    private static GraphQlDocument[] documents(GraphQlDocument... own) {
        return Stream.of(Stream.of(own), WorkItemNames.DOCUMENTS.stream(), Stream.of(WorkItemPlace.find()))
                .flatMap(documents -> documents)
                .toArray(GraphQlDocument[]::new);
    }

    static ToolOutput create(ToolCall call) {
        WorkItemPlace place = WorkItemPlace.of(call);
        WorkItemNames names = new WorkItemNames(call, place);
        WorkItemSteps steps = new WorkItemSteps(call, place);
        ObjectNode input = object().put("namespacePath", place.path()).put("title", call.get(TITLE));
        input.put("workItemTypeId", names.type(call.get(TYPE)));
        List<String> labels = call.find(LABELS).orElse(List.of());
        if (!labels.isEmpty()) {
            input.putObject("labelsWidget").set("labelIds", names.labels(labels, "labels"));
        }
        if (call.has(PARENT)) {
            input.putObject("hierarchyWidget").put("parentId", parent(call, place, steps));
        }
        new WorkItemInput(call, names).addTo(input, call.get(TYPE));
        call.find(CREATED_AT).ifPresent(time -> input.put("createdAt", time));
        if (!call.has(ESTIMATE)) {
            steps.add("create", CREATE, input);
            return steps.run(object());
        }
        // GitLab takes an estimate of what exists only.
        ObjectNode variables = object();
        variables.set("input", input);
        JsonNode made = call.scope().send(CREATE, variables, steps.projects());
        ObjectNode estimate = object().put("id", made.path("id").asText());
        estimate.putObject("timeTrackingWidget").put("timeEstimate", call.get(ESTIMATE));
        steps.add("time_estimate", UPDATE, estimate);
        return steps.run(RestForm.object(made), new ArrayList<>(List.of("create")));
    }

    static ToolOutput update(ToolCall call) {
        WorkItemPlace place = WorkItemPlace.of(call);
        WorkItemPlace.Item item = place.item(call, call.get(IID));
        WorkItemSteps steps = new WorkItemSteps(call, place);
        ObjectNode fields = fields(call, place, item, steps);
        ArrayNode children = others(CHILDREN_TO_ADD, call, place, steps);
        ObjectNode added = object();
        if (!children.isEmpty()) {
            // GitLab takes either a parent or children at once.
            ObjectNode widget = fields.has("hierarchyWidget") ? added : fields;
            widget.putObject("hierarchyWidget").set("childrenIds", children);
        }
        addStep(fields.size() == 1 && fields.has("hierarchyWidget") ? "hierarchy" : "fields", fields, item, steps);
        addStep("children_to_add", added, item, steps);
        for (JsonNode child : others(CHILDREN_TO_REMOVE, call, place, steps)) {
            ObjectNode orphan = object().put("id", child.textValue());
            orphan.putObject("hierarchyWidget").putNull("parentId");
            steps.addOther("children_to_remove " + GlobalIds.tail(child.textValue()), UPDATE, orphan);
        }
        WorkItemLinks.addSteps(call, place, item, call.find(LINKS_TO_ADD).orElse(List.of()), steps);
        ArrayNode unlinked = others(LINKS_TO_REMOVE, call, place, steps);
        if (!unlinked.isEmpty()) {
            steps.addOther(
                    "linked_items_to_remove", WorkItemLinks.REMOVE_DOCUMENT, WorkItemLinks.input(item, unlinked));
        }
        addIncident("severity", SEVERITY_OF, call.find(SEVERITY).orElse(""), call, place, steps);
        addIncident("status", ESCALATION_OF, call.find(ESCALATION).orElse(""), call, place, steps);
        if (steps.isEmpty()) {
            throw ToolException.invalid("title", "or another field must be given: there is nothing to change");
        }
        ObjectNode facts = object().put("iid", call.get(IID));
        facts.putObject("work_item_type").put("name", item.type());
        return steps.run(facts);
    }

    private static void addStep(String what, ObjectNode input, WorkItemPlace.Item item, WorkItemSteps steps) {
        if (!input.isEmpty()) {
            steps.add(what, UPDATE, input.put("id", item.id()));
        }
    }

    /** What one mutation takes at once, but for children. */
    private static ObjectNode fields(ToolCall call, WorkItemPlace place, WorkItemPlace.Item item, WorkItemSteps steps) {
        WorkItemNames names = new WorkItemNames(call, place);
        ObjectNode input = object();
        call.find(TITLE).filter(title -> !title.isBlank()).ifPresent(title -> input.put("title", title));
        call.find(STATE_EVENT).ifPresent(event -> input.put("stateEvent", event.toUpperCase(Locale.ROOT)));
        addLabels(input, call, place, names);
        addHierarchy(input, call, place, steps);
        new WorkItemInput(call, names).addTo(input, item.type());
        if (call.has(ESTIMATE) || call.has(SPENT)) {
            ObjectNode time = input.putObject("timeTrackingWidget");
            call.find(ESTIMATE).ifPresent(estimate -> time.put("timeEstimate", estimate));
            call.find(SPENT).ifPresent(spent -> {
                ObjectNode log = time.putObject("timelog").put("timeSpent", spent);
                call.find(SPENT_AT).ifPresent(at -> log.put("spentAt", at));
                call.find(SUMMARY).ifPresent(summary -> log.put("summary", summary));
            });
        }
        call.find(PROGRESS).ifPresent(value -> input.putObject("progressWidget").put("currentValue", value));
        call.find(LOCKED).ifPresent(locked -> input.putObject("notesWidget").put("discussionLocked", locked));
        call.find(SUBSCRIBED)
                .ifPresent(wanted -> input.putObject("notificationsWidget").put("subscribed", wanted));
        return input;
    }

    private static void addHierarchy(ObjectNode input, ToolCall call, WorkItemPlace place, WorkItemSteps steps) {
        boolean removed = call.find(REMOVE_PARENT).orElse(false);
        boolean placed = call.has(BEFORE) || call.has(AFTER);
        if (!removed && !placed && !call.has(PARENT)) {
            return;
        }
        ObjectNode hierarchy = input.putObject("hierarchyWidget");
        if (removed) {
            hierarchy.putNull("parentId");
        } else if (call.has(PARENT)) {
            hierarchy.put("parentId", parent(call, place, steps));
        }
        if (placed) {
            Param<Integer> sibling = call.has(BEFORE) ? BEFORE : AFTER;
            hierarchy.put(
                    "adjacentWorkItemId", place.item(call, call.get(sibling)).id());
            hierarchy.put("relativePosition", call.has(BEFORE) ? "BEFORE" : "AFTER");
        }
    }

    /** GitLab adds and removes labels; which those are when all are replaced must be looked up. */
    private static void addLabels(ObjectNode input, ToolCall call, WorkItemPlace place, WorkItemNames names) {
        List<String> removed = call.find(REMOVE_LABELS).orElse(List.of());
        List<String> added = call.find(call.has(LABELS) ? LABELS : ADD_LABELS).orElse(List.of());
        ObjectNode widget = object();
        if (!removed.isEmpty() || call.has(LABELS)) {
            Map<String, String> present = present(call, place);
            Set<String> kept = new HashSet<>(added);
            ArrayNode ids = JsonNodeFactory.instance.arrayNode();
            present.forEach((title, id) -> {
                if (call.has(LABELS) ? !kept.contains(title) : removed.contains(title)) {
                    ids.add(id);
                }
            });
            if (!ids.isEmpty()) {
                widget.set("removeLabelIds", ids);
            }
        }
        if (!added.isEmpty()) {
            widget.set("addLabelIds", names.labels(added, call.has(LABELS) ? "labels" : "add_labels"));
        }
        if (!widget.isEmpty()) {
            input.set("labelsWidget", widget);
        }
    }

    private static Map<String, String> present(ToolCall call, WorkItemPlace place) {
        JsonNode item = call.scope().send(LABELS_OF, place.variables(call.get(IID)), place.projects());
        Map<String, String> titles = new TreeMap<>();
        for (JsonNode label : WorkItemPlace.widgetWith("labels", item).path("nodes")) {
            titles.put(label.path("title").asText(), label.path("id").asText());
        }
        return titles;
    }

    private static String parent(ToolCall call, WorkItemPlace place, WorkItemSteps steps) {
        WorkItemPlace above = place.orOf(call, call.find(PARENT_PROJECT));
        steps.concerns(above);
        return above.item(call, call.get(PARENT)).id();
    }

    private static ArrayNode others(
            Param<List<Arguments>> param, ToolCall call, WorkItemPlace place, WorkItemSteps steps) {
        return WorkItemLinks.ids(call.find(param).orElse(List.of()), call, place, steps);
    }

    private static void addIncident(
            String member,
            GraphQlDocument document,
            String value,
            ToolCall call,
            WorkItemPlace place,
            WorkItemSteps steps) {
        if (!value.isEmpty()) {
            ObjectNode input = object().put("projectPath", place.path())
                    .put("iid", String.valueOf(call.get(IID)))
                    .put(member, value.toUpperCase(Locale.ROOT));
            steps.add(member.equals("status") ? "escalation_status" : member, document, input);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
