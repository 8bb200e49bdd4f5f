package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.WorkItemPlace.OTHER_IID;
import static dev.gitlabmcp.catalogue.WorkItemPlace.OTHER_PROJECT;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.clearableDate;
import static dev.gitlabmcp.tool.Params.date;
import static dev.gitlabmcp.tool.Params.fieldsList;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.idOr;
import static dev.gitlabmcp.tool.Params.markdown;
import static dev.gitlabmcp.tool.Params.number;
import static dev.gitlabmcp.tool.Params.text;
import static dev.gitlabmcp.tool.Params.textList;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.tool.Arguments;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolCall;
import java.util.List;
import java.util.Optional;

/** What creating and changing a work item have in common: its widgets as parameters, and as input of a mutation. */
final class WorkItemInput {
    static final Param<String> DESCRIPTION = markdown("description", "Text in Markdown.");
    private static final Param<List<String>> ASSIGNEES = textList("assignee_usernames", "Replaces all; [] for nobody.");
    private static final Param<String> MILESTONE =
            text("milestone", "Title; \"\" for none.").unless("milestone_id");
    private static final Param<String> MILESTONE_ID =
            text("milestone_id", "Its id; 0 for none.").unlisted();
    private static final Param<String> ITERATION = text("iteration", "Title, or current; \"\" for none. Premium.")
            .unless("iteration_id")
            .unlisted();
    private static final Param<String> ITERATION_ID =
            text("iteration_id", "Its id; 0 for none. Premium.").unlisted();
    private static final Param<String> WEIGHT = idOr("weight", "Number or none; Premium.", "none");
    private static final Param<String> HEALTH = choice(
                    "health_status", "Health; Ultimate.", "onTrack", "needsAttention", "atRisk", "none")
            .unlisted();
    private static final Param<String> START = clearableDate("start_date", "YYYY-MM-DD; \"\" removes.");
    private static final Param<String> DUE = clearableDate("due_date", "YYYY-MM-DD; \"\" removes.");
    private static final Param<Boolean> FIXED = flag("fixed_dates", "An epic's dates; false: from its children.")
            .also("is_fixed")
            .unlisted();
    private static final Param<Boolean> CONFIDENTIAL =
            flag("confidential", "For members only.").unlisted();
    static final Param<String> STATUS = text("status", "Its name, as list_work_item_statuses shows; Premium.");
    private static final Param<String> COLOR =
            text("color", "An epic's, as #rrggbb.").unlisted();

    private static final Param<String> FIELD_ID =
            text("custom_field_id", "Its id.").required();
    private static final Param<String> FIELD_TEXT = text("text_value", "For a text field.");
    private static final Param<Double> FIELD_NUMBER = number("number_value", "For a number field.");
    private static final Param<String> FIELD_DATE = date("date_value", "For a date field.");
    private static final Param<List<String>> FIELD_OPTIONS =
            textList("selected_option_ids", "For a select field; [] for none.");
    private static final Param<List<Arguments>> CUSTOM_FIELDS = fieldsList(
                    "custom_fields",
                    "As list_custom_field_definitions shows; Premium.",
                    FIELD_ID,
                    FIELD_TEXT,
                    FIELD_NUMBER,
                    FIELD_DATE,
                    FIELD_OPTIONS)
            .unlisted();

    private final ToolCall call;
    private final WorkItemNames names;

    WorkItemInput(ToolCall call, WorkItemNames names) {
        this.call = call;
        this.names = names;
    }

    /** The parameters of both, those that are listed first. */
    static Param<?>[] params() {
        return new Param<?>[] {
            DESCRIPTION,
            ASSIGNEES,
            MILESTONE,
            WEIGHT,
            START,
            DUE,
            STATUS,
            MILESTONE_ID,
            ITERATION,
            ITERATION_ID,
            HEALTH,
            FIXED,
            CONFIDENTIAL,
            COLOR,
            CUSTOM_FIELDS
        };
    }

    /** Another work item in a list of them. */
    static Param<?>[] other() {
        return new Param<?>[] {OTHER_IID, OTHER_PROJECT};
    }

