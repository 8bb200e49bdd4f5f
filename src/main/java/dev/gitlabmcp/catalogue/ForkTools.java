package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.groupId;
import static dev.gitlabmcp.tool.Params.projectId;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Forks of projects: https://docs.gitlab.com/api/project_forks/ */
final class ForkTools {
    static final ToolDefinition FORK_REPOSITORY = post("fork_repository", "/projects/{project_id}/fork")
            .title("Fork project")
            .description("Copies a project into one's own or another namespace; files arrive a little later.")
            .aliases("fork_project")
            .path(PROJECT_ID)
            .body(
                    groupId("namespace", "Id or path of the group or user; default oneself."),
                    bigInteger("namespace_id", "Instead of namespace.")
                            .unless("namespace")
                            .unlisted(),
                    Params.text("namespace_path", "Instead of namespace.")
                            .unless("namespace")
                            .unlisted(),
                    Params.text("name", "Name of the fork."),
                    Params.text("path", "Last part of its path."),
                    Params.text("branches", "Only this branch."),
                    Params.longText("description", "Description.").unlisted(),
                    choice("visibility", "Who sees it.", "private", "internal", "public")
                            .unlisted(),
                    flag("mr_default_target_self", "Merge requests go to the fork itself.")
                            .unlisted())
            .returns(ProjectShapes.CHANGED_PROJECT)
            .define();

    static final ToolDefinition LIST_FORKS = get("list_project_forks", "/projects/{project_id}/forks")
            .title("List forks")
            .description("Lists the visible forks of a project.")
            .path(PROJECT_ID)
            .query(ProjectFilters.ofSome())
            .paginated()
            .returns(ProjectShapes.PROJECT_SUMMARY)
            .define();

    static final ToolDefinition CREATE_FORK_RELATION = post(
                    "create_fork_relation", "/projects/{project_id}/fork/{forked_from_id}")
            .title("Create fork relation")
            .description("Marks an existing project as a fork of another.")
            .path(
                    PROJECT_ID,
                    projectId("forked_from_id", "The original: id, path or URL.")
                            .numeric())
            .returns(ProjectShapes.CHANGED_PROJECT)
            .define();

    static final ToolDefinition DELETE_FORK_RELATION = delete("delete_fork_relation", "/projects/{project_id}/fork")
            .title("Delete fork relation")
            .description("Makes a fork a project of its own; closes its open merge requests to the original.")
            .path(PROJECT_ID)
            .returns(Shape.EVERYTHING)
            .handledBy(UnchangedAnswer::allow)
            .define();

    static final ToolGroup TOOLS =
            ToolGroup.of("forks", "Forks", FORK_REPOSITORY, LIST_FORKS, CREATE_FORK_RELATION, DELETE_FORK_RELATION);

    private ForkTools() {}
}
