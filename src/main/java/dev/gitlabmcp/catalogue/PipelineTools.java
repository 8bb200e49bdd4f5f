package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.JOB_ID;
import static dev.gitlabmcp.catalogue.Ids.PIPELINE_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.sha;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.choiceList;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.regex;
import static dev.gitlabmcp.tool.ToolBuilder.get;

import com.google.re2j.Pattern;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;
import java.time.Duration;

/** Pipelines and jobs: https://docs.gitlab.com/api/pipelines/, https://docs.gitlab.com/api/jobs/ */
final class PipelineTools {
    private static final String[] STATUSES = {
        "created",
        "waiting_for_resource",
        "preparing",
        "waiting_for_callback",
        "pending",
        "running",
        "success",
        "failed",
        "canceling",
        "canceled",
        "skipped",
        "manual",
        "scheduled"
    };

    static final Shape PIPELINE_SUMMARY =
            Shape.of(field("id"), field("status"), field("ref"), sha("sha"), field("name"), time("created_at"));

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

    static final Shape JOB = Shape.of(
            field("id"),
            field("name"),
            field("stage"),
            field("status"),
            field("failure_reason"),
            field("allow_failure").ifSet(),
            field("duration"),
            field("coverage"),
            field("user.username"),
            field("runner.description"),
            field("artifacts_file.filename").as("artifacts"),
            time("started_at"),
            time("finished_at"));

    static final Param<Integer> TAIL =
            integer("tail", "Last lines (default 200).").min(1).max(5_000);
    static final Param<Pattern> GREP = regex("grep", "Instead: lines matching this regular expression (RE2).");
    static final Param<Integer> CONTEXT = integer("context_lines", "Lines around each match (default 2).")
            .min(0)
            .max(50);
    static final Param<Long> BYTE_OFFSET =
            bigInteger("byte_offset", "Instead: from this byte on.").unless("tail");
    static final Param<Integer> BYTE_LIMIT =
            integer("byte_limit", "So many bytes.").min(1).max(512_000);
    static final Param<Integer> TIMEOUT =
            integer("timeout_seconds", "Longest wait (default 300).").min(1).max(600);
    static final Param<Integer> INTERVAL = integer("poll_interval_seconds", "First pause (default 3); grows to 30.")
            .min(1)
            .max(30);

    static final ToolDefinition LIST_PIPELINES = get("list_pipelines", "/projects/{project_id}/pipelines")
            .title("List pipelines")
            .description("Lists a project's pipelines, newest first.")
            .path(PROJECT_ID)
            .query(
                    choice("status", "Status.", STATUSES),
                    choice("scope", "Only these.", "running", "pending", "finished", "branches", "tags"),
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
                            "unknown"),
                    Params.text("name", "Name."),
                    Params.text("username", "Who started it."),
                    flag("yaml_errors", "With invalid configuration."),
                    dateTime("created_after", "ISO 8601."),
                    dateTime("created_before", "ISO 8601."),
                    dateTime("updated_after", "ISO 8601."),
                    dateTime("updated_before", "ISO 8601."),
                    choice("order_by", "Order.", "id", "status", "ref", "updated_at", "user_id"),
                    choice("sort", "Direction.", "asc", "desc"))
            .paginated()
            .returns(PIPELINE_SUMMARY)
            .define();

    static final ToolDefinition GET_PIPELINE = get("get_pipeline", "/projects/{project_id}/pipelines/{pipeline_id}")
            .title("Get pipeline")
            .description("Shows a pipeline: status, times, configuration errors.")
            .path(PROJECT_ID, PIPELINE_ID)
            .returns(PIPELINE)
            .define();

    static final ToolDefinition LIST_PIPELINE_JOBS = get(
                    "list_pipeline_jobs", "/projects/{project_id}/pipelines/{pipeline_id}/jobs")
            .title("List jobs of a pipeline")
            .description("Lists a pipeline's jobs with status and reason of failure. Logs: get_pipeline_job_output.")
            .aliases("get_pipeline_jobs")
            .path(PROJECT_ID, PIPELINE_ID)
            .query(choiceList("scope", "Statuses.", STATUSES), flag("include_retried", "Also retried ones."))
            .paginated()
            .returns(JOB)
            .define();

    static final ToolDefinition GET_JOB_OUTPUT = get(
                    "get_pipeline_job_output", "/projects/{project_id}/jobs/{job_id}/trace")
            .title("Get job log")
            .description("Shows a job's log as plain text: its end, the lines matching grep, or a part by bytes.")
            .path(PROJECT_ID, JOB_ID)
            .arguments(TAIL, GREP.unless("tail"), CONTEXT, BYTE_OFFSET, BYTE_LIMIT.unless("tail"))
            .handledBy(JobLogReading::show)
            .define();

    static final ToolDefinition WAIT_FOR_PIPELINE = get(
                    "wait_for_pipeline", "/projects/{project_id}/pipelines/{pipeline_id}")
            .title("Wait for pipeline")
            .description(
                    "Waits until a pipeline ends, needs a manual action or time is up; shows it and its failed jobs.")
            .path(PROJECT_ID, PIPELINE_ID)
            .arguments(TIMEOUT, INTERVAL)
            .deadline(Duration.ofMinutes(11))
            .handledBy(PipelineWaiting::await)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "pipelines",
            "Pipelines and jobs",
            LIST_PIPELINES,
            GET_PIPELINE,
            LIST_PIPELINE_JOBS,
            GET_JOB_OUTPUT,
            WAIT_FOR_PIPELINE);

    private PipelineTools() {}
}
