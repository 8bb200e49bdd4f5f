package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Resource groups, in which one job runs at a time: https://docs.gitlab.com/api/resource_groups/ */
final class ResourceGroupTools {
    private static final String GROUPS = "/projects/{project_id}/resource_groups";
    private static final String ONE = GROUPS + "/{key}";

    static final Shape RESOURCE_GROUP = Shape.of(field("id"), field("key"), field("process_mode"));

    private static final Param<String> KEY = Params.text("key", "Its name in the CI configuration.");

    static final ToolDefinition LIST_RESOURCE_GROUPS = get("list_resource_groups", GROUPS)
            .title("List resource groups")
            .description("Lists a project's resource groups, in each of which one job runs at a time.")
            .path(PROJECT_ID)
            .paginated()
            .returns(RESOURCE_GROUP)
            .define();

    static final ToolDefinition GET_RESOURCE_GROUP = get("get_resource_group", ONE)
            .title("Get resource group")
            .description("Shows a resource group.")
            .path(PROJECT_ID, KEY)
            .returns(RESOURCE_GROUP)
            .define();

    static final ToolDefinition UPDATE_RESOURCE_GROUP = put("update_resource_group", ONE)
            .title("Update resource group")
            .description("Changes which waiting job of a resource group runs next.")
            .path(PROJECT_ID, KEY)
            .body(choice("process_mode", "Order.", "unordered", "oldest_first", "newest_first", "newest_ready_first"))
            .returns(RESOURCE_GROUP)
            .define();

    static final ToolDefinition GET_CURRENT_JOB = get("get_resource_group_current_job", ONE + "/current_job")
            .title("Get current job of a resource group")
            .description("Shows the job that holds a resource group now.")
            .path(PROJECT_ID, KEY)
            .returns(JobTools.JOB_OF_PROJECT)
            .define();

    static final ToolDefinition LIST_UPCOMING_JOBS = get("list_resource_group_upcoming_jobs", ONE + "/upcoming_jobs")
            .title("List upcoming jobs of a resource group")
            .description("Lists the jobs that wait for a resource group, the next one first.")
            .path(PROJECT_ID, KEY)
            .paginated()
            .returns(JobTools.JOB_OF_PROJECT)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "resource_groups",
            "Resource groups of jobs",
            LIST_RESOURCE_GROUPS,
            GET_RESOURCE_GROUP,
            UPDATE_RESOURCE_GROUP,
            GET_CURRENT_JOB,
            LIST_UPCOMING_JOBS);

    private ResourceGroupTools() {}
}
