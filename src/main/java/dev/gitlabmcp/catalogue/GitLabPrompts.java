package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PIPELINE_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.tool.PromptArgument.optional;
import static dev.gitlabmcp.tool.PromptArgument.required;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Arguments;
import dev.gitlabmcp.tool.CallScope;
import dev.gitlabmcp.tool.PromptArgument;
import dev.gitlabmcp.tool.PromptDefinition;
import dev.gitlabmcp.tool.PromptMessage;
import dev.gitlabmcp.tool.PromptResult;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolProblem;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Prompts that bring what they are about: the data is fetched when the prompt is, and shown in the tools' shapes. */
final class GitLabPrompts {
    private static final int JOBS = 20;
    private static final int LOGS = 3;
    private static final int LOG_LINES = 60;

    private static final Shape LABEL =
            Shape.of(field("name"), text("description").max(120));

    static final PromptArgument PROJECT =
            optional("project_id", "Project id, path or URL; not needed when the other argument is a URL");

    static final PromptDefinition REVIEW_MERGE_REQUEST = new PromptDefinition(
            "review_merge_request",
            "Review a merge request",
            "Brings a merge request and the list of its changed files, and asks for a review.",
            List.of(required("merge_request_iid", "Merge request number or URL"), PROJECT),
            GitLabPrompts::review);

    static final PromptDefinition DIAGNOSE_PIPELINE = new PromptDefinition(
            "diagnose_pipeline",
            "Diagnose a failed pipeline",
            "Brings a pipeline, its failed jobs and the ends of their logs, and asks for the cause.",
            List.of(optional("pipeline_id", "Pipeline id or URL; the latest failed one if left out"), PROJECT),
            GitLabPrompts::diagnose);

    static final PromptDefinition TRIAGE_ISSUE = new PromptDefinition(
            "triage_issue",
            "Triage an issue",
            "Brings an issue and the project's labels, and asks for type, labels, severity and the next step.",
            List.of(required("issue_iid", "Issue number or URL"), PROJECT),
            GitLabPrompts::triage);

    /** All prompts, in the order in which they are listed. */
    static final List<PromptDefinition> ALL = List.of(
            REVIEW_MERGE_REQUEST,
            ReportPrompts.SECURITY_REVIEW,
            DIAGNOSE_PIPELINE,
            TRIAGE_ISSUE,
            ReportPrompts.RELEASE_NOTES,
            ReportPrompts.STAND_UP);

    private GitLabPrompts() {}

    private static PromptResult review(CallScope scope, Map<String, String> texts) {
        Arguments arguments = MergeRequestTools.GET_MERGE_REQUEST.read(scope, texts);
        JsonText data = new JsonText().beginObject();
        scope.show(
                MergeRequestTools.GET_MERGE_REQUEST.request(arguments),
                MergeRequestTools.MERGE_REQUEST,
                scope.brief(),
                data.name("merge_request"));
        String project = arguments.get(PROJECT_ID);
        int iid = arguments.get(Ids.MERGE_REQUEST_IID);
        scope.show(
                DiffTools.changedFiles(project, iid),
                DiffTools.CHANGED_FILE,
                scope.brief(),
                data.name("changed_files"));
        return result("Review of !" + iid, """
                Review this GitLab merge request. Read the diffs with get_merge_request_file_diff (project_id %s, \
                merge_request_iid %d), the files that matter most first, and the surrounding code with get_file_contents \
                where a diff alone does not tell. Look for wrong behaviour, missing cases, security, tests that are missing \
                or prove nothing, and what makes the code harder to understand. Name file and line for each finding, the \
                gravest first, and end with whether it can be merged.""".formatted(quoted(project), iid), data);
    }

