package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PIPELINE_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.PipelineParams.INPUTS;
import static dev.gitlabmcp.catalogue.PipelineParams.INTERVAL;
import static dev.gitlabmcp.catalogue.PipelineParams.KEY;
import static dev.gitlabmcp.catalogue.PipelineParams.PIPELINE_SCOPE;
import static dev.gitlabmcp.catalogue.PipelineParams.REVEAL;
import static dev.gitlabmcp.catalogue.PipelineParams.STATUS;
import static dev.gitlabmcp.catalogue.PipelineParams.TIMEOUT;
import static dev.gitlabmcp.catalogue.PipelineParams.VALUE;
import static dev.gitlabmcp.catalogue.PipelineParams.VARIABLE_TYPE;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.sha;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.fieldsList;
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
import java.time.Duration;

/** Pipelines and their test reports: https://docs.gitlab.com/api/pipelines/ */
final class PipelineTools {
    static final Shape PIPELINE_SUMMARY =
            Shape.of(field("id"), field("status"), field("source"), field("ref"), sha("sha"), time("created_at"));

    static final Shape PIPELINE = Shape.of(
            field("id"),
            field("status"),
            field("detailed_status.label").as("status_label"),
            field("ref"),
            field("tag").ifSet(),
            field("sha"),
            field("source"),
            field("name"),
            text("yaml_errors"),
            field("user.username"),
            field("coverage"),
            field("duration"),
            field("queued_duration"),
            time("created_at"),
            time("started_at"),
            time("finished_at"),
            field("web_url"));

    static final Shape TEST_SUMMARY = Shape.of(
            field("total"),
            field("test_suites")
                    .of(
                            field("name"),
                            field("total_count"),
                            field("success_count").ifSet(),
                            field("failed_count").ifSet(),
                            field("error_count").ifSet(),
                            field("skipped_count").ifSet(),
                            field("total_time"),
                            text("suite_error").max(500),
                            field("build_ids").as("job_ids")));

    static final Param<String> CASES =
            choice("show", "Which tests (default failed, with errors).", "failed", "skipped", "all");
    static final Param<Integer> CASE_OFFSET =
            integer("offset", "Tests to leave out at the front.").min(0);
    static final Param<Integer> MESSAGE_CHARS =
            integer("message_chars", "Longest message (default 800).").min(0).max(20_000);

    static final ToolDefinition LIST_PIPELINES = get("list_pipelines", "/projects/{project_id}/pipelines")
            .title("List pipelines")
            .description("Lists a project's pipelines, newest first.")
            .path(PROJECT_ID)
            .query(
                    STATUS,
                    PIPELINE_SCOPE.unlisted(),
                    Params.text("ref", "Branch or tag."),
                    Params.text("sha", "Full commit id."),
                    choice(
                                    "source",
                                    "Started by.",
                                    "push",
                                    "web",
                                    "trigger",
                                    "schedule",
                                    "api",
                                    "external",
                                    "pipeline",
                                    "chat",
                                    "webide",
                                    "merge_request_event",
                                    "external_pull_request_event",
                                    "parent_pipeline",
                                    "ondemand_dast_scan",
                                    "ondemand_dast_validation",
                                    "security_orchestration_policy",
                                    "container_registry_push",
                                    "duo_workflow",
                                    "pipeline_execution_policy_schedule",
                                    "dependency_management_security_update",
                                    "unknown")
                            .unlisted(),
                    Params.text("name", "Name.").unlisted(),
                    Params.text("username", "Who started it.").unlisted(),
                    flag("yaml_errors", "With invalid configuration.").unlisted(),
                    dateTime("created_after", "ISO 8601.").unlisted(),
                    dateTime("created_before", "ISO 8601.").unlisted(),
                    dateTime("updated_after", "ISO 8601."),
                    dateTime("updated_before", "ISO 8601.").unlisted(),
                    choice("order_by", "Order.", "id", "status", "ref", "updated_at", "user_id")
                            .unlisted(),
                    choice("sort", "Direction.", "asc", "desc").unlisted())
            .paginated()
            .returns(PIPELINE_SUMMARY)
            .define();

    static final ToolDefinition GET_PIPELINE = get("get_pipeline", "/projects/{project_id}/pipelines/{pipeline_id}")
            .title("Get pipeline")
            .description("Shows a pipeline: status, times, errors.")
            .path(PROJECT_ID, PIPELINE_ID)
            .returns(PIPELINE)
            .define();

    static final ToolDefinition GET_LATEST_PIPELINE = get(
                    "get_latest_pipeline", "/projects/{project_id}/pipelines/latest")
            .title("Get latest pipeline")
            .description("Shows the newest pipeline of a branch's or tag's latest commit.")
            .path(PROJECT_ID)
            .query(Params.text("ref", "Branch or tag; default branch if left out."))
            .returns(PIPELINE)
            .define();

