package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.CommitTools.COMMIT_PATH;
import static dev.gitlabmcp.catalogue.CommitTools.SHA;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.sha;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.Params.number;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** What CI says of commits, GitLab's own or another: https://docs.gitlab.com/api/commits/#commit-status */
final class CommitStatusTools {
    static final Shape STATUS = Shape.of(
            field("id"),
            field("name"),
            field("status"),
            text("description").max(300),
            field("ref"),
            sha("sha"),
            field("pipeline_id"),
            field("allow_failure").ifSet(),
            field("coverage"),
            field("author.username"),
            field("target_url"),
            time("started_at"),
            time("finished_at"));

    private static final Param<Long> PIPELINE = id("pipeline_id", "Of this pipeline.", "pipelines");

    static final ToolDefinition LIST_STATUSES = get("list_commit_statuses", COMMIT_PATH + "/statuses")
            .title("List commit statuses")
            .description("Lists the jobs and outside checks of a commit with their results.")
            .path(PROJECT_ID, SHA)
            .query(
                    Params.text("ref", "Branch or tag."),
                    Params.text("stage", "Of this stage."),
                    Params.text("name", "Of this name."),
                    PIPELINE,
                    flag("all", "Also those that were run again."),
                    choice("order_by", "Order.", "id", "pipeline_id").unlisted(),
                    choice("sort", "Direction.", "asc", "desc").unlisted())
            .paginated()
            .returns(STATUS)
            .define();

    static final ToolDefinition CREATE_STATUS = post("create_commit_status", "/projects/{project_id}/statuses/{sha}")
            .title("Set commit status")
            .description("Reports the result of an outside check of a commit; the same name again updates it.")
            .path(PROJECT_ID, SHA)
            .body(
                    choice("state", "Result.", "pending", "running", "success", "failed", "canceled", "skipped")
                            .required(),
                    Params.text("name", "Which check."),
                    Params.text("description", "In a few words.").max(255),
                    Params.text("target_url", "Link to its page."),
                    Params.text("ref", "Branch or tag."),
                    Params.text("context", "Same as name.").unless("name").unlisted(),
                    number("coverage", "Test coverage in percent.").unlisted(),
                    PIPELINE.describedAs("Pipeline, if the commit has several.").unlisted())
            .returns(STATUS)
            .define();

    static final ToolGroup TOOLS =
            ToolGroup.of("commit_statuses", "Results of checks of commits", LIST_STATUSES, CREATE_STATUS);

    private CommitStatusTools() {}
}
