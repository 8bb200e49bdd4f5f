package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PIPELINE_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.tool.PromptArgument.optional;
import static dev.gitlabmcp.tool.PromptArgument.required;

import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Arguments;
import dev.gitlabmcp.tool.CallScope;
import dev.gitlabmcp.tool.PromptArgument;
import dev.gitlabmcp.tool.PromptDefinition;
import dev.gitlabmcp.tool.PromptMessage;
import dev.gitlabmcp.tool.PromptResult;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolProblem;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Prompts that bring what they are about: the data is fetched when the prompt is, and shown in the tools' shapes. */
final class GitLabPrompts {
    private static final int LOGS = 3;

    private static final Shape LABEL =
            Shape.of(field("name"), text("description").max(120));

    static final PromptArgument PROJECT =
            optional("project_id", "Project id, path or URL; not needed when the other argument is a URL");

    static final PromptDefinition REVIEW_MERGE_REQUEST = new PromptDefinition(
            "review_merge_request",
            "Review a merge request",
            "Brings a merge request, its changed files, open threads, approvals and pipeline, and asks for a review.",
            List.of(required("merge_request_iid", "Merge request number or URL"), PROJECT),
            GitLabPrompts::review);

    static final PromptDefinition DIAGNOSE_PIPELINE = new PromptDefinition(
            "diagnose_pipeline",
            "Diagnose a failed pipeline",
            "Brings a pipeline, its failed jobs and tests, the errors in their logs and what changed, and asks for the cause.",
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
        String project = arguments.get(PROJECT_ID);
        int iid = arguments.get(Ids.MERGE_REQUEST_IID);
        Parts parts = Parts.ofPrompt(scope);
        new ReviewContext(parts, project, iid).writeAll();
        return result("Review of !" + iid, """
                Review this GitLab merge request. Read the diffs with get_merge_request_file_diff (project_id %s, \
                merge_request_iid %d), the files that matter most first, and the surrounding code with get_file_contents \
                where a diff alone does not tell. Look for wrong behaviour, missing cases, security, tests that are missing \
                or prove nothing, and what makes the code harder to understand. Do not repeat what a thread says already. Name \
                file and line for each finding, the gravest first, and end with whether it can be merged.""".formatted(quoted(project), iid), parts.out());
    }

    private static PromptResult diagnose(CallScope scope, Map<String, String> texts) {
        String project;
        long id;
        if (texts.getOrDefault("pipeline_id", "").isBlank()) {
            project = ProjectTools.GET_PROJECT.read(scope, texts).get(PROJECT_ID);
            id = latestFailed(scope, project);
        } else {
            Arguments arguments = PipelineTools.GET_PIPELINE.read(scope, texts);
            project = arguments.get(PROJECT_ID);
            id = arguments.get(PIPELINE_ID);
        }
        Parts parts = Parts.ofPrompt(scope);
        String logs = new PipelineDiagnosis(
                        parts,
                        ChosenPipeline.get(parts, project, id),
                        changes -> CallText.of("diagnose_pipeline", changes))
                .gather(LOGS, 0);
        return result("Diagnosis of pipeline " + id, """
                Find out why this GitLab pipeline failed. The logs of up to %d failed jobs are included in part: the first \
                error and the end of each; read more with get_pipeline_job_output (project_id %s), with grep where a log is \
                long. Tell the cause apart from what merely followed from it, say whether it is the code, the tests, the \
                configuration or the infrastructure, quote the lines that show it, and propose the smallest change that mends \
                it, or a retry if it is chance.""".formatted(LOGS, quoted(project)), parts.out(), logs);
    }

    private static PromptResult triage(CallScope scope, Map<String, String> texts) {
        Arguments arguments = IssueTools.GET_ISSUE.read(scope, texts);
        JsonText data = new JsonText().beginObject();
        scope.show(IssueTools.GET_ISSUE.request(arguments), IssueShapes.ISSUE, scope.brief(), data.name("issue"));
        String project = arguments.get(PROJECT_ID);
        ToolDefinition list = LabelTools.LIST_LABELS;
        Arguments all = list.read(scope, Map.of("project_id", project, "per_page", "100"));
        scope.show(list.request(all), LABEL, scope.brief(), data.name("labels_of_the_project"));
        return result("Triage of #" + arguments.get(Ids.ISSUE_IID), """
                Triage this GitLab issue of project %s. Say in a sentence what it is about; which type it is; which of the \
                project's labels fit, and why; how grave and how urgent it is; what is missing to act on it, as questions to \
                the author; and whether list_issues (search) shows that it exists already. Propose the changes and make them \
                with update_issue only when the user agrees.""".formatted(quoted(project)), data);
    }

    private static long latestFailed(CallScope scope, String project) {
        ToolDefinition list = PipelineTools.LIST_PIPELINES;
        Arguments failed = list.read(scope, Map.of("project_id", project, "status", "failed", "per_page", "1"));
        long id = SmallAnswers.tree(scope, list.request(failed))
                .path(0)
                .path("id")
                .asLong();
        if (id < 1) {
            throw new ToolException(new ToolProblem.NothingFound(
                    "No pipeline of this project has failed.", "Give pipeline_id for another one."));
        }
        return id;
    }

    /**
     * A task with the data it is about.
     *
     * @param data whose object is open
     * @param texts that belong to the data
     */
    static PromptResult result(String description, String task, JsonText data, String... texts) {
        String text = task + "\n\nWhat GitLab shows:\n"
                + data.markUserText().endObject().finished()
                + Arrays.stream(texts).map(more -> "\n" + more).collect(Collectors.joining());
        return new PromptResult(description, List.of(PromptMessage.user(text)));
    }

    static String quoted(String text) {
        return new JsonText().string(text).toString();
    }
}
