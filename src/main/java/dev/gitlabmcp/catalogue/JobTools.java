package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.JOB_ID;
import static dev.gitlabmcp.catalogue.Ids.PIPELINE_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.PipelineParams.INTERVAL;
import static dev.gitlabmcp.catalogue.PipelineParams.KEY;
import static dev.gitlabmcp.catalogue.PipelineParams.TIMEOUT;
import static dev.gitlabmcp.catalogue.PipelineParams.VALUE;
import static dev.gitlabmcp.catalogue.PipelineParams.jobScope;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.fieldsList;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.integerList;
import static dev.gitlabmcp.tool.Params.regex;
import static dev.gitlabmcp.tool.ToolBuilder.custom;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Arguments;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;
import java.time.Duration;
import java.util.List;

/** Jobs and their logs: https://docs.gitlab.com/api/jobs/ */
final class JobTools {
    /** A job among those of its pipeline. */
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

    /** A job on its own. */
    static final Shape JOB_DETAILS = Shape.of(
            field("id"),
            field("name"),
            field("stage"),
            field("status"),
            field("failure_reason"),
            field("allow_failure").ifSet(),
            field("ref"),
            field("tag").ifSet(),
            field("commit").of(field("short_id").as("id"), text("title").max(200)),
            field("pipeline").of(field("id"), field("status")),
            field("duration"),
            field("queued_duration"),
            field("coverage"),
            field("user.username"),
            field("runner.description"),
            field("tag_list"),
            field("artifacts").of(field("file_type"), field("filename"), field("size")),
            time("artifacts_expire_at"),
            time("created_at"),
            time("started_at"),
            time("finished_at"),
            time("erased_at"),
            field("web_url"));

    /** A job among those of several pipelines. */
    static final Shape JOB_OF_PROJECT = Shape.of(
            field("id"),
            field("name"),
            field("stage"),
            field("status"),
            field("failure_reason"),
            field("ref"),
            field("pipeline.id"),
            field("duration"),
            field("user.username"),
            time("created_at"),
            time("finished_at"));

    static final Shape TRIGGER_JOB = Shape.of(
            field("id"),
            field("name"),
            field("stage"),
            field("status"),
            field("failure_reason"),
            field("allow_failure").ifSet(),
            field("downstream_pipeline")
                    .of(field("id"), field("project_id"), field("ref"), field("status"), field("web_url")));

    static final Param<Integer> TAIL =
            integer("tail", "Last lines (default 200).").min(1).max(5_000).also("limit");
    static final Param<Pattern> GREP = regex("grep", "Instead: lines matching this regular expression (RE2).");
    static final Param<Integer> CONTEXT = integer("context_lines", "Lines around each match (default 2).")
            .min(0)
            .max(50);
    static final Param<Long> BYTE_OFFSET =
            bigInteger("byte_offset", "Instead: from this byte on.").unless("tail");
    static final Param<Integer> BYTE_LIMIT =
            integer("byte_limit", "So many bytes.").min(1).max(512_000);
    static final Param<List<Long>> JOB_IDS =
            integerList("job_ids", "Ids, in the order to run.").max(50).required();
    static final Param<List<Arguments>> JOB_VARIABLES = fieldsList(
                    "job_variables_attributes", "CI/CD variables for it.", KEY, VALUE.required())
            .secret();
    private static final Param<JsonNode> JOB_INPUTS =
            Params.object("job_inputs", "Values of the job's inputs, by name.").secret();

    static final ToolDefinition LIST_PIPELINE_JOBS = get(
                    "list_pipeline_jobs", "/projects/{project_id}/pipelines/{pipeline_id}/jobs")
            .title("List jobs of a pipeline")
            .description("Lists a pipeline's jobs; scope takes statuses. Logs: get_pipeline_job_output.")
            .aliases("get_pipeline_jobs")
            .path(PROJECT_ID, PIPELINE_ID)
            .query(
                    jobScope().unlisted(),
                    flag("include_retried", "Also retried ones.").unlisted())
            .paginated()
            .returns(JOB)
            .define();

    static final ToolDefinition LIST_PROJECT_JOBS = get("list_project_jobs", "/projects/{project_id}/jobs")
            .title("List jobs of a project")
            .description("Lists the jobs of all of a project's pipelines, newest first.")
            .path(PROJECT_ID)
            .query(
                    jobScope(),
                    Params.text("ref", "Branch or tag."),
                    choice("order_by", "Order.", "id").unlisted(),
                    choice("sort", "Direction.", "asc", "desc").unlisted())
            .keyset()
            .returns(JOB_OF_PROJECT)
            .define();

