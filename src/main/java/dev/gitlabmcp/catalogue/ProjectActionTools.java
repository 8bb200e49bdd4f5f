package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.groupId;
import static dev.gitlabmcp.tool.Params.integerList;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;

/** What is done with whole projects, and who and what belongs to them: https://docs.gitlab.com/api/projects/ */
final class ProjectActionTools {
    private static final Shape STARRER = Shape.of(
            field("user.id").as("id"),
            field("user.username").as("username"),
            text("user.name").as("name"),
            field("user.state").as("state"),
            time("starred_since"));

    private static final Shape FETCHES = Shape.of(
            field("fetches.total").as("fetches"),
            field("fetches.days").as("days").of(field("date"), field("count")));

    static final ToolDefinition ARCHIVE_PROJECT = post("archive_project", "/projects/{project_id}/archive")
            .title("Archive project")
            .description("Makes a project read-only and hides it from lists; unarchive_project takes it back.")
            .path(PROJECT_ID)
            .returns(ProjectShapes.CHANGED_PROJECT)
            .idempotent(true, "it is archived or not")
            .define();

    static final ToolDefinition UNARCHIVE_PROJECT = post("unarchive_project", "/projects/{project_id}/unarchive")
            .title("Unarchive project")
            .description("Makes an archived project writable again.")
            .path(PROJECT_ID)
            .returns(ProjectShapes.CHANGED_PROJECT)
            .idempotent(true, "it is archived or not")
            .define();

    static final ToolDefinition TRANSFER_PROJECT = put("transfer_project", "/projects/{project_id}/transfer")
            .title("Transfer project")
            .description("Moves a project to another group or user, which changes its path and URLs. Where to:"
                    + " list_transfer_locations.")
            .path(PROJECT_ID)
            .body(groupId("namespace", "Id or path of the group or user.").required())
            .returns(ProjectShapes.CHANGED_PROJECT)
            .define();

    static final ToolDefinition LIST_TRANSFER_LOCATIONS = get(
                    "list_transfer_locations", "/projects/{project_id}/transfer_locations")
            .orAt("/groups/{group_id}/transfer_locations")
            .title("List transfer locations")
            .description("Lists the groups to which one may transfer a project or group.")
            .path(PROJECT_ID, GROUP_ID.unless("project_id"))
            .query(Params.text("search", "Words to find."))
            .paginated()
            .returns(GroupShapes.GROUP_NAME)
            .define();

    static final ToolDefinition STAR_PROJECT = post("star_project", "/projects/{project_id}/star")
            .title("Star project")
            .description("Stars a project for oneself.")
            .path(PROJECT_ID)
            .returns(ProjectShapes.PROJECT_SUMMARY)
            .idempotent(true, "one has starred it or not")
            .handledBy(UnchangedAnswer::allow)
            .define();

    static final ToolDefinition UNSTAR_PROJECT = post("unstar_project", "/projects/{project_id}/unstar")
            .title("Unstar project")
            .description("Takes one's own star from a project.")
            .path(PROJECT_ID)
            .returns(ProjectShapes.PROJECT_SUMMARY)
            .idempotent(true, "one has starred it or not")
            .handledBy(UnchangedAnswer::allow)
            .define();

    static final ToolDefinition LIST_STARRERS = get("list_project_starrers", "/projects/{project_id}/starrers")
            .title("List starrers")
            .description("Lists the users who starred a project.")
            .path(PROJECT_ID)
            .query(Params.text("search", "Words to find."))
            .paginated()
            .returns(STARRER)
            .define();

    static final ToolDefinition LIST_USERS = get("list_project_users", "/projects/{project_id}/users")
            .title("List project users")
            .description("Lists users who may work on a project, without roles. With roles: list_members.")
            .path(PROJECT_ID)
            .query(
                    Params.text("search", "Words to find."),
                    integerList("skip_users", "Ids to leave out.")
                            .commaSeparated()
                            .unlisted())
            .paginated()
            .returns(UserShapes.USER_SUMMARY)
            .define();

    static final ToolDefinition LIST_LANGUAGES = get("list_project_languages", "/projects/{project_id}/languages")
            .title("List project languages")
            .description("Shows a project's programming languages with their shares in percent.")
            .aliases("get_project_languages")
            .path(PROJECT_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition GET_STATISTICS = get("get_project_statistics", "/projects/{project_id}/statistics")
            .title("Get project statistics")
            .description("Counts clones and fetches of the last 30 days. Sizes: get_project with statistics=true.")
            .path(PROJECT_ID)
            .returns(FETCHES)
            .define();

    static final ToolDefinition START_HOUSEKEEPING = post(
                    "start_project_housekeeping", "/projects/{project_id}/housekeeping")
            .title("Start housekeeping")
            .description("Starts Git housekeeping of a project in the background.")
            .path(PROJECT_ID)
            .body(choice("task", "How thoroughly.", "eager"))
            .returns(Shape.EVERYTHING)
            .define();

    private ProjectActionTools() {}
}
