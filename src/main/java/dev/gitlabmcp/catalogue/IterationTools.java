package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.choiceList;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.ToolBuilder.get;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/**
 * Iterations, which REST can only list: https://docs.gitlab.com/api/iterations/,
 * https://docs.gitlab.com/api/group_iterations/
 */
final class IterationTools {
    static final Shape ITERATION = Shape.of(
            field("id"),
            field("iid"),
            field("sequence"),
            field("group_id"),
            text("title"),
            text("description").max(500),
            field("state"),
            field("start_date"),
            field("due_date"),
            field("web_url"));

    static final ToolDefinition LIST_ITERATIONS = get("list_iterations", "/projects/{project_id}/iterations")
            .orAt("/groups/{group_id}/iterations")
            .title("List iterations")
            .description("Lists the iterations of a group, or those a project can use; Premium. state: 1 upcoming,"
                    + " 2 current, 3 closed.")
            .aliases("list_group_iterations", "list_project_iterations")
            .path(PROJECT_ID, GROUP_ID.unless("project_id"))
            .query(
                    choice("state", "State.", "opened", "upcoming", "started", "current", "closed", "all"),
                    Params.text("search", "Words to find."),
                    choiceList("search_in", "Where to search.", "title", "cadence_title")
                            .wire("in")
                            .unlisted(),
                    flag("include_ancestors", "Those of parent groups; default true."),
                    flag("include_descendants", "Those of subgroups."),
                    dateTime("updated_before", "ISO 8601.").unlisted(),
                    dateTime("updated_after", "ISO 8601.").unlisted())
            .paginated()
            .returns(ITERATION)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of("iterations", "Iterations", LIST_ITERATIONS);

    private IterationTools() {}
}
