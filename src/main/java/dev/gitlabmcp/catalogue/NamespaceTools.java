package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.groupId;
import static dev.gitlabmcp.tool.ToolBuilder.get;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** What projects can belong to, groups and users alike: https://docs.gitlab.com/api/namespaces/ */
final class NamespaceTools {
    static final Shape NAMESPACE = Shape.of(
            field("id"),
            field("full_path").as("path"),
            text("name"),
            field("kind"),
            field("parent_id"),
            field("plan"),
            field("projects_count").ifSet(),
            field("members_count_with_descendants").ifSet(),
            field("billable_members_count").ifSet());

    static final ToolDefinition LIST_NAMESPACES = get("list_namespaces", "/namespaces")
            .title("List namespaces")
            .description("Lists what one may create projects in: groups, and oneself. Their ids serve as namespace_id.")
            .query(
                    Params.text("search", "Words in name or path."),
                    flag("owned", "Only one's own.").wire("owned_only"),
                    flag("top_level_only", "No subgroups."),
                    flag("full_path_search", "Search the whole path.").unlisted(),
                    Params.text("requested_hosted_plan", "Plan asked for (GitLab.com).")
                            .unlisted())
            .paginated()
            .returns(NAMESPACE)
            .define();

    static final ToolDefinition GET_NAMESPACE = get("get_namespace", "/namespaces/{namespace_id}")
            .title("Get namespace")
            .description("Shows the namespace of a group or user: its numeric id, kind and plan.")
            .path(groupId("namespace_id", "Id, path or URL."))
            .returns(NAMESPACE)
            .define();

    static final ToolDefinition VERIFY_NAMESPACE = get("verify_namespace", "/namespaces/{path}/exists")
            .title("Verify namespace")
            .description("Tells whether a group or user path is taken, and suggests free ones.")
            .path(Params.text("path", "Path; of a subgroup only its last part."))
            .query(bigInteger("parent_id", "Numeric id of the group above, for subgroups."))
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS =
            ToolGroup.of("namespaces", "Namespaces", LIST_NAMESPACES, GET_NAMESPACE, VERIFY_NAMESPACE);

    private NamespaceTools() {}
}
