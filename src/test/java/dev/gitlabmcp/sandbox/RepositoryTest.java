package dev.gitlabmcp.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class RepositoryTest extends SandboxTestBase {
    private static final String REPOSITORY = SERVICE + "/repository";

    @Test
    void tree_directoriesFirst_andRecursive() {
        JsonNode root = lena.json(REPOSITORY + "/tree");
        assertThat(root.path(0).path("type").asText()).isEqualTo("tree");
        assertThat(root.findValuesAsText("path")).contains("bin", "docs", "src", "README.md", "pom.xml");
        assertThat(lena.json(REPOSITORY + "/tree?recursive=true&per_page=100").findValuesAsText("path"))
                .contains("src/main/java/com/nordlicht", "src/main/java/com/nordlicht/payment/TaxCalculator.java");
        assertThat(lena.json(REPOSITORY + "/tree?path=docs&with_last_commit=true")
                        .path(0)
                        .path("last_commit")
                        .path("title")
                        .asText())
                .isEqualTo("Document webhooks and their signatures");
        assertThat(lena.get(REPOSITORY + "/tree?ref=nope").body()).isEqualTo("{\"message\":\"404 Tree Not Found\"}");
        assertThat(lena.get(REPOSITORY + "/tree?path=nope").statusCode()).isEqualTo(404);
    }

    @Test
    void file_asJsonAndByHead() {
        JsonNode file = lena.json(REPOSITORY + "/files/bin%2Freplay.sh?ref=main");
        byte[] content = Base64.getDecoder().decode(file.path("content").asText());
        assertThat(new String(content, StandardCharsets.UTF_8)).startsWith("#!/bin/sh");
        assertThat(file.path("execute_filemode").asBoolean()).isTrue();
        HttpResponse<String> head = lena.send(lena.request(REPOSITORY + "/files/bin%2Freplay.sh?ref=main")
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build());
        assertThat(head.body()).isEmpty();
        assertThat(TestClient.header(head, "X-Gitlab-Blob-Id"))
                .isEqualTo(file.path("blob_id").asText());
        assertThat(TestClient.header(head, "X-Gitlab-Size")).isEqualTo(Integer.toString(content.length));
        assertThat(TestClient.header(head, "X-Gitlab-Execute-Filemode")).isEqualTo("true");
        assertThat(lena.json(REPOSITORY + "/blobs/" + file.path("blob_id").asText())
                        .path("content"))
                .isEqualTo(file.path("content"));
        assertThat(lena.get(REPOSITORY + "/files/nope?ref=main").body())
                .isEqualTo("{\"message\":\"404 File Not Found\"}");
        assertThat(lena.get(REPOSITORY + "/files/README.md").body())
                .isEqualTo("{\"error\":\"ref is missing, ref is empty\"}");
        assertThat(lena.get(REPOSITORY + "/files/README.md/raw").statusCode()).isEqualTo(200);
        assertThat(lena.get(REPOSITORY + "/files/README.md?ref=nope").body())
                .isEqualTo("{\"message\":\"404 Commit Not Found\"}");
    }

    @Test
    void blobIds_areGits() {
        assertThat(Blob.of("hello\n".getBytes(StandardCharsets.UTF_8)).sha())
                .isEqualTo("ce013625030ba8dba906f756967f9e9ca394464a");
    }

    @Test
    void fileWrites_makeCommits() {
        String file = REPOSITORY + "/files/docs%2FNeue%20Datei.md";
        String body = "{\"branch\":\"feature/refunds\",\"commit_message\":\"Write\",\"content\":\"";
        HttpResponse<String> created = lena.post(file, body + "one\\n\"}");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.body()).isEqualTo("{\"file_path\":\"docs/Neue Datei.md\",\"branch\":\"feature/refunds\"}");
        assertThat(lena.post(file, body + "two\\n\"}").body())
                .isEqualTo("{\"message\":\"A file with this name already exists\"}");
        assertThat(lena.put(file, body + "two\\n\"}").statusCode()).isEqualTo(200);
        assertThat(lena.get(file + "/raw?ref=feature%2Frefunds").body()).isEqualTo("two\n");
        assertThat(lena.put(file, body + "three\",\"last_commit_id\":\"" + "1".repeat(40) + "\"}")
                        .body())
                .contains("has changed since you started editing it");
        HttpResponse<String> deleted =
                lena.send("DELETE", file, "{\"branch\":\"feature/refunds\",\"commit_message\":\"Away\"}");
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(lena.json(REPOSITORY + "/commits?ref_name=feature/refunds")
                        .path(0)
                        .path("title")
                        .asText())
                .isEqualTo("Away");
    }

    @Test
    void protectedBranch_refusesDevelopers() {
        String body = "{\"branch\":\"main\",\"commit_message\":\"x\",\"content\":\"x\"}";
        HttpResponse<String> refused = lena.post(REPOSITORY + "/files/x.txt", body);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body())
                .isEqualTo("{\"message\":\"403 Forbidden - You are not allowed to push into this branch\"}");
        assertThat(mira.post(REPOSITORY + "/files/x.txt", body).statusCode()).isEqualTo(201);
    }

    @Test
    void commitWithActions_onANewBranch() {
        HttpResponse<String> response = lena.post(
                REPOSITORY + "/commits",
                "{\"branch\":\"chore/tidy\",\"start_branch\":\"main\",\"commit_message\":\"Tidy\",\"actions\":["
                        + "{\"action\":\"move\",\"previous_path\":\"README.md\",\"file_path\":\"docs/README.md\"},"
                        + "{\"action\":\"delete\",\"file_path\":\"LICENSE\"},"
                        + "{\"action\":\"chmod\",\"file_path\":\"pom.xml\",\"execute_filemode\":true},"
                        + "{\"action\":\"create\",\"file_path\":\"logo.bin\",\"encoding\":\"base64\",\"content\":\"AAEC\"}]}");
        assertThat(response.statusCode()).isEqualTo(201);
        JsonNode commit = TestClient.parse(response);
        assertThat(commit.path("stats").path("deletions").asInt()).isPositive();
        JsonNode diff = lena.json(REPOSITORY + "/commits/" + commit.path("id").asText() + "/diff");
        assertThat(diff).hasSize(4);
        assertThat(diff.toString()).contains("\"renamed_file\":true", "\"deleted_file\":true", "\"b_mode\":\"100755\"");
        assertThat(lena.json(SERVICE + "/pipelines?ref=chore/tidy")
                        .path(0)
                        .path("source")
                        .asText())
                .isEqualTo("push");
    }

    @Test
    void commit_errors() {
        String start = "{\"commit_message\":\"x\",\"actions\":[{\"action\":\"";
        assertThat(lena.post(REPOSITORY + "/commits", "{}").body())
                .isEqualTo("{\"error\":\"branch is missing, commit_message is missing, actions is missing\"}");
        assertThat(lena.post(
                                REPOSITORY + "/commits",
                                start
                                        + "update\",\"file_path\":\"nope\",\"content\":\"x\"}],\"branch\":\"feature/refunds\"}")
                        .body())
                .isEqualTo("{\"message\":\"A file with this name doesn't exist\"}");
        assertThat(lena.post(
                                REPOSITORY + "/commits",
                                start + "create\",\"file_path\":\"x\",\"content\":\"x\"}],\"branch\":\"nowhere\"}")
                        .body())
                .isEqualTo("{\"message\":\"You can only create or edit files when you are on a branch\"}");
    }

    @Test
    void commits_filterByPathAuthorAndTime() {
        assertThat(lena.json(REPOSITORY + "/commits?path=docs")).hasSize(1);
        assertThat(lena.json(REPOSITORY + "/commits?author=Lena&with_stats=true")
                        .findValuesAsText("title"))
                .containsExactly("Apply vouchers before tax");
        assertThat(lena.json(REPOSITORY + "/commits?since=2026-01-20T00:00:00Z"))
                .hasSize(1);
        assertThat(lena.json(REPOSITORY + "/commits?first_parent=true")).hasSize(4);
        assertThat(lena.get(REPOSITORY + "/commits?ref_name=nope").statusCode()).isEqualTo(404);
        assertThat(lena.json(REPOSITORY + "/commits/main").path("status").asText())
                .isEqualTo("success");
        assertThat(lena.get(REPOSITORY + "/commits/0000000").body())
                .isEqualTo("{\"message\":\"404 Commit Not Found\"}");
    }

    @Test
    void branches_tagsAndCompare() {
        assertThat(lena.json(REPOSITORY + "/branches?search=%5Efeature").findValuesAsText("name"))
                .containsExactly("feature/refunds");
        assertThat(lena.json(REPOSITORY + "/branches/main").path("protected").asBoolean())
                .isTrue();
        assertThat(lena.json(REPOSITORY + "/tags").findValuesAsText("name")).containsExactly("v3.8.0", "v3.7.0");
        assertThat(lena.json(REPOSITORY + "/tags/v3.7.0").path("message").asText())
                .isEqualTo("Release 3.7.0");
        JsonNode compare = lena.json(REPOSITORY + "/compare?from=v3.7.0&to=main");
        assertThat(compare.path("commits")).hasSize(3);
        assertThat(compare.path("diffs")).hasSize(2);
        assertThat(lena.post(REPOSITORY + "/branches", "{\"branch\":\"main\",\"ref\":\"main\"}")
                        .body())
                .isEqualTo("{\"message\":\"Branch already exists\"}");
        assertThat(lena.send("DELETE", REPOSITORY + "/branches/main", "").statusCode())
                .isEqualTo(400);
        assertThat(lena.send("DELETE", REPOSITORY + "/branches/tom%2Fgateway-v2", "")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void blame_namesTheCommitOfEachLine() {
        JsonNode blame = lena.json(REPOSITORY
                + "/files/src%2Fmain%2Fjava%2Fcom%2Fnordlicht%2Fpayment%2FGatewayClient.java/blame?ref=main");
        assertThat(blame.findValuesAsText("title"))
                .containsExactly(
                        "Payment service skeleton",
                        "Wait shorter for the gateway, three times",
                        "Payment service skeleton");
        assertThat(blame.path(1).path("lines")).hasSize(2);
    }
}
