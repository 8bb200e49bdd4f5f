package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.longText;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Checks of CI/CD configuration: https://docs.gitlab.com/api/lint/ */
final class LintTools {
    static final Shape LINT = Shape.of(
            field("valid"),
            text("errors"),
            text("warnings"),
            field("includes").of(field("type"), field("location"), field("context_project")),
            field("jobs")
                    .of(
                            field("name"),
                            field("stage"),
                            field("when"),
                            field("allow_failure").ifSet(),
                            field("environment"),
                            field("needs")),
            text("merged_yaml").max(4_000));

    private static final Param<Boolean> DRY_RUN = flag("dry_run", "Also simulate a pipeline, with rules and needs.");
    private static final Param<Boolean> JOBS = flag("include_jobs", "Also list the jobs there would be.");

    static final ToolDefinition VALIDATE_CI_LINT = post("validate_ci_lint", "/projects/{project_id}/ci/lint")
            .title("Check CI/CD configuration")
            .description("Checks the text of a .gitlab-ci.yml for a project, without saving it.")
            .path(PROJECT_ID)
            .body(
                    longText("content", "The YAML text.").required(),
                    DRY_RUN,
                    JOBS,
                    Params.text("ref", "With dry_run: branch or tag to simulate."))
            .readOnly("GitLab checks the text and stores nothing")
            .returns(LINT)
            .define();

    static final ToolDefinition VALIDATE_PROJECT_CI_LINT = get(
                    "validate_project_ci_lint", "/projects/{project_id}/ci/lint")
            .title("Check a project's CI/CD configuration")
            .description("Checks the .gitlab-ci.yml a project has and shows it with all includes merged.")
            .path(PROJECT_ID)
            .query(
                    Params.text("content_ref", "Its branch, tag or commit; default branch if left out."),
                    DRY_RUN,
                    Params.text("dry_run_ref", "With dry_run: branch or tag to simulate."),
                    JOBS)
            .returns(LINT)
            .define();

    static final ToolGroup TOOLS =
            ToolGroup.of("lint", "Checks of CI/CD configuration", VALIDATE_CI_LINT, VALIDATE_PROJECT_CI_LINT);

    private LintTools() {}
}
