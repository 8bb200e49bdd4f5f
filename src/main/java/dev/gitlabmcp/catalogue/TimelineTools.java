package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.iid;
import static dev.gitlabmcp.tool.Params.text;
import static dev.gitlabmcp.tool.Params.textList;
import static dev.gitlabmcp.tool.ToolBuilder.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.GraphQlDocument;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolGroup;
import dev.gitlabmcp.tool.ToolOutput;
import dev.gitlabmcp.tool.ToolProblem;
import java.util.List;

/** Timelines of incidents: https://docs.gitlab.com/operations/incident_management/incident_timeline_events/ */
final class TimelineTools {
    private static final String FRAGMENT = "timeline_event";
    private static final GraphQlDocument EVENTS =
            GraphQlDocument.of("get_timeline_events", "project.incidentManagementTimelineEvents", FRAGMENT);
    private static final GraphQlDocument FIND =
            GraphQlDocument.of("find_timeline_event", "project.incidentManagementTimelineEvent");
    private static final GraphQlDocument CREATION =
            GraphQlDocument.of("create_timeline_event", "timelineEventCreate.timelineEvent", FRAGMENT);
    private static final GraphQlDocument CHANGE =
            GraphQlDocument.of("update_timeline_event", "timelineEventUpdate.timelineEvent", FRAGMENT);
    private static final GraphQlDocument DELETION =
            GraphQlDocument.of("delete_timeline_event", "timelineEventDestroy.timelineEvent", FRAGMENT);

    private static final Shape EVENT = Shape.of(
            field("id").as("timeline_event_id"),
            time("occurred_at"),
            text("note"),
            field("timeline_event_tags[].name").as("tags"),
            field("action"),
            field("author.username"),
            time("created_at"));

    private static final Param<Integer> INCIDENT = iid("incident_iid", "Number or URL.", "issues", "work_items")
            .also("iid")
            .required();
    private static final Param<String> EVENT_ID =
            text("timeline_event_id", "As get_timeline_events shows.").required();
    private static final Param<String> NOTE =
            text("note", "What happened, in Markdown.").max(280);
    private static final Param<String> OCCURRED_AT = dateTime("occurred_at", "When, ISO 8601.");
    private static final Param<List<String>> TAGS = textList(
            "tag_names",
            "Of: Start time, End time, Impact detected, Response initiated, Impact mitigated, Cause identified.");

    static final ToolDefinition GET_EVENTS = graphql("get_timeline_events", EVENTS, WorkItemPlace.find())
            .title("Get incident timeline")
            .description("Lists the events of an incident's timeline.")
            .aliases("list_timeline_events")
            .arguments(PROJECT_ID.required(), INCIDENT)
            .keyset()
            .returns(EVENT)
            .handledBy(TimelineTools::list)
            .define();

    static final ToolDefinition CREATE_EVENT = graphql("create_timeline_event", CREATION, WorkItemPlace.find())
            .title("Create timeline event")
            .description("Adds an event to an incident's timeline.")
            .arguments(PROJECT_ID.required(), INCIDENT, NOTE.required(), OCCURRED_AT.required(), TAGS)
            .returns(EVENT)
            .handledBy(TimelineTools::create)
            .define();

    static final ToolDefinition UPDATE_EVENT = graphql("update_timeline_event", CHANGE, FIND, WorkItemPlace.find())
            .title("Update timeline event")
            .description("Changes text, time or tags of an event in an incident's timeline.")
            .arguments(PROJECT_ID.required(), INCIDENT, EVENT_ID, NOTE, OCCURRED_AT, TAGS)
            .destructive("it overwrites the event")
            .idempotent(true, "the event is as given then")
            .returns(EVENT)
            .handledBy(TimelineTools::update)
            .define();

    static final ToolDefinition DELETE_EVENT = graphql("delete_timeline_event", DELETION, FIND, WorkItemPlace.find())
            .title("Delete timeline event")
            .description("Deletes an event of an incident's timeline for good.")
            .arguments(PROJECT_ID.required(), INCIDENT, EVENT_ID)
            .deletes("the event is gone for good")
            .returns(EVENT)
            .handledBy(TimelineTools::delete)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "incident_timelines", "Incident timelines", GET_EVENTS, CREATE_EVENT, UPDATE_EVENT, DELETE_EVENT);

    private TimelineTools() {}

    /** A work item has the number that GitLab's timelines know as the issue's. */
    private static String incident(ToolCall call, WorkItemPlace place) {
        String id = place.item(call, call.get(INCIDENT)).id();
        return GlobalIds.read("Issue", GlobalIds.tail(id), INCIDENT.name());
    }

    private static ToolOutput list(ToolCall call) {
        WorkItemPlace place = WorkItemPlace.ofProject(call);
        ObjectNode variables = call.pageVariables().setAll(place.variables());
        variables.put("incident", incident(call, place));
        return call.show(RestForm.page(call.scope().send(EVENTS, variables, place.projects())), EVENT);
    }

    private static ToolOutput create(ToolCall call) {
        WorkItemPlace place = WorkItemPlace.ofProject(call);
        ObjectNode input = object().put("incidentId", incident(call, place));
        return send(CREATION, withFields(input, call), call, place);
    }

    private static ToolOutput update(ToolCall call) {
        WorkItemPlace place = WorkItemPlace.ofProject(call);
        ObjectNode input = withFields(object(), call);
        if (input.isEmpty()) {
            throw ToolException.invalid("note", "or occurred_at or tag_names must be given");
        }
        return send(CHANGE, input.put("id", event(call, place)), call, place);
    }

    private static ToolOutput delete(ToolCall call) {
        WorkItemPlace place = WorkItemPlace.ofProject(call);
        return send(DELETION, object().put("id", event(call, place)), call, place);
    }

    private static ToolOutput send(GraphQlDocument document, ObjectNode input, ToolCall call, WorkItemPlace place) {
        ObjectNode variables = object();
        variables.set("input", input);
        return call.show(RestForm.object(call.scope().send(document, variables, place.projects())), EVENT);
    }

    private static ObjectNode withFields(ObjectNode input, ToolCall call) {
        call.find(NOTE).ifPresent(note -> input.put("note", note));
        call.find(OCCURRED_AT).ifPresent(time -> input.put("occurredAt", time));
        call.find(TAGS).ifPresent(tags -> tags.forEach(input.putArray("timelineEventTagNames")::add));
        return input;
    }

    /** The id of the event, which is of that incident: alone it would reach any project's. */
    private static String event(ToolCall call, WorkItemPlace place) {
        String id = GlobalIds.read("IncidentManagement::TimelineEvent", call.get(EVENT_ID), EVENT_ID.name());
        ObjectNode variables =
                place.variables().put("incident", incident(call, place)).put("id", id);
        JsonNode found = call.scope().send(FIND, variables, place.projects());
        if (!found.path("id").asText().equals(id)) {
            throw new ToolException(new ToolProblem.NothingFound(
                    "That incident's timeline has no such event.", "See get_timeline_events."));
        }
        return id;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
