package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Labels of projects and groups: https://docs.gitlab.com/api/labels/, https://docs.gitlab.com/api/group_labels/ */
final class LabelTools {
    private static final String OF_PROJECT = "/projects/{project_id}/labels";
    private static final String OF_GROUP = "/groups/{group_id}/labels";
    private static final String LABEL_PATH = "/{label_id}";

    static final Shape LABEL = Shape.of(
            field("id"),
            field("name"),
            field("color"),
            text("description").max(300),
            field("priority"),
            field("is_project_label"),
            field("archived").ifSet(),
            field("subscribed").ifSet(),
            field("open_issues_count").ifSet(),
            field("closed_issues_count").ifSet(),
            field("open_merge_requests_count").ifSet());

    private static final Param<String> GROUP = GROUP_ID.unless("project_id");
    private static final Param<String> LABEL_ID =
            Params.text("label_id", "Id or name.").required();
    private static final Param<Boolean> ANCESTORS =
            flag("include_ancestor_groups", "Those of parent groups; default true.");
    private static final Param<Boolean> DESCENDANTS =
            flag("include_descendant_groups", "Those of subgroups.").unless("project_id");
    private static final Param<Boolean> ONLY_GROUP_LABELS = flag(
                    "only_group_labels", "false: also those of the group's projects.")
            .unless("project_id");
    private static final Param<String> COLOR = Params.text("color", "As #FF0000 or CSS name.");
    private static final Param<String> DESCRIPTION = Params.text("description", "What it is for.");
    private static final Param<Integer> PRIORITY =
            integer("priority", "Lower comes first.").min(0).unless("group_id").unlisted();
    private static final Param<Boolean> ARCHIVED = flag("archived", "Retired.").unlisted();

    static final ToolDefinition LIST_LABELS = get("list_labels", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("List labels")
            .description("Lists the labels of a project or group.")
            .aliases("search_labels", "list_group_labels")
            .path(PROJECT_ID, GROUP)
            .query(
                    Params.text("search", "Words to find."),
                    flag("with_counts", "With numbers of issues and merge requests."),
                    ANCESTORS,
                    DESCENDANTS.unlisted(),
                    ONLY_GROUP_LABELS.unlisted(),
                    flag("archived", "Only, or none, retired.").unlisted())
            .paginated()
            .returns(LABEL)
            .define();

    static final ToolDefinition GET_LABEL = get("get_label", OF_PROJECT + LABEL_PATH)
            .orAt(OF_GROUP + LABEL_PATH)
            .title("Get label")
            .description("Shows one label of a project or group.")
            .aliases("get_group_label")
            .path(PROJECT_ID, GROUP, LABEL_ID)
            .query(ANCESTORS.unlisted(), DESCENDANTS.unlisted(), ONLY_GROUP_LABELS.unlisted())
            .returns(LABEL)
            .define();

    static final ToolDefinition CREATE_LABEL = post("create_label", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("Create label")
            .description("Creates a label in a project or group.")
            .aliases("create_group_label")
            .path(PROJECT_ID, GROUP)
            .body(
                    Params.text("name", "Name; scope::value for scoped ones.")
                            .max(255)
                            .required(),
                    COLOR.required(),
                    DESCRIPTION,
                    PRIORITY,
                    ARCHIVED)
            .returns(LABEL)
            .define();

    static final ToolDefinition UPDATE_LABEL = put("update_label", OF_PROJECT + LABEL_PATH)
            .orAt(OF_GROUP + LABEL_PATH)
            .title("Update label")
            .description("Renames or changes a label of a project or group.")
            .aliases("update_group_label")
            .path(PROJECT_ID, GROUP, LABEL_ID)
            .body(Params.text("new_name", "New name.").max(255), COLOR, DESCRIPTION, PRIORITY, ARCHIVED)
            .returns(LABEL)
            .define();

    static final ToolDefinition DELETE_LABEL = delete("delete_label", OF_PROJECT + LABEL_PATH)
            .orAt(OF_GROUP + LABEL_PATH)
            .title("Delete label")
            .description("Deletes a label and takes it off all issues and merge requests.")
            .aliases("delete_group_label")
            .path(PROJECT_ID, GROUP, LABEL_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition PROMOTE_LABEL = put("promote_label", OF_PROJECT + LABEL_PATH + "/promote")
            .title("Promote label")
            .description("Makes a project's label one of its group, merging equal ones of its projects; cannot be"
                    + " undone.")
            .path(PROJECT_ID, LABEL_ID)
            .returns(LABEL)
            .idempotent(false, "afterwards the project has no such label any more")
            .deletes("labels of other projects are merged into it")
            .define();

    static final ToolDefinition SUBSCRIBE_LABEL = post("subscribe_label", OF_PROJECT + LABEL_PATH + "/subscribe")
            .orAt(OF_GROUP + LABEL_PATH + "/subscribe")
            .title("Subscribe to label")
            .description("Turns one's own notifications of what gets a label on.")
            .path(PROJECT_ID, GROUP, LABEL_ID)
            .returns(LABEL)
            .idempotent(true, "one is subscribed or not")
            .handledBy(UnchangedAnswer::allow)
            .define();

    static final ToolDefinition UNSUBSCRIBE_LABEL = post("unsubscribe_label", OF_PROJECT + LABEL_PATH + "/unsubscribe")
            .orAt(OF_GROUP + LABEL_PATH + "/unsubscribe")
            .title("Unsubscribe from label")
            .description("Turns one's own notifications of what gets a label off.")
            .path(PROJECT_ID, GROUP, LABEL_ID)
            .returns(LABEL)
            .idempotent(true, "one is subscribed or not")
            .handledBy(UnchangedAnswer::allow)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "labels",
            "Labels",
            LIST_LABELS,
            GET_LABEL,
            CREATE_LABEL,
            UPDATE_LABEL,
            DELETE_LABEL,
            PROMOTE_LABEL,
            SUBSCRIBE_LABEL,
            UNSUBSCRIBE_LABEL);

    private LabelTools() {}
}
