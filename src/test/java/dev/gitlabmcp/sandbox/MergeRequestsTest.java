package dev.gitlabmcp.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergeRequestsTest extends SandboxTestBase {
    private static final String MERGES = SERVICE + "/merge_requests";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            state=opened                           | 4,3,2
            state=merged                           | 1
            draft=true                             | 3
            wip=no&state=opened                    | 4,2
            source_branch=feature/refunds          | 3
            reviewer_username=mira.sandberg        | 2,1
            not[reviewer_username]=mira.sandberg   | 4,3
            reviewer_id=None                       | 3
            approved_by_usernames=mira.sandberg    | 1
            merge_user_username=mira.sandberg      | 1
            merged_after=2026-01-01T00:00:00Z      | 1
            labels=bug                             | 2,1
            scope=created_by_me                    | 3,2,1
            search=refunds                         | 3
            """)
    void filters(String query, String expected) {
        JsonNode list = lena.json(MERGES + "?" + query.replace("[", "%5B").replace("]", "%5D"));
        StringBuilder found = new StringBuilder();
        list.forEach(item ->
                found.append(found.isEmpty() ? "" : ",").append(item.path("iid").asText()));
        assertThat(found.toString().split(",")).containsExactlyInAnyOrder(expected.split(","));
    }

    @Test
    void detailedMergeStatus_tellsWhy() {
        assertThat(lena.json(MERGES + "/1").path("detailed_merge_status").asText())
                .isEqualTo("not_open");
        assertThat(lena.json(MERGES + "/2").path("detailed_merge_status").asText())
                .isEqualTo("mergeable");
        assertThat(lena.json(MERGES + "/3").path("detailed_merge_status").asText())
                .isEqualTo("draft_status");
        JsonNode conflicting =
                lena.json(MERGES + "/4?include_diverged_commits_count=true&include_rebase_in_progress=true");
        assertThat(conflicting.path("detailed_merge_status").asText()).isEqualTo("conflict");
        assertThat(conflicting.path("has_conflicts").asBoolean()).isTrue();
        assertThat(conflicting.path("diverged_commits_count").asInt()).isEqualTo(1);
        assertThat(conflicting.path("rebase_in_progress").asBoolean()).isFalse();
        assertThat(lena.json(MERGES + "/2?render_html=true").path("title_html").asText())
                .isEqualTo("Round tax per line");
    }

    @Test
    void diffs_showEveryKindOfChange() {
        Map<String, JsonNode> byPath = new HashMap<>();
        lena.json(STOREFRONT + "/merge_requests/1/diffs?per_page=100")
                .forEach(diff -> byPath.put(diff.path("new_path").asText(), diff));
        assertThat(byPath.get("src/money/price.ts").path("renamed_file").asBoolean())
                .isTrue();
        assertThat(byPath.get("src/money/price.ts").path("old_path").asText()).isEqualTo("src/legacy/price.ts");
        assertThat(byPath.get("src/styles/product.css").path("new_file").asBoolean())
                .isTrue();
        assertThat(byPath.get("src/styles/old-theme.css").path("deleted_file").asBoolean())
                .isTrue();
        assertThat(byPath.get("public/hero.png").path("diff").asText())
                .isEqualTo("Binary files a/public/hero.png and b/public/hero.png differ\n");
        assertThat(byPath.get("src/api/catalogue.gen.ts").path("collapsed").asBoolean())
                .isTrue();
        assertThat(byPath.get("src/api/catalogue.gen.ts").path("diff").asText()).isEmpty();
        assertThat(byPath.get("package-lock.json").path("too_large").asBoolean())
                .isTrue();
        assertThat(byPath.get("package-lock.json").path("generated_file").asBoolean())
                .isTrue();
        assertThat(byPath.get("src/pages/ProductPage.tsx").path("diff").asText())
                .startsWith("@@ -1,5 +1,5 @@\n import { useEffect")
                .contains(
                        "-import { formatPrice } from '../legacy/price';\n+import { formatPrice } from '../money/price';");
    }

    @Test
    void diffs_unidiffAndPages() {
        HttpResponse<String> page = lena.get(MERGES + "/2/diffs?unidiff=true&per_page=1");
        assertThat(TestClient.parse(page).path(0).path("diff").asText())
                .startsWith("--- a/src/main/java/com/nordlicht/payment/TaxCalculator.java\n+++ b/");
        assertThat(TestClient.header(page, "X-Next-Page")).isEqualTo("2");
        JsonNode changes = lena.json(STOREFRONT + "/merge_requests/1/changes");
        assertThat(changes.path("overflow").asBoolean()).isTrue();
        assertThat(changes.path("changes")).hasSize(7);
        JsonNode raw = lena.json(STOREFRONT + "/merge_requests/1/changes?access_raw_diffs=true");
        assertThat(raw.findValue("diff").asText()).hasSizeGreaterThan(200_000);
    }

    @Test
    void versionsCommitsPipelines() {
        JsonNode versions = lena.json(MERGES + "/2/versions");
        assertThat(versions).hasSize(2);
        JsonNode latest =
                lena.json(MERGES + "/2/versions/" + versions.path(0).path("id").asInt());
        assertThat(latest.path("commits")).hasSize(2);
        assertThat(latest.path("diffs")).hasSize(2);
        JsonNode item = lena.json(MERGES + "/2");
        assertThat(item.path("diff_refs").path("head_sha"))
                .isEqualTo(versions.path(0).path("head_commit_sha"));
        assertThat(lena.json(MERGES + "/2/commits").path(0).path("title").asText())
                .isEqualTo("Round tax per line");
        assertThat(lena.json(MERGES + "/2/pipelines").path(0).path("status").asText())
                .isEqualTo("failed");
        assertThat(lena.json(MERGES + "/2/closes_issues").path(0).path("iid").asInt())
                .isEqualTo(1);
        assertThat(lena.json(MERGES + "/1/approvals").path("approved").asBoolean())
                .isTrue();
    }

    @Test
    void discussions_canBeStartedAnsweredAndResolved() {
        JsonNode refs = lena.json(MERGES + "/2").path("diff_refs");
        String position = "{\"position_type\":\"text\",\"new_path\":\"src/main/java/com/nordlicht/payment/"
                + "TaxCalculator.java\",\"old_path\":\"src/main/java/com/nordlicht/payment/TaxCalculator.java\","
                + "\"new_line\":22," + refs.toString().substring(1);
        HttpResponse<String> started =
                mira.post(MERGES + "/2/discussions", "{\"body\":\"Name it\",\"position\":" + position + "}");
        assertThat(started.statusCode()).isEqualTo(201);
        JsonNode discussion = TestClient.parse(started);
        assertThat(discussion.path("notes").path(0).path("type").asText()).isEqualTo("DiffNote");
        String path = MERGES + "/2/discussions/" + discussion.path("id").asText();
        assertThat(lena.post(path + "/notes", "{\"body\":\"Done\"}").statusCode())
                .isEqualTo(201);
        assertThat(TestClient.parse(lena.put(path, "{\"resolved\":true}"))
                        .path("resolved")
                        .asBoolean())
                .isTrue();
        assertThat(lena.post(MERGES + "/2/discussions", "{\"body\":\"x\",\"position\":{\"position_type\":\"text\"}}")
                        .body())
                .isEqualTo("{\"error\":\"base_sha is missing, start_sha is missing, head_sha is missing\"}");
    }

    @Test
    void create_needsBranchesThatFit() {
        String start = "{\"title\":\"T\",\"source_branch\":\"";
        assertThat(lena.post(MERGES, "{\"title\":\"T\"}").body())
                .isEqualTo("{\"error\":\"source_branch is missing, target_branch is missing\"}");
        HttpResponse<String> unknown = lena.post(MERGES, start + "nope\",\"target_branch\":\"main\"}");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).isEqualTo("{\"message\":{\"source_branch\":[\"does not exist\"]}}");
        HttpResponse<String> duplicate = lena.post(MERGES, start + "feature/refunds\",\"target_branch\":\"main\"}");
        assertThat(duplicate.statusCode()).isEqualTo(409);
        assertThat(duplicate.body())
                .isEqualTo("{\"message\":[\"Another open merge request already exists for this source branch: !3\"]}");
    }

    @Test
    void createUpdateAndMerge() {
        lena.post(SERVICE + "/repository/branches", "{\"branch\":\"docs/readme\",\"ref\":\"main\"}");
        lena.post(
                SERVICE + "/repository/files/NOTES.md",
                "{\"branch\":\"docs/readme\",\"content\":\"Notes\\n\",\"commit_message\":\"Add notes\"}");
        HttpResponse<String> created = lena.post(
                MERGES,
                "{\"title\":\"Draft: Notes\",\"source_branch\":\"docs/readme\",\"target_branch\":\"main\","
                        + "\"description\":\"Closes #8\",\"remove_source_branch\":true}");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(TestClient.parse(created).path("changes_count").asText()).isEqualTo("1");
        assertThat(lena.put(MERGES + "/5/merge", "{}").statusCode()).isEqualTo(405);
        lena.put(MERGES + "/5", "{\"title\":\"Notes\"}");
        HttpResponse<String> stale = lena.put(MERGES + "/5/merge", "{\"sha\":\"" + "0".repeat(40) + "\"}");
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(stale.body()).contains("SHA does not match HEAD of source branch: ");
        JsonNode merged = TestClient.parse(lena.put(MERGES + "/5/merge", "{}"));
        assertThat(merged.path("state").asText()).isEqualTo("merged");
        assertThat(lena.get(SERVICE + "/repository/files/NOTES.md/raw?ref=main").body())
                .isEqualTo("Notes\n");
        assertThat(lena.get(SERVICE + "/repository/branches/docs%2Freadme").statusCode())
                .isEqualTo(404);
        assertThat(lena.json(SERVICE + "/issues/8").path("state").asText()).isEqualTo("closed");
        assertThat(lena.put(MERGES + "/5/merge", "{}").body()).isEqualTo("{\"message\":\"405 Method Not Allowed\"}");
    }

    @Test
    void merge_ofConflictsAndByStrangers() {
        HttpResponse<String> conflict = mira.put(MERGES + "/4/merge", "{}");
        assertThat(conflict.statusCode()).isEqualTo(422);
        assertThat(conflict.body()).isEqualTo("{\"message\":\"Branch cannot be merged\"}");
        assertThat(lena.put("/projects/51/merge_requests/1/merge", "{}").statusCode())
                .isEqualTo(401);
        assertThat(mira.put(MERGES + "/4/rebase", "{}").statusCode()).isEqualTo(409);
    }

    @Test
    void autoMerge_waitsForThePipeline() {
        lena.put(MERGES + "/3", "{\"title\":\"Refunds through the gateway\"}");
        JsonNode waiting = TestClient.parse(lena.put(MERGES + "/3/merge", "{\"auto_merge\":true}"));
        assertThat(waiting.path("state").asText()).isEqualTo("opened");
        assertThat(waiting.path("merge_when_pipeline_succeeds").asBoolean()).isTrue();
        clock.advance(Duration.ofMinutes(1));
        assertThat(lena.json(MERGES + "/3").path("state").asText()).isEqualTo("merged");
    }

    @Test
    void approve_andUnapprove() {
        assertThat(lena.post(MERGES + "/2/approve", "{}").statusCode()).isEqualTo(401);
        assertThat(mira.post(MERGES + "/2/approve", "{}").statusCode()).isEqualTo(201);
        assertThat(mira.json(MERGES + "/2/approvals").path("user_has_approved").asBoolean())
                .isTrue();
        assertThat(mira.post(MERGES + "/2/unapprove", "{}").statusCode()).isEqualTo(201);
        assertThat(mira.post(MERGES + "/2/unapprove", "{}").statusCode()).isEqualTo(404);
    }
}
