package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.shaping.ListPage;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.shaping.View;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
            Map.entry("gitlab4j/project.json", ProjectTools.PROJECT),
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
            Map.entry("gitlab4j/tree.json", RepositoryTools.TREE_ENTRY),
            Map.entry("glab/ciList.json", PipelineTools.PIPELINE_SUMMARY),
            Map.entry("gitlab4j/pipeline.json", PipelineTools.PIPELINE),
            Map.entry("gitlab4j/job.json", JobTools.JOB_DETAILS),
            Map.entry("narkoz/pipeline_bridges.json", JobTools.TRIGGER_JOB),
            Map.entry("gitlab4j/pipeline-variables.json", PipelineParams.VARIABLE),
            Map.entry("gitlab4j/pipeline-test-report-summary.json", PipelineTools.TEST_SUMMARY),
            Map.entry("gitlab4j/pipeline-schedule.json", PipelineScheduleTools.PIPELINE_SCHEDULE),
            Map.entry("gitlab4j/project-variables.json", VariableTools.VARIABLE),
            Map.entry("gitlab4j/trigger.json", PipelineTriggerTools.TRIGGER));

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
        "glab/ciList.json"
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
        for (JsonNode mutant : mutants(recorded)) {
            byte[] body = JSON.writeValueAsBytes(mutant);
            for (boolean full : new boolean[] {false, true}) {
                JsonNode shown = JSON.readTree(render(shape, body, full));
                assertThat(shown.isObject()).isTrue();
                assertThat(shown.findParents("_links")).isEmpty();
            }
        }
    }

    private static List<JsonNode> mutants(JsonNode recorded) {
        List<JsonNode> mutants = new ArrayList<>();
        mutants.add(recorded);
        int members = objects(recorded).size();
        for (int i = 0; i < members; i++) {
            for (JsonNode other : List.of(
                    JSON.nullNode(),
                    JSON.getNodeFactory().textNode("text"),
                    JSON.getNodeFactory().numberNode(7),
                    JSON.getNodeFactory().booleanNode(true),
                    JSON.createArrayNode().add(1).addNull().addObject().put("x", 1),
                    JSON.createObjectNode().put("username", 5).set("x", JSON.createArrayNode()))) {
                JsonNode copy = recorded.deepCopy();
                Member member = objects(copy).get(i);
                member.parent().set(member.name(), other);
                mutants.add(copy);
            }
            JsonNode without = recorded.deepCopy();
            Member member = objects(without).get(i);
            member.parent().remove(member.name());
            mutants.add(without);
        }
        return mutants;
    }

    private record Member(ObjectNode parent, String name) {}

    private static List<Member> objects(JsonNode node) {
        List<Member> members = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> {
                members.add(new Member(object, entry.getKey()));
                members.addAll(objects(entry.getValue()));
            });
        } else if (node instanceof ArrayNode array && !array.isEmpty()) {
            members.addAll(objects(array.get(0)));
        }
        return members;
    }
}
