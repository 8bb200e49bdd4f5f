package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.JOB_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.RepositoryTools.BYTE_OFFSET;
import static dev.gitlabmcp.catalogue.RepositoryTools.END_LINE;
import static dev.gitlabmcp.catalogue.RepositoryTools.START_LINE;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.text;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Files that jobs leave: https://docs.gitlab.com/api/job_artifacts/ */
final class ArtifactTools {
    private static final Shape ENTRY = Shape.of(field("path"), field("type"), field("size"));

    static final Shape ARCHIVE = Shape.of(
            field("id"),
            field("name"),
            field("status"),
            field("artifacts_file").as("archive"),
            field("artifacts").as("files").of(field("file_type"), field("filename"), field("size")),
            time("artifacts_expire_at"),
            time("erased_at"));

    static final Param<String> ARTIFACT_PATH =
            text("artifact_path", "Path in the archive.").required();
    static final Param<String> REF = text("ref", "Instead of job_id: branch or tag of the latest successful pipeline.");
    static final Param<String> JOB = text("job", "With ref: name of the job.").unless("job_id");

    static final ToolDefinition LIST_JOB_ARTIFACTS = get(
                    "list_job_artifacts", "/projects/{project_id}/jobs/{job_id}/artifacts/tree")
            .title("List artifacts")
            .description("Lists files and directories in a job's artifacts archive (GitLab 18.8 and later).")
            .path(PROJECT_ID, JOB_ID)
            .query(text("path", "Directory; the root if left out."), flag("recursive", "All below."))
            .paginated()
            .returns(ENTRY)
            .define();

    static final ToolDefinition GET_JOB_ARTIFACT_FILE = get(
                    "get_job_artifact_file", "/projects/{project_id}/jobs/{job_id}/artifacts/{artifact_path}")
            .orAt("/projects/{project_id}/jobs/artifacts/{ref}/raw/{artifact_path}")
            .title("Get artifact file")
            .description("Shows a text file of a job's artifacts, lines of it, or a picture; of other files the facts.")
            .aliases("get_artifact_file")
            .path(PROJECT_ID.required(), JOB_ID, REF.unless("job_id"), ARTIFACT_PATH)
            .query(
                    JOB,
                    flag("search_recent_successful_pipelines", "With ref: also in earlier successful pipelines.")
                            .unless("job_id")
                            .unlisted())
            .arguments(START_LINE, END_LINE, BYTE_OFFSET.unless("start_line"))
            .handledBy(ArtifactReading::showFile)
            .define();

    static final ToolDefinition DOWNLOAD_JOB_ARTIFACTS = get(
                    "download_job_artifacts", "/projects/{project_id}/jobs/{job_id}")
            .title("Get artifacts archive")
            .description("Shows name, size and expiry of a job's artifacts, not the archive: read single files.")
            .path(PROJECT_ID, JOB_ID)
            .handledBy(ArtifactReading::showArchive)
            .define();

    static final ToolDefinition KEEP_JOB_ARTIFACTS = post(
                    "keep_job_artifacts", "/projects/{project_id}/jobs/{job_id}/artifacts/keep")
            .title("Keep artifacts")
            .description("Keeps a job's artifacts from expiring.")
            .path(PROJECT_ID, JOB_ID)
            .idempotent(true, "what is kept stays so")
            .returns(ARCHIVE)
            .define();

    static final ToolDefinition DELETE_JOB_ARTIFACTS = delete(
                    "delete_job_artifacts", "/projects/{project_id}/jobs/{job_id}/artifacts")
            .title("Delete a job's artifacts")
            .description("Deletes a job's artifacts for good; its log stays.")
            .path(PROJECT_ID, JOB_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition DELETE_PROJECT_ARTIFACTS = delete(
                    "delete_project_artifacts", "/projects/{project_id}/artifacts")
            .title("Delete a project's artifacts")
            .description("Deletes the artifacts of ALL of a project's jobs that may be deleted, in the background.")
            .path(PROJECT_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "artifacts",
            "Job artifacts",
            LIST_JOB_ARTIFACTS,
            GET_JOB_ARTIFACT_FILE,
            DOWNLOAD_JOB_ARTIFACTS,
            KEEP_JOB_ARTIFACTS,
            DELETE_JOB_ARTIFACTS,
            DELETE_PROJECT_ARTIFACTS);

    private ArtifactTools() {}
}
