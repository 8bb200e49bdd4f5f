package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/**
 * Badges of projects and groups: https://docs.gitlab.com/api/project_badges/,
 * https://docs.gitlab.com/api/group_badges/
 */
final class BadgeTools {
    private static final String OF_PROJECT = "/projects/{project_id}/badges";
    private static final String OF_GROUP = "/groups/{group_id}/badges";
    private static final String ONE = "/{badge_id}";

    static final Shape BADGE = Shape.of(
            field("id"),
            text("name"),
            field("kind"),
            field("link_url"),
            field("image_url"),
            field("rendered_link_url"),
            field("rendered_image_url"));

    private static final Param<String> GROUP = GROUP_ID.unless("project_id");
    private static final Param<Long> BADGE_ID = id("badge_id", "Id.").required();
    private static final Param<String> NAME = Params.text("name", "Name.").max(255);
    private static final Param<String> LINK_URL =
            Params.text("link_url", "Where it leads; may hold %{project_path}, %{default_branch}.");
    private static final Param<String> IMAGE_URL = Params.text("image_url", "Its picture, with the same placeholders.");

    static final ToolDefinition LIST_BADGES = get("list_badges", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("List badges")
            .description("Lists the badges of a project, those of its groups included, or of a group.")
            .path(PROJECT_ID, GROUP)
            .query(NAME.describedAs("Exact name."))
            .paginated()
            .returns(BADGE)
            .define();

    static final ToolDefinition GET_BADGE = get("get_badge", OF_PROJECT + ONE)
            .orAt(OF_GROUP + ONE)
            .title("Get badge")
            .description("Shows one badge of a project or group.")
            .path(PROJECT_ID, GROUP, BADGE_ID)
            .returns(BADGE)
            .define();

    static final ToolDefinition CREATE_BADGE = post("create_badge", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("Create badge")
            .description("Adds a badge to a project, or to a group and all of its projects.")
            .path(PROJECT_ID, GROUP)
            .body(LINK_URL.required(), IMAGE_URL.required(), NAME)
            .returns(BADGE)
            .define();

    static final ToolDefinition UPDATE_BADGE = put("update_badge", OF_PROJECT + ONE)
            .orAt(OF_GROUP + ONE)
            .title("Update badge")
            .description("Changes a badge of a project or group.")
            .path(PROJECT_ID, GROUP, BADGE_ID)
            .body(LINK_URL, IMAGE_URL, NAME)
            .returns(BADGE)
            .define();

    static final ToolDefinition DELETE_BADGE = delete("delete_badge", OF_PROJECT + ONE)
            .orAt(OF_GROUP + ONE)
            .title("Delete badge")
            .description("Removes a badge from a project or group.")
            .path(PROJECT_ID, GROUP, BADGE_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition PREVIEW_BADGE = get("get_badge_preview", OF_PROJECT + "/render")
            .orAt(OF_GROUP + "/render")
            .title("Preview badge")
            .description("Shows what the addresses of a badge become in a project or group, before it is created.")
            .path(PROJECT_ID, GROUP)
            .query(LINK_URL.required(), IMAGE_URL.required())
            .returns(BADGE)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "badges", "Badges", LIST_BADGES, GET_BADGE, CREATE_BADGE, UPDATE_BADGE, DELETE_BADGE, PREVIEW_BADGE);

    private BadgeTools() {}
}