    /** Under the name that GitLab has deprecated but keeps in version 4: the new one exists from 19.2 on only. */
    static final ToolDefinition LIST_PIPELINE_TRIGGER_JOBS = get(
                    "list_pipeline_trigger_jobs", "/projects/{project_id}/pipelines/{pipeline_id}/bridges")
            .title("List trigger jobs of a pipeline")
            .description("Lists the jobs that start child or downstream pipelines, with those pipelines.")
            .path(PROJECT_ID, PIPELINE_ID)
            .query(jobScope())
            .paginated()
            .returns(TRIGGER_JOB)
            .define();

    static final ToolDefinition GET_PIPELINE_JOB = get("get_pipeline_job", "/projects/{project_id}/jobs/{job_id}")
            .title("Get job")
            .description("Shows a job: status, reason of failure, times, runner, artifacts.")
            .aliases("get_job")
            .path(PROJECT_ID, JOB_ID)
            .returns(JOB_DETAILS)
            .define();

    static final ToolDefinition GET_JOB_OUTPUT = get(
                    "get_pipeline_job_output", "/projects/{project_id}/jobs/{job_id}/trace")
            .title("Get job log")
            .description("Shows a job's log as plain text: its end, the lines matching grep, or a part by bytes.")
            .aliases("get_job_log")
            .path(PROJECT_ID, JOB_ID)
            .arguments(TAIL, GREP.unless("tail"), CONTEXT, BYTE_OFFSET, BYTE_LIMIT.unless("tail"))
            .handledBy(JobLogReading::show)
            .define();

    static final ToolDefinition WAIT_FOR_JOB = get("wait_for_job", "/projects/{project_id}/jobs/{job_id}")
            .title("Wait for job")
            .description("Waits until a job ends, needs a manual action or time is up; shows it.")
            .path(PROJECT_ID, JOB_ID)
            .arguments(TIMEOUT, INTERVAL)
            .deadline(Duration.ofMinutes(11))
            .handledBy(JobRuns::await)
            .define();

    static final ToolDefinition PLAY_PIPELINE_JOB = post(
                    "play_pipeline_job", "/projects/{project_id}/jobs/{job_id}/play")
            .title("Run manual job")
            .description("Starts a manual job. Several in order: play_pipeline_jobs.")
            .path(PROJECT_ID, JOB_ID)
            .body(JOB_VARIABLES, JOB_INPUTS)
            .returns(JOB_DETAILS)
            .define();

    static final ToolDefinition PLAY_PIPELINE_JOBS = custom("play_pipeline_jobs")
            .title("Run manual jobs in order")
            .aliases("play_jobs")
            .description("Starts manual jobs one after another, each when the one before has succeeded.")
            .arguments(PROJECT_ID.required(), JOB_IDS, JOB_VARIABLES, TIMEOUT, INTERVAL)
            .additive("starts jobs, as play_pipeline_job does")
            .deadline(Duration.ofMinutes(11))
            .handledBy(JobRuns::playAll)
            .define();

    static final ToolDefinition RETRY_PIPELINE_JOB = post(
                    "retry_pipeline_job", "/projects/{project_id}/jobs/{job_id}/retry")
            .title("Retry job")
            .description("Runs an ended job again, as a new job, which it shows.")
            .path(PROJECT_ID, JOB_ID)
            .body(JOB_INPUTS)
            .returns(JOB_DETAILS)
            .define();

    static final ToolDefinition CANCEL_PIPELINE_JOB = post(
                    "cancel_pipeline_job", "/projects/{project_id}/jobs/{job_id}/cancel")
            .title("Cancel job")
            .description("Cancels a job that has not ended.")
            .path(PROJECT_ID, JOB_ID)
            .body(flag("force", "Also one that is stuck in canceling."))
            .destructive("the work of a running job is lost")
            .idempotent(true, "what is canceled stays so")
            .returns(JOB_DETAILS)
            .define();

    static final ToolDefinition ERASE_PIPELINE_JOB = post(
                    "erase_pipeline_job", "/projects/{project_id}/jobs/{job_id}/erase")
            .title("Erase job")
            .description("Removes a job's log and artifacts for good; the job stays.")
            .path(PROJECT_ID, JOB_ID)
            .deletes("log and artifacts cannot be brought back")
            .returns(JOB_DETAILS)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "jobs",
            "Jobs",
            LIST_PIPELINE_JOBS,
            GET_JOB_OUTPUT,
            PipelineReportTools.SEARCH_JOB_LOGS,
            GET_PIPELINE_JOB,
            LIST_PROJECT_JOBS,
            LIST_PIPELINE_TRIGGER_JOBS,
            WAIT_FOR_JOB,
            PLAY_PIPELINE_JOB,
            PLAY_PIPELINE_JOBS,
            RETRY_PIPELINE_JOB,
            CANCEL_PIPELINE_JOB,
            ERASE_PIPELINE_JOB);

    private JobTools() {}
}
