package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.tool.GraphQlDocument;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolProblem;
import java.util.List;
import java.util.Optional;

/**
 * The project or group that work items are in, and how one of them is found there.
 *
 * @param path full path
 * @param group whether it is known to be a group; a URL does not say
 * @param projects the projects that a request there concerns; empty for a group
 */
record WorkItemPlace(String path, boolean group, List<String> projects) {
    static final Param<Integer> IID = Params.iid("iid", "Number or URL.", "work_items", "issues", "epics")
            .also("work_item_iid")
            .required();

    /** In a list of other work items. */
    static final Param<Integer> OTHER_IID = Params.iid("iid", "Number.").required();

    static final Param<String> OTHER_PROJECT = Params.projectId("project_id", "Its project or group, if another.");

    private static final GraphQlDocument FIND = GraphQlDocument.of("find_work_item", "namespace.workItem");

    /** What tools that call {@link #item} send. */
    static GraphQlDocument find() {
        return FIND;
    }

    /**
     * What is known of a work item for good.
     *
     * @param id as the GraphQL API knows it
     * @param type the name of its type, such as {@code Incident}; empty when GitLab does not say
     */
    record Item(String id, String type) {}

    /**
     * Where a call says.
     *
     * @throws ToolException when it says nothing, or two things
     */
    static WorkItemPlace of(ToolCall call) {
        boolean project = call.has(PROJECT_ID);
        boolean group = call.has(GROUP_ID);
        if (!project && !group) {
            throw ToolException.invalid("project_id", "is missing: give it or group_id");
        }
        if (project && group && !call.get(PROJECT_ID).equalsIgnoreCase(call.get(GROUP_ID))) {
            throw ToolException.invalid("group_id", "cannot be given together with project_id");
        }
        return group ? new WorkItemPlace(call.fullPath(GROUP_ID), true, List.of()) : ofProject(call);
    }

    /** The project that a call names. */
    static WorkItemPlace ofProject(ToolCall call) {
        String path = call.fullPath(PROJECT_ID);
        return new WorkItemPlace(path, false, List.of(path));
    }

    /** The project, or group, of another work item; the same place where it says nothing. */
    WorkItemPlace orOf(ToolCall call, Optional<String> other) {
        return other.map(project -> ofProject(call.with(PROJECT_ID, project))).orElse(this);
    }

    /** Variables of a document that names a work item. */
    ObjectNode variables(int iid) {
        return variables().put("iid", String.valueOf(iid));
    }

    /** Variables of a document that names the place. */
    ObjectNode variables() {
        return JsonNodeFactory.instance.objectNode().put("path", path);
    }

    /**
     * The work item of that number.
     *
     * @throws ToolException when GitLab shows none
     */
    Item item(ToolCall call, int iid) {
        return call.scope().remembered(Item.class, path + "#" + iid, () -> {
            JsonNode found = call.scope().send(FIND, variables(iid), projects);
            String id = found.path("id").asText();
            if (id.isEmpty()) {
                throw nothing("work item " + iid);
            }
            return new Item(id, found.at("/workItemType/name").asText());
        });
    }

    /** That GitLab shows no such thing here. */
    ToolException nothing(String what) {
        return new ToolException(new ToolProblem.NothingFound(
                "GitLab shows no " + what + " in " + path + ".",
                "Either it does not exist, or this token may not see it. Check number and path; for a group's own work"
                        + " items give group_id; see list_work_items."));
    }

    /** The widget of a work item that has this member; missing where none has. */
    static JsonNode widgetWith(String member, JsonNode workItem) {
        for (JsonNode widget : workItem.path("widgets")) {
            if (widget.has(member)) {
                return widget.get(member);
            }
        }
        return JsonNodeFactory.instance.missingNode();
    }
}
