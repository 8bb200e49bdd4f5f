package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.groupId;
import static dev.gitlabmcp.tool.Params.projectId;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.patch;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Whose jobs may reach a project with their tokens: https://docs.gitlab.com/api/project_job_token_scopes/ */
final class JobTokenScopeTools {
    private static final String SCOPE = "/projects/{project_id}/job_token_scope";
    private static final String PROJECTS = SCOPE + "/allowlist";
    private static final String GROUPS = SCOPE + "/groups_allowlist";

    private static final Shape ALLOWED_PROJECT =
            Shape.of(field("id"), field("path_with_namespace").as("path"), field("web_url"));
    private static final Shape ALLOWED_GROUP =
            Shape.of(field("id"), field("name"), field("full_path").as("path"), field("web_url"));
    private static final Shape ALLOWED =
            Shape.of(field("source_project_id"), field("target_project_id"), field("target_group_id"));

    /** Where lists are changed, GitLab takes no paths. */
    private static final Param<String> OF_PROJECT = PROJECT_ID.numeric();

    private static final Param<String> TARGET_PROJECT = projectId(
                    "target_project_id", "The other project: id, path or URL.")
            .numeric()
            .required();
    private static final Param<String> TARGET_GROUP =
            groupId("target_group_id", "The group: id, path or URL.").numeric().required();

    static final ToolDefinition GET_JOB_TOKEN_SCOPE = get("get_job_token_scope", SCOPE)
            .title("Get job token scope")
            .description("Shows whether only listed projects' and groups' jobs reach a project with their tokens.")
            .path(PROJECT_ID)
            .returns(Shape.of(field("inbound_enabled"), field("outbound_enabled")))
            .define();

    static final ToolDefinition UPDATE_JOB_TOKEN_SCOPE = patch("update_job_token_scope", SCOPE)
            .title("Limit job tokens")
            .description("Limits job tokens to a project's allowlists, or opens it to the jobs of all projects.")
            .path(PROJECT_ID)
            .body(flag("enabled", "true: only those on the allowlists.").required())
            .idempotent(true, "it sets one switch")
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition LIST_PROJECTS = get("list_job_token_scope_projects", PROJECTS)
            .title("List projects with job token access")
            .description("Lists the projects whose jobs may reach a project with their tokens.")
            .path(PROJECT_ID)
            .paginated()
            .returns(ALLOWED_PROJECT)
            .define();

    static final ToolDefinition LIST_GROUPS = get("list_job_token_scope_groups", GROUPS)
            .title("List groups with job token access")
            .description("Lists the groups whose projects' jobs may reach a project with their tokens.")
            .path(PROJECT_ID)
            .paginated()
            .returns(ALLOWED_GROUP)
            .define();

    static final ToolDefinition ADD_PROJECT = post("add_job_token_scope_project", PROJECTS)
            .title("Let a project's jobs in")
            .description("Lets the jobs of another project reach a project, project_id, with their tokens.")
            .path(OF_PROJECT)
            .body(TARGET_PROJECT)
            .returns(ALLOWED)
            .define();

    static final ToolDefinition REMOVE_PROJECT = delete(
                    "remove_job_token_scope_project", PROJECTS + "/{target_project_id}")
            .title("Keep a project's jobs out")
            .description("Takes another project off the allowlist of a project, project_id, for job tokens.")
            .path(OF_PROJECT, TARGET_PROJECT)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition ADD_GROUP = post("add_job_token_scope_group", GROUPS)
            .title("Let a group's jobs in")
            .description("Lets the jobs of a group's projects reach a project with their tokens.")
            .path(OF_PROJECT)
            .body(TARGET_GROUP)
            .returns(ALLOWED)
            .define();

    static final ToolDefinition REMOVE_GROUP = delete("remove_job_token_scope_group", GROUPS + "/{target_group_id}")
            .title("Keep a group's jobs out")
            .description("Takes a group off a project's allowlist for job tokens.")
            .path(OF_PROJECT, TARGET_GROUP)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "job_token_scope",
            "Job token access",
            GET_JOB_TOKEN_SCOPE,
            UPDATE_JOB_TOKEN_SCOPE,
            LIST_PROJECTS,
            LIST_GROUPS,
            ADD_PROJECT,
            REMOVE_PROJECT,
            ADD_GROUP,
            REMOVE_GROUP);

    private JobTokenScopeTools() {}
}
