package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.ChosenPipeline.OF_MERGE_REQUEST;
import static dev.gitlabmcp.catalogue.ChosenPipeline.OF_REF;
import static dev.gitlabmcp.catalogue.Ids.PIPELINE_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.regexList;
import static dev.gitlabmcp.tool.ToolBuilder.custom;

import com.google.re2j.Pattern;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolDefinition;
import java.time.Duration;
import java.util.List;

/** Tools that put together what GitLab tells about a pipeline in many places: https://docs.gitlab.com/api/pipelines/ */
final class PipelineReportTools {
    static final Param<Integer> LOGS =
            integer("logs", "Read so many logs (default 10).").min(0).max(30).unlisted();
    static final Param<Integer> LOG_OFFSET = integer(
                    "log_offset", "Failed jobs to leave out at the front, as next says.")
            .min(0)
            .unlisted();

    static final Param<List<Pattern>> PATTERNS =
            regexList("patterns", "RE2; a line matches if one does.").max(20).required();
    static final Param<List<Pattern>> JOB_NAMES =
            regexList("job_names", "Only jobs whose names match (RE2).").max(20);
    static final Param<List<String>> JOB_SCOPE = PipelineParams.jobScope().describedAs("Only jobs of these statuses.");
    static final Param<Boolean> RETRIED =
            flag("include_retried", "Also retried ones.").unlisted();
    static final Param<Integer> CONTEXT = integer("context_lines", "Lines around each match (default 1).")
            .min(0)
            .max(50);
    static final Param<Integer> MATCHES_PER_JOB =
            integer("max_matches_per_job", "Default 20.").min(1).max(1_000);
    static final Param<Integer> MATCHES =
            integer("max_matches", "In all; default 200.").min(1).max(5_000).unlisted();
    static final Param<Long> FROM_JOB =
            bigInteger("from_job", "Go on at this job, as next says.").unlisted();
    static final Param<Integer> FROM_LINE =
            integer("from_line", "From this line of that job's log on.").min(1).unlisted();

    static final Param<Long> BASE_PIPELINE_ID =
            id("base_pipeline_id", "With this one; else the last green one of its ref.", "pipelines");

    static final ToolDefinition DIAGNOSE_PIPELINE = custom("diagnose_pipeline")
            .title("Diagnose pipeline")
            .description(
                    "Shows why a pipeline failed: failed jobs with the first error of each log, failed tests, and what"
                            + " changed since the last green one. One log whole: get_pipeline_job_output.")
            .arguments(PROJECT_ID.required(), PIPELINE_ID, OF_MERGE_REQUEST, OF_REF, LOGS, LOG_OFFSET)
            .readOnly("it only reads")
            .deadline(Duration.ofMinutes(3))
            .handledBy(PipelineDiagnosis::diagnose)
            .define();

    static final ToolDefinition COMPARE_PIPELINES = custom("compare_pipelines")
            .title("Compare pipelines")
            .description(
                    "Compares two pipelines of a project: jobs that ended differently or took longer, tests that newly"
                            + " fail or no longer do, commits between.")
            .arguments(PROJECT_ID.required(), PIPELINE_ID.required(), BASE_PIPELINE_ID)
            .readOnly("it only reads")
            .handledBy(PipelineComparison::compare)
            .define();

    static final ToolDefinition SEARCH_JOB_LOGS = custom("search_job_logs")
            .title("Search job logs")
            .description(
                    "Searches the logs of all of a pipeline's jobs for regular expressions; shows matching lines with"
                            + " lines around them.")
            .arguments(
                    PROJECT_ID.required(),
                    PATTERNS,
                    PIPELINE_ID,
                    OF_MERGE_REQUEST,
                    OF_REF,
                    JOB_NAMES,
                    JOB_SCOPE,
                    RETRIED,
                    CONTEXT,
                    MATCHES_PER_JOB,
                    MATCHES,
                    FROM_JOB,
                    FROM_LINE)
            .readOnly("it only reads")
            .deadline(Duration.ofMinutes(5))
            .handledBy(JobLogSearch::search)
            .define();

    private PipelineReportTools() {}
}
