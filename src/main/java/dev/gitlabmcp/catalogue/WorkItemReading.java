package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.WorkItemPlace.IID;
import static dev.gitlabmcp.tool.Params.choiceList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.tool.GraphQlDocument;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import java.util.List;
import java.util.stream.Stream;

/** Reads work items: https://docs.gitlab.com/api/graphql/reference/#workitem */
final class WorkItemReading {
    private static final String CORE = "work_item_core";
    private static final String DETAIL = "work_item_detail";
    private static final String LICENSED = "work_item_licensed";

    private static final List<GraphQlDocument> ONE = List.of(
            GraphQlDocument.of("get_work_item", "namespace.workItem", CORE, DETAIL, LICENSED),
            GraphQlDocument.of("get_work_item_free", "namespace.workItem", CORE, DETAIL));
    private static final List<GraphQlDocument> OF_PROJECT = lists("project");
    private static final List<GraphQlDocument> OF_GROUP = lists("group");

    /** What only some GitLabs know, or is rarely wanted. */
    private record Part(String name, GraphQlDocument document) {
        static Part of(String name) {
            return new Part(name, GraphQlDocument.of("get_work_item_" + name, "namespace.workItem"));
        }
    }

    private static final List<Part> PARTS = Stream.of(
                    "status",
                    "custom_fields",
                    "color",
                    "time_tracking",
                    "merge_requests",
                    "blocking",
                    "ancestors",
                    "participants")
            .map(Part::of)
            .toList();

    static final Param<List<String>> INCLUDE = choiceList(
            "include", "Further parts.", PARTS.stream().map(Part::name).toArray(String[]::new));

    private WorkItemReading() {}

    /** What {@link #get} sends. */
    static GraphQlDocument[] documentsOfOne() {
        return Stream.concat(ONE.stream(), PARTS.stream().map(Part::document)).toArray(GraphQlDocument[]::new);
    }

    /** What {@link #list} sends. */
    static GraphQlDocument[] documentsOfLists() {
        return Stream.of(OF_PROJECT, OF_GROUP, List.of(WorkItemPlace.find()))
                .flatMap(List::stream)
                .toArray(GraphQlDocument[]::new);
    }

    private static List<GraphQlDocument> lists(String root) {
        String name = "list_" + root + "_work_items";
        String result = root + ".workItems";
        return List.of(
                GraphQlDocument.of(name, result, CORE, LICENSED),
                GraphQlDocument.of(name + "_licensed", result, CORE, LICENSED),
                GraphQlDocument.of(name + "_free", result, CORE),
                GraphQlDocument.of(name + "_plain", result, CORE));
    }

    static ToolOutput list(ToolCall call) {
        WorkItemPlace place = WorkItemPlace.of(call);
        JsonNode found = list(call, place);
        if (found.isMissingNode() && !place.group()) {
            // Other servers' callers name groups as projects.
            found = list(call, new WorkItemPlace(place.path(), true, place.projects()));
        }
        return call.show(RestForm.page(found), WorkItemShapes.SUMMARY);
    }

    private static JsonNode list(ToolCall call, WorkItemPlace place) {
        ObjectNode variables = call.pageVariables().put("path", place.path());
        WorkItemFilters.addTo(variables, call, place);
        return Editions.send(call.scope(), place.group() ? OF_GROUP : OF_PROJECT, variables, place.projects());
    }

    static ToolOutput get(ToolCall call) {
        WorkItemPlace place = WorkItemPlace.of(call);
        ObjectNode variables = place.variables(call.get(IID));
        JsonNode found = Editions.send(call.scope(), ONE, variables, place.projects());
        if (!found.isObject()) {
            throw place.nothing("work item " + call.get(IID));
        }
        ObjectNode item = RestForm.object(found);
        List<String> wanted = call.find(INCLUDE).orElse(List.of());
        for (Part part : PARTS) {
            if (wanted.contains(part.name())) {
                add(part, item, call, place);
            }
        }
        return call.show(item, WorkItemShapes.WORK_ITEM);
    }

    /** A part that this GitLab lacks is said to be missing, beside what there is. */
    private static void add(Part part, ObjectNode item, ToolCall call, WorkItemPlace place) {
        try {
            ObjectNode variables = place.variables(call.get(IID));
            item.setAll(RestForm.object(call.scope().send(part.document(), variables, place.projects())));
        } catch (ToolException e) {
            if (!Editions.isLacking(e)) {
                throw e;
            }
            item.withArrayProperty("not_shown").add(part.name() + ": this GitLab has none");
        }
    }
}
