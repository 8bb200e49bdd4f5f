package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gitlabmcp.shaping.ListPage;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.shaping.View;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of real servers through the shapes, as they are and with fields added, removed, null and of another type. */
class RecordedAnswersTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, Shape> SHAPES = Map.ofEntries(
            Map.entry("gitlab4j/project.json", ProjectShapes.PROJECT),
            Map.entry("glab/issueListFull.json", IssueShapes.ISSUE_SUMMARY),
            Map.entry("gitlab4j/issue.json", IssueShapes.ISSUE),
            Map.entry("glab/mrList.json", MergeRequestTools.MERGE_REQUEST_SUMMARY),
            Map.entry("go-gitlab/get_merge_requests.json", MergeRequestTools.MERGE_REQUEST_SUMMARY),
            Map.entry("go-gitlab/get_merge_request.json", MergeRequestTools.MERGE_REQUEST),
            Map.entry("gitlab4j/merge-request.json", MergeRequestTools.MERGE_REQUEST),
            Map.entry("go-gitlab/list_merge_request_diff.json", DiffTools.CHANGED_FILE),
            Map.entry("gitlab4j/merge-request-versions.json", DiffTools.VERSION),
            Map.entry("gitlab4j/merge-request-diff.json", DiffTools.VERSION),
            Map.entry("gitlab4j/merge-request-discussions.json", ThreadTools.DISCUSSION),
            Map.entry("gitlab4j/merge-request-note.json", MergeRequestNoteTools.NOTE),
            Map.entry("go-gitlab/list_draft_notes.json", DraftNoteTools.DRAFT_NOTE),
            Map.entry("gitlab4j/approvals.json", ApprovalTools.APPROVALS),
            Map.entry("glab/approvalState.json", ApprovalTools.STATE),
            Map.entry("gitlab4j/approval-rule.json", ApprovalRuleTools.RULE),
            Map.entry("narkoz/search_blobs_results.json", SearchTools.FOUND),
            Map.entry("narkoz/search_commits_results.json", SearchTools.FOUND),
            Map.entry("narkoz/search_issues_results.json", SearchTools.FOUND),
            Map.entry("narkoz/search_merge_requests_results.json", SearchTools.FOUND),
            Map.entry("narkoz/search_notes_results.json", SearchTools.FOUND),
            Map.entry("narkoz/search_projects_results.json", SearchTools.FOUND),
            Map.entry("narkoz/branches.json", BranchTools.BRANCH),
            Map.entry("narkoz/project_commits.json", CommitTools.COMMIT_SUMMARY),
            Map.entry("go-gitlab/get_commit.json", CommitTools.COMMIT),
            Map.entry("gitlab4j/commit-discussions.json", CommitNoteTools.DISCUSSION),
            Map.entry("gitlab4j/commit-status.json", CommitStatusTools.STATUS),
            Map.entry("gitlab4j/tag.json", TagTools.TAG),
            Map.entry("narkoz/protected_branches.json", ProtectedBranchTools.PROTECTED_BRANCH),
            Map.entry("gitlab4j/protected-tags.json", ProtectedTagTools.PROTECTED_TAG),
            Map.entry("gitlab4j/file-upload.json", UploadTools.UPLOAD),
            Map.entry("gitlab4j/group.json", GroupShapes.GROUP),
            Map.entry("gitlab4j/members.json", MemberTools.MEMBER),
            Map.entry("gitlab4j/project-groups.json", GroupShapes.GROUP_NAME),
            Map.entry("go-gitlab/get_user.json", UserShapes.USER),
            Map.entry("gitlab4j/tree.json", RepositoryTools.TREE_ENTRY),
            Map.entry("glab/ciList.json", PipelineTools.PIPELINE_SUMMARY),
            Map.entry("gitlab4j/pipeline.json", PipelineTools.PIPELINE),
            Map.entry("gitlab4j/job.json", JobTools.JOB_DETAILS),
            Map.entry("narkoz/pipeline_bridges.json", JobTools.TRIGGER_JOB),
            Map.entry("gitlab4j/pipeline-variables.json", PipelineParams.VARIABLE),
            Map.entry("gitlab4j/pipeline-test-report-summary.json", PipelineTools.TEST_SUMMARY),
            Map.entry("gitlab4j/pipeline-schedule.json", PipelineScheduleTools.PIPELINE_SCHEDULE),
            Map.entry("gitlab4j/project-variables.json", VariableTools.VARIABLE),
            Map.entry("gitlab4j/trigger.json", PipelineTriggerTools.TRIGGER),
            Map.entry("gitlab4j/environment.json", EnvironmentTools.ENVIRONMENT),
            Map.entry("gitlab4j/deployment.json", DeploymentTools.DEPLOYMENT),
            Map.entry("go-gitlab/list_project_feature_flags.json", FeatureFlagTools.FEATURE_FLAG),
            Map.entry("narkoz/merge_trains.json", MergeTrainTools.CAR),
            Map.entry("gitlab4j/releases.json", ReleaseTools.RELEASE_SUMMARY),
            Map.entry("glab/release.json", ReleaseTools.RELEASE),
            Map.entry("narkoz/project_release_links.json", ReleaseLinkTools.RELEASE_LINK),
            Map.entry("gitlab4j/all-runners.json", RunnerTools.RUNNER_SUMMARY),
            Map.entry("gitlab4j/runner-detail.json", RunnerTools.RUNNER),
            Map.entry("gitlab4j/deploy-keys.json", DeployKeyTools.DEPLOY_KEY_SUMMARY),
            Map.entry("gitlab4j/deploy-tokens.json", DeployTokenTools.DEPLOY_TOKEN));

    static Stream<Arguments> recorded() {
        return SHAPES.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    private static String render(Shape shape, byte[] body, boolean full) throws IOException {
        View view = new View(full, 0, Set.of(), ResultLimits.DEFAULT, changes -> "");
        return shape.render(new ByteArrayInputStream(body), ListPage.UNKNOWN, view);
    }

    @ParameterizedTest
    @CsvSource({
        "gitlab4j/project.json",
        "glab/issueListFull.json",
        "gitlab4j/issue.json",
        "glab/mrList.json",
        "go-gitlab/get_merge_request.json",
        "glab/ciList.json",
        "narkoz/branches.json",
        "gitlab4j/commit-discussions.json"
    })
    void brief_costsAThirdOfGitLabsBytes(String file) throws IOException {
        byte[] raw = ReferenceData.bytes("fixtures/recorded/" + file);
        String shown = render(SHAPES.get(file), raw, false);
        assertThat((double) shown.getBytes(StandardCharsets.UTF_8).length / raw.length)
                .as(shown)
                .isLessThanOrEqualTo(0.35);
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void mutatedAnswers_breakNothing(String file, Shape shape) throws IOException {
        JsonNode recorded = ReferenceData.json("fixtures/recorded/" + file);
        for (JsonNode mutant : Mutants.of(recorded, Integer.MAX_VALUE)) {
            byte[] body = JSON.writeValueAsBytes(mutant);
            for (boolean full : new boolean[] {false, true}) {
                JsonNode shown = JSON.readTree(render(shape, body, full));
                assertThat(shown.isObject()).isTrue();
                assertThat(shown.findParents("_links")).isEmpty();
            }
        }
    }

    /** Each of them through each shape there is, whether it fits or not. */
    @ParameterizedTest
    @MethodSource("files")
    void everyAnswer_throughEveryShape_breaksNothing(String file) throws IOException {
        byte[] body = ReferenceData.bytes("fixtures/recorded/" + file);
        Set<Shape> shapes = new LinkedHashSet<>();
        GitLabCatalogue.tools().tools().forEach(tool -> tool.shape().ifPresent(shapes::add));
        for (Shape shape : shapes) {
            assertThat(JSON.readTree(render(shape, body, false)).isObject()).isTrue();
        }
        for (JsonNode mutant : Mutants.of(JSON.readTree(body), 40)) {
            byte[] mutated = JSON.writeValueAsBytes(mutant);
            assertThat(JSON.readTree(render(Shape.EVERYTHING, mutated, true)).isObject())
                    .isTrue();
        }
    }

    static Stream<String> files() {
        return ReferenceData.files("fixtures/recorded", ".json");
    }
}