    private static PromptResult diagnose(CallScope scope, Map<String, String> texts) {
        JsonText data = new JsonText().beginObject();
        String project;
        long pipeline;
        if (texts.getOrDefault("pipeline_id", "").isBlank()) {
            project = ProjectTools.GET_PROJECT.read(scope, texts).get(PROJECT_ID);
            pipeline = latestFailed(scope, project);
        } else {
            Arguments arguments = PipelineTools.GET_PIPELINE.read(scope, texts);
            project = arguments.get(PROJECT_ID);
            pipeline = arguments.get(PIPELINE_ID);
        }
        Map<String, String> named = Map.of("project_id", project, "pipeline_id", Long.toString(pipeline));
        GitLabRequest request = PipelineTools.GET_PIPELINE.request(PipelineTools.GET_PIPELINE.read(scope, named));
        scope.show(request, PipelineTools.PIPELINE, scope.brief(), data.name("pipeline"));
        PipelineWaiting.showFailedJobs(scope, project, pipeline, JOBS, data);
        showLogs(scope, project, PipelineWaiting.failedJobs(scope, project, pipeline, LOGS), data);
        return result("Diagnosis of pipeline " + pipeline, """
                Find out why this GitLab pipeline failed. The ends of the logs of up to %d failed jobs are included; read \
                more with get_pipeline_job_output (project_id %s), with grep where a log is long. Tell the cause apart from \
                what merely followed from it, say whether it is the code, the tests, the configuration or the \
                infrastructure, quote the lines that show it, and propose the smallest change that mends it, or a retry if \
                it is chance.""".formatted(LOGS, quoted(project)), data);
    }

    private static PromptResult triage(CallScope scope, Map<String, String> texts) {
        Arguments arguments = IssueTools.GET_ISSUE.read(scope, texts);
        JsonText data = new JsonText().beginObject();
        scope.show(IssueTools.GET_ISSUE.request(arguments), IssueShapes.ISSUE, scope.brief(), data.name("issue"));
        String project = arguments.get(PROJECT_ID);
        scope.require(LabelTools.LIST_LABELS);
        GitLabRequest labels = GitLabRequest.get("/projects/{project_id}/labels")
                .path("project_id", project)
                .query("per_page", "100")
                .build();
        scope.show(labels, LABEL, scope.brief(), data.name("labels_of_the_project"));
        return result("Triage of #" + arguments.get(Ids.ISSUE_IID), """
                Triage this GitLab issue of project %s. Say in a sentence what it is about; which type it is; which of the \
                project's labels fit, and why; how grave and how urgent it is; what is missing to act on it, as questions to \
                the author; and whether list_issues (search) shows that it exists already. Propose the changes and make them \
                with update_issue only when the user agrees.""".formatted(quoted(project)), data);
    }

    private static long latestFailed(CallScope scope, String project) {
        scope.require(PipelineTools.LIST_PIPELINES);
        GitLabRequest request = GitLabRequest.get("/projects/{project_id}/pipelines")
                .path("project_id", project)
                .query("status", "failed")
                .query("per_page", "1")
                .build();
        return scope.send(request, answer -> {
            try (JsonParser parser = Shape.JSON.createParser(answer.body())) {
                return parser.nextToken() == JsonToken.START_ARRAY ? idOf(parser) : 0;
            }
        });
    }

    private static long idOf(JsonParser parser) throws IOException {
        String name;
        parser.nextToken();
        while ((name = parser.nextFieldName()) != null) {
            JsonToken value = parser.nextToken();
            if (name.equals("id") && value == JsonToken.VALUE_NUMBER_INT) {
                return parser.getLongValue();
            }
            parser.skipChildren();
        }
        throw new ToolException(new ToolProblem.NothingFound(
                "No pipeline of this project has failed.", "Give pipeline_id for another one."));
    }

    private static void showLogs(CallScope scope, String project, Map<Long, String> jobs, JsonText data) {
        data.name("ends_of_logs").beginObject();
        jobs.forEach((id, name) -> {
            String label = id + " " + name;
            try {
                data.field(label, JobLogReading.tail(scope, project, id, LOG_LINES));
            } catch (ToolException e) {
                if (!(e.problem() instanceof ToolProblem.RefusedByGitLab refused)) {
                    throw e;
                }
                data.field(label, "GitLab does not show this log (" + refused.status() + ")");
            }
        });
        data.endObject();
    }

    static PromptResult result(String description, String task, JsonText data) {
        String text = task + "\n\nWhat GitLab shows:\n"
                + data.markUserText().endObject().finished();
        return new PromptResult(description, List.of(PromptMessage.user(text)));
    }

    static String quoted(String text) {
        return new JsonText().string(text).toString();
    }
}