    static final ToolDefinition CREATE_PIPELINE = post("create_pipeline", "/projects/{project_id}/pipeline")
            .title("Run pipeline")
            .description("Starts a pipeline for a branch or tag. Its end: wait_for_pipeline.")
            .path(PROJECT_ID)
            .body(
                    Params.text("ref", "Branch or tag.").required(),
                    fieldsList("variables", "CI/CD variables for it.", KEY, VALUE.required(), VARIABLE_TYPE)
                            .secret(),
                    INPUTS)
            .returns(PIPELINE)
            .define();

    static final ToolDefinition RETRY_PIPELINE = post(
                    "retry_pipeline", "/projects/{project_id}/pipelines/{pipeline_id}/retry")
            .title("Retry pipeline")
            .description("Runs a pipeline's failed and canceled jobs again.")
            .path(PROJECT_ID, PIPELINE_ID)
            .returns(PIPELINE)
            .define();

    static final ToolDefinition CANCEL_PIPELINE = post(
                    "cancel_pipeline", "/projects/{project_id}/pipelines/{pipeline_id}/cancel")
            .title("Cancel pipeline")
            .description("Cancels all of a pipeline's jobs that have not ended.")
            .path(PROJECT_ID, PIPELINE_ID)
            .destructive("work of running jobs is lost")
            .idempotent(true, "what is canceled stays so")
            .returns(PIPELINE)
            .define();

    static final ToolDefinition DELETE_PIPELINE = delete(
                    "delete_pipeline", "/projects/{project_id}/pipelines/{pipeline_id}")
            .title("Delete pipeline")
            .description("Deletes a pipeline with its jobs, logs, artifacts and child pipelines for good.")
            .path(PROJECT_ID, PIPELINE_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition UPDATE_PIPELINE_METADATA = put(
                    "update_pipeline_metadata", "/projects/{project_id}/pipelines/{pipeline_id}/metadata")
            .title("Rename pipeline")
            .description("Changes a pipeline's name.")
            .path(PROJECT_ID, PIPELINE_ID)
            .body(Params.text("name", "New name.").max(255).required())
            .returns(PIPELINE)
            .define();

    static final ToolDefinition GET_PIPELINE_VARIABLES = get(
                    "get_pipeline_variables", "/projects/{project_id}/pipelines/{pipeline_id}/variables")
            .title("List variables of a pipeline")
            .description("Lists the variables a pipeline was started with, not those of the project or its files.")
            .path(PROJECT_ID, PIPELINE_ID)
            .arguments(REVEAL)
            .handledBy(PipelineParams::showVariables)
            .define();

    static final ToolDefinition GET_PIPELINE_TEST_REPORT = get(
                    "get_pipeline_test_report", "/projects/{project_id}/pipelines/{pipeline_id}/test_report")
            .title("Get test report")
            .description("Shows a pipeline's test suites with counts and the failed tests with their messages.")
            .path(PROJECT_ID, PIPELINE_ID)
            .arguments(CASES, CASE_OFFSET, MESSAGE_CHARS)
            .handledBy(TestReportReading::show)
            .define();

    static final ToolDefinition GET_PIPELINE_TEST_REPORT_SUMMARY = get(
                    "get_pipeline_test_report_summary",
                    "/projects/{project_id}/pipelines/{pipeline_id}/test_report_summary")
            .title("Get test report summary")
            .description("Counts a pipeline's tests by suite and outcome. The failed ones: get_pipeline_test_report.")
            .path(PROJECT_ID, PIPELINE_ID)
            .returns(TEST_SUMMARY)
            .define();

    static final ToolDefinition WAIT_FOR_PIPELINE = get(
                    "wait_for_pipeline", "/projects/{project_id}/pipelines/{pipeline_id}")
            .title("Wait for pipeline")
            .description("Waits until a pipeline ends or needs action; shows failed jobs.")
            .path(PROJECT_ID, PIPELINE_ID)
            .arguments(TIMEOUT, INTERVAL)
            .deadline(Duration.ofMinutes(11))
            .handledBy(PipelineWaiting::await)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "pipelines",
            "Pipelines",
            LIST_PIPELINES,
            GET_PIPELINE,
            WAIT_FOR_PIPELINE,
            PipelineReportTools.DIAGNOSE_PIPELINE,
            PipelineReportTools.COMPARE_PIPELINES,
            GET_LATEST_PIPELINE,
            CREATE_PIPELINE,
            RETRY_PIPELINE,
            CANCEL_PIPELINE,
            DELETE_PIPELINE,
            UPDATE_PIPELINE_METADATA,
            GET_PIPELINE_VARIABLES,
            GET_PIPELINE_TEST_REPORT,
            GET_PIPELINE_TEST_REPORT_SUMMARY);

    private PipelineTools() {}
}
