package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitlabmcp.protocol.Content;
import dev.gitlabmcp.protocol.ResourceContents;
import dev.gitlabmcp.tool.Completion;
import dev.gitlabmcp.tool.CompletionTarget;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Prompts, resources and completion at the sandbox. */
class GitLabFeaturesTest extends SandboxTestCase {
    private static final String PATH = "nordlicht-commerce/checkout/payment-service";

    private String prompt(String name, Map<String, String> arguments) {
        Content content =
                features.prompt(name, arguments, context).messages().get(0).content();
        return ((Content.Text) content).text();
    }

    private ResourceContents read(String uri) {
        return features.read(uri, context).get(0);
    }

    @Test
    void review_bringsTheMergeRequestAndItsFiles() {
        String url = gitlab.url() + "/" + PATH + "/-/merge_requests/2";
        assertThat(prompt("review_merge_request", Map.of("merge_request_iid", url)))
                .startsWith("Review this GitLab merge request.")
                .contains("{\"untrusted\":")
                .contains("\"source_branch\":\"fix/rounding-per-line\"")
                .contains("\"path\":\"src/main/java/com/nordlicht/payment/TaxCalculator.java\"")
                .contains("\"unresolved_threads\":[{\"id\":", "\"approvals\":{", "\"failed_jobs\":[{\"id\":96417");
    }

    @Test
    void diagnose_bringsTheLatestFailedPipelineAndItsLogs() {
        assertThat(prompt("diagnose_pipeline", Map.of("project_id", PATH)))
                .contains("\"id\":18304")
                .contains("\"failed_jobs\":[{\"id\":96417", "\"failed_tests\":{")
                .contains("=== job 96417 unit-test: first error in line 28 of 49")
                .contains("expected: <12.36> but was: <12.35>");
    }

    @Test
    void triage_bringsTheIssueAndTheLabels() {
        assertThat(prompt("triage_issue", Map.of("project_id", "41", "issue_iid", "1")))
                .contains("Rounding differs")
                .contains("\"labels_of_the_project\":[{\"name\":\"bug\",\"description\":\"Something is wrong\"}");
    }

    @Test
    void releaseNotes_bringTheCommitsSinceATag() {
        assertThat(prompt(
                        "write_release_notes",
                        Map.of("project_id", PATH, "from", "main", "to", "fix/rounding-per-line")))
                .startsWith("Write release notes")
                .contains("\"from\":\"main\"")
                .contains("\"commits\":[{\"id\":");
        assertThat(prompt("write_release_notes", Map.of("project_id", PATH))).contains("\"from\":\"v");
    }

    @Test
    void standUp_bringsWhatIsThereAndSaysWhatIsNot() {
        assertThat(prompt("prepare_stand_up", Map.of("days", "60")))
                .startsWith("Prepare my stand-up")
                .contains("\"my_events\":", "\"my_merge_requests\":[", "\"to_review\":", "\"to_dos\":");
        assertThatThrownBy(() -> prompt("prepare_stand_up", Map.of("days", "many")))
                .hasMessageContaining("days must be a number from 1 to 60");
    }

    @Test
    void securityReview_bringsTheChangedFiles() {
        assertThat(prompt("review_security", Map.of("merge_request_iid", "2", "project_id", PATH)))
                .startsWith("Review the security")
                .contains("TaxCalculator.java");
    }

    @Test
    void read_projectPipelineJobLogAndWikiPage() {
        assertThat(read("gitlab://projects/41").text()).contains("\"path\":\"" + PATH + "\"");
        assertThat(read("gitlab://projects/41/pipelines/18304").text()).contains("\"id\":18304");
        assertThat(read("gitlab://projects/41/jobs/96417/log").text()).contains("expected: <12.36> but was: <12.35>");
        assertThatThrownBy(() -> read("gitlab://projects/41/wikis/Home")).hasMessageContaining("Resource not found");
        assertThat(lastTarget()).isEqualTo("GET /projects/41/wikis/Home");
    }

    @Test
    void prompt_unknownIssue_isRefused() {
        assertThatThrownBy(() -> prompt("triage_issue", Map.of("project_id", "41", "issue_iid", "999")))
                .hasMessageContaining("GitLab answered 404");
        assertThatThrownBy(() -> prompt("triage_issue", Map.of("issue_iid", "1")))
                .hasMessageContaining("project_id is missing");
    }

    @Test
    void read_file_issueAndMergeRequest() {
        assertThat(read("gitlab://projects/nordlicht-commerce%2Fcheckout%2Fpayment-service/files/main/README.md")
                        .text())
                .startsWith("# Payment Service");
        assertThat(read("gitlab://projects/" + PATH + "/files/main/docs/Webhooks%20&%20Signaturen.md")
                        .mimeType())
                .isEqualTo("text/plain");
        assertThat(read("gitlab://projects/42/files/HEAD/public/hero.png").mimeType())
                .isEqualTo("image/png");
        assertThat(read("gitlab://projects/41/issues/1").text()).contains("\"title\":\"Rounding differs");
        assertThat(read("gitlab://projects/41/merge_requests/2").text()).contains("\"iid\":2");
    }

    @Test
    void read_whatIsNotThere_isNotFound() {
        assertThatThrownBy(() -> read("gitlab://projects/41/issues/999")).hasMessageContaining("Resource not found");
        assertThatThrownBy(() -> read("gitlab://projects/41/files/main/a/..%2Fb"))
                .hasMessageContaining("file_path must not");
        assertThatThrownBy(() -> read("gitlab://nothings/1")).hasMessage("Resource not found");
    }

    @Test
    void complete_projectsAndBranches() {
        CompletionTarget project = CompletionTarget.template(GitLabResources.FILE_URI, "project");
        assertThat(features.complete(project, "payment", Map.of(), context)).isEqualTo(Completion.of(List.of(PATH)));
        assertThat(features.complete(project, "", Map.of(), context).values())
                .contains(PATH, "nordlicht-commerce/storefront");
        CompletionTarget ref = CompletionTarget.template(GitLabResources.FILE_URI, "ref");
        assertThat(features.complete(ref, "fea", Map.of("project", PATH), context)
                        .values())
                .containsExactly("feature/refunds");
        assertThat(features.complete(ref, "fea", Map.of(), context)).isEqualTo(Completion.NONE);
        assertThat(features.complete(ref, "fea", Map.of("project", "no/such"), context))
                .isEqualTo(Completion.NONE);
    }
}
