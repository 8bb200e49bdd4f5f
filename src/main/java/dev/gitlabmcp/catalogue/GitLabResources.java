package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;

import dev.gitlabmcp.gitlab.GitLabAnswer;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.FileType;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.tool.Arguments;
import dev.gitlabmcp.tool.CallScope;
import dev.gitlabmcp.tool.ResourceOutput;
import dev.gitlabmcp.tool.ResourceTemplateDefinition;
import dev.gitlabmcp.tool.ResourceTexts;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolProblem;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Addresses under which clients read single things of GitLab. The host part is always {@code projects}, because a
 * project's path in that place would be taken for a host name, and be lower-cased or refused, by common URL libraries.
 */
final class GitLabResources {
    static final String FILE_URI = "gitlab://projects/{project}/files/{ref}/{path}";
    static final String ISSUE_URI = "gitlab://projects/{project}/issues/{iid}";
    static final String MERGE_REQUEST_URI = "gitlab://projects/{project}/merge_requests/{iid}";

    static final String PROJECT_URI = "gitlab://projects/{project}";
    static final String PIPELINE_URI = "gitlab://projects/{project}/pipelines/{id}";
    static final String JOB_LOG_URI = "gitlab://projects/{project}/jobs/{id}/log";
    static final String WIKI_PAGE_URI = "gitlab://projects/{project}/wikis/{slug}";

    /** Lines at the end of a log: what a reader of a failed job looks at first. */
    private static final int LOG_LINES = 500;

    private static final Shape WIKI_PAGE =
            Shape.of(text("title"), field("slug"), field("format"), text("content"), field("encoding"));

    /** Larger files are for get_file_contents, which reads them in parts. */
    private static final int MAX_FILE = 1024 * 1024;

    static final List<ResourceTemplateDefinition> TEMPLATES = List.of(
            new ResourceTemplateDefinition(
                    FILE_URI,
                    new ResourceTexts(
                            "file",
                            "File of a repository",
                            "One file at a branch, tag or commit (HEAD: default branch), up to 1 MiB. Percent-encode"
                                    + " slashes in project and ref.",
                            null),
                    GitLabResources::file),
            new ResourceTemplateDefinition(
                    ISSUE_URI,
                    new ResourceTexts("issue", "Issue", "One issue of a project, by its number.", "application/json"),
                    (scope, uri, variables) ->
                            shown(scope, uri, IssueTools.GET_ISSUE, IssueShapes.ISSUE, named(variables, "issue_iid"))),
            new ResourceTemplateDefinition(
                    MERGE_REQUEST_URI,
                    new ResourceTexts(
                            "merge_request",
                            "Merge request",
                            "One merge request of a project, by its number.",
                            "application/json"),
                    (scope, uri, variables) -> shown(
                            scope,
                            uri,
                            MergeRequestTools.GET_MERGE_REQUEST,
                            MergeRequestTools.MERGE_REQUEST,
                            named(variables, "merge_request_iid"))),
            new ResourceTemplateDefinition(
                    PIPELINE_URI,
                    new ResourceTexts(
                            "pipeline", "Pipeline", "One pipeline of a project, by its id.", "application/json"),
                    (scope, uri, variables) -> shown(
                            scope,
                            uri,
                            PipelineTools.GET_PIPELINE,
                            PipelineTools.PIPELINE,
                            Map.of(
                                    "project_id", variables.getOrDefault("project", ""),
                                    "pipeline_id", variables.getOrDefault("id", "")))),
            new ResourceTemplateDefinition(
                    JOB_LOG_URI,
                    new ResourceTexts(
                            "job_log",
                            "Job log",
                            "The last " + LOG_LINES + " lines of a job's log, by the job's id.",
                            "text/plain"),
                    GitLabResources::jobLog),
            new ResourceTemplateDefinition(
                    WIKI_PAGE_URI,
                    new ResourceTexts(
                            "wiki_page",
                            "Wiki page",
                            "One page of a project's wiki. Percent-encode slashes in the slug.",
                            "application/json"),
                    GitLabResources::wikiPage),
            // The last one, since a project's path may hold what looks like any of the others.
            new ResourceTemplateDefinition(
                    PROJECT_URI,
                    new ResourceTexts("project", "Project", "One project.", "application/json"),
                    (scope, uri, variables) -> shown(
                            scope,
                            uri,
                            ProjectTools.GET_PROJECT,
                            ProjectShapes.PROJECT,
                            Map.of("project_id", variables.getOrDefault("project", "")))));

    private GitLabResources() {}

    private static Map<String, String> named(Map<String, String> variables, String iid) {
        return Map.of("project_id", variables.getOrDefault("project", ""), iid, variables.getOrDefault("iid", ""));
    }

    private static ResourceOutput shown(
            CallScope scope, String uri, ToolDefinition tool, Shape shape, Map<String, String> arguments) {
        JsonText out = new JsonText();
        scope.show(tool.request(tool.read(scope, arguments)), shape, scope.brief(), out);
        return ResourceOutput.text(uri, "application/json", out.finished());
    }

    private static ResourceOutput jobLog(CallScope scope, String uri, Map<String, String> variables) {
        Arguments job = JobTools.GET_JOB_OUTPUT.read(
                scope,
                Map.of(
                        "project_id", variables.getOrDefault("project", ""),
                        "job_id", variables.getOrDefault("id", "")));
        String log = JobLogReading.tail(scope, job.get(Ids.PROJECT_ID), job.get(Ids.JOB_ID), LOG_LINES);
        return ResourceOutput.text(uri, "text/plain", log);
    }

    private static ResourceOutput wikiPage(CallScope scope, String uri, Map<String, String> variables) {
        String project = ProjectTools.GET_PROJECT
                .read(scope, Map.of("project_id", variables.getOrDefault("project", "")))
                .get(Ids.PROJECT_ID);
        JsonText out = new JsonText();
        GitLabRequest page = GitLabRequest.get("/projects/{project_id}/wikis/{slug}")
                .path("project_id", project)
                .path("slug", variables.getOrDefault("slug", ""))
                .build();
        scope.show(page, WIKI_PAGE, scope.brief(), out);
        return ResourceOutput.text(uri, "application/json", out.finished());
    }

    private static ResourceOutput file(CallScope scope, String uri, Map<String, String> variables) {
        ToolDefinition tool = RepositoryTools.GET_FILE_CONTENTS;
        Map<String, String> arguments = Map.of(
                "project_id", variables.getOrDefault("project", ""),
                "ref", variables.getOrDefault("ref", ""),
                "file_path", variables.getOrDefault("path", ""));
        return scope.send(tool.request(tool.read(scope, arguments)), answer -> read(uri, answer));
    }

    private static ResourceOutput read(String uri, GitLabAnswer answer) throws IOException {
        byte[] content = answer.body().readNBytes(MAX_FILE + 1);
        if (content.length > MAX_FILE) {
            throw new ToolException(new ToolProblem.ResultTooLarge(
                    "the file has more than " + MAX_FILE + " bytes", "read it in parts with get_file_contents"));
        }
        FileType type = FileType.of(Arrays.copyOf(content, Math.min(content.length, FileType.SAMPLE)));
        return type.charset()
                .map(charset -> ResourceOutput.text(uri, "text/plain", TextCleaner.code(new String(content, charset))))
                .orElseGet(
                        () -> ResourceOutput.binary(uri, type.imageType().orElse("application/octet-stream"), content));
    }
}