    /** Adds the widgets that the call gives; nothing of it was sent yet but questions. */
    void addTo(ObjectNode input, String type) {
        call.find(DESCRIPTION)
                .ifPresent(body -> input.putObject("descriptionWidget").put("description", body));
        call.find(CONFIDENTIAL).ifPresent(only -> input.put("confidential", only));
        call.find(ASSIGNEES)
                .ifPresent(users ->
                        input.putObject("assigneesWidget").set("assigneeIds", names.users(users, ASSIGNEES.name())));
        reference(MILESTONE, MILESTONE_ID, "Milestone")
                .ifPresent(id -> put(input.putObject("milestoneWidget"), "milestoneId", id));
        reference(ITERATION, ITERATION_ID, "Iteration")
                .ifPresent(id -> put(input.putObject("iterationWidget"), "iterationId", id));
        call.find(WEIGHT).ifPresent(weight -> {
            ObjectNode widget = input.putObject("weightWidget");
            if (weight.equals("none")) {
                widget.putNull("weight");
            } else {
                widget.put("weight", Long.parseLong(weight));
            }
        });
        call.find(HEALTH)
                .ifPresent(health -> put(
                        input.putObject("healthStatusWidget"), "healthStatus", health.equals("none") ? "" : health));
        addDates(input);
        call.find(STATUS)
                .filter(status -> !status.isBlank())
                .ifPresent(status -> input.putObject("statusWidget").put("status", names.status(status, type)));
        call.find(COLOR)
                .filter(color -> !color.isBlank())
                .ifPresent(color -> input.putObject("colorWidget").put("color", color));
        List<Arguments> fields = call.find(CUSTOM_FIELDS).orElse(List.of());
        if (!fields.isEmpty()) {
            ArrayNode values = input.putArray("customFieldsWidget");
            fields.forEach(field -> values.add(customField(field)));
        }
    }

    private void addDates(ObjectNode input) {
        if (call.has(START) || call.has(DUE) || call.has(FIXED)) {
            ObjectNode dates = input.putObject("startAndDueDateWidget");
            call.find(START).ifPresent(day -> put(dates, "startDate", day));
            call.find(DUE).ifPresent(day -> put(dates, "dueDate", day));
            call.find(FIXED).ifPresent(fixed -> dates.put("isFixed", fixed));
        }
    }

    /** What a title or an id names: empty text for none of them, nothing when the call says nothing of it. */
    private Optional<String> reference(Param<String> byTitle, Param<String> byId, String type) {
        Optional<String> title = call.find(byTitle);
        if (title.isPresent()) {
            boolean milestone = type.equals("Milestone");
            return title.map(text -> text.isBlank() ? "" : milestone ? names.milestone(text) : names.iteration(text));
        }
        return call.find(byId)
                .map(id -> id.isBlank() || id.strip().equals("0") ? "" : GlobalIds.read(type, id, byId.name()));
    }

    /** An empty text removes what there was. */
    private static void put(ObjectNode widget, String name, String value) {
        if (value.isEmpty()) {
            widget.putNull(name);
        } else {
            widget.put(name, value);
        }
    }

    private static ObjectNode customField(Arguments given) {
        ObjectNode field = JsonNodeFactory.instance.objectNode();
        field.put(
                "customFieldId",
                GlobalIds.read("Issuables::CustomField", given.get(FIELD_ID), "custom_fields.custom_field_id"));
        given.find(FIELD_TEXT).ifPresent(text -> field.put("textValue", text));
        given.find(FIELD_NUMBER).ifPresent(value -> field.put("numberValue", value));
        given.find(FIELD_DATE).ifPresent(day -> field.put("dateValue", day));
        given.find(FIELD_OPTIONS).ifPresent(options -> {
            ArrayNode ids = field.putArray("selectedOptionIds");
            options.forEach(option -> ids.add(
                    GlobalIds.read("Issuables::CustomFieldSelectOption", option, "custom_fields.selected_option_ids")));
        });
        return field;
    }
}
