package dev.gitlabmcp.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class AccessTest extends SandboxTestBase {
    private HttpResponse<String> as(String token, String path) {
        return new TestClient(sandbox, token).get(path);
    }

    private HttpResponse<String> withHeader(String name, String value, String path) {
        TestClient anonymous = new TestClient(sandbox, null);
        return anonymous.send(anonymous.request(path).header(name, value).build());
    }

    @Test
    void noToken_isUnauthorized() {
        HttpResponse<String> response = as(null, "/user");
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).isEqualTo("{\"message\":\"401 Unauthorized\"}");
        assertThat(as("glpat-unknown-unknown-00", "/projects/51").statusCode()).isEqualTo(401);
    }

    @Test
    void noToken_seesPublicProjectsOnly() {
        assertThat(as(null, "/projects/51").statusCode()).isEqualTo(200);
        assertThat(as(null, "/projects/42").statusCode()).isEqualTo(404);
        assertThat(TestClient.parse(as(null, "/projects"))).hasSize(1);
    }

    @Test
    void bearer_worksLikePrivateToken() {
        HttpResponse<String> response = withHeader("Authorization", "Bearer " + SandboxTokens.OWNER, "/user");
        assertThat(TestClient.parse(response).path("username").asText()).isEqualTo("mira.sandberg");
    }

    @Test
    void queryToken_isIgnored() {
        assertThat(as(null, "/user?private_token=" + SandboxTokens.OWNER).statusCode())
                .isEqualTo(401);
    }

    @Test
    void readUser_reachesUsersButNotProjects() {
        assertThat(as(SandboxTokens.READ_USER, "/user").statusCode()).isEqualTo(200);
        assertThat(as(SandboxTokens.READ_USER, "/personal_access_tokens/self").statusCode())
                .isEqualTo(200);
        HttpResponse<String> response = as(SandboxTokens.READ_USER, "/projects");
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body())
                .isEqualTo("{\"error\":\"insufficient_scope\",\"error_description\":\"The request requires higher "
                        + "privileges than provided by the access token.\",\"scope\":\"api read_api\"}");
        assertThat(response.headers().map()).doesNotContainKey("www-authenticate");
    }

    @Test
    void readApi_readsButDoesNotWrite() {
        TestClient reader = new TestClient(sandbox, SandboxTokens.READ_API);
        assertThat(reader.get(SERVICE).statusCode()).isEqualTo(200);
        HttpResponse<String> response = reader.post(SERVICE + "/issues", "{\"title\":\"x\"}");
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(TestClient.parse(response).path("scope").asText()).isEqualTo("api");
    }

    @Test
    void expiredAndRevokedTokens_areNamedAsSuch() {
        HttpResponse<String> expired = as(SandboxTokens.EXPIRED, "/user");
        assertThat(expired.statusCode()).isEqualTo(401);
        assertThat(expired.body())
                .isEqualTo("{\"error\":\"invalid_token\",\"error_description\":\"Token is expired. You can either do "
                        + "re-authorization or token refresh.\"}");
        assertThat(TestClient.header(expired, "WWW-Authenticate")).contains("error=\"invalid_token\"");
        assertThat(as(SandboxTokens.REVOKED, "/user").body())
                .contains("Token was revoked. You have to re-authorize from the user.");
    }

    @Test
    void privateProjects_areHiddenFromStrangers() {
        assertThat(lena.get("/projects/60").body()).isEqualTo("{\"message\":\"404 Project Not Found\"}");
        assertThat(lena.get("/projects/53").statusCode()).isEqualTo(404);
        assertThat(mira.get("/projects/60").statusCode()).isEqualTo(200);
        assertThat(mira.get("/projects/53").statusCode()).isEqualTo(200);
        assertThat(lena.json("/projects").findValuesAsText("path")).doesNotContain("fraud-score-notebook");
        assertThat(lena.json("/search?scope=projects&search=fraud")).isEmpty();
    }

    @Test
    void strangerOfAnInternalProject_readsButMayNotWrite() {
        assertThat(lena.get("/projects/52/repository/tree").statusCode()).isEqualTo(200);
        HttpResponse<String> response =
                lena.post("/projects/52/repository/branches", "{\"branch\":\"lena\",\"ref\":\"main\"}");
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).isEqualTo("{\"message\":\"403 Forbidden\"}");
    }

    @Test
    void jobToken_reachesItsEndpointsInItsProject() {
        String job = SandboxTokens.JOB;
        assertThat(withHeader("JOB-TOKEN", job, SERVICE + "/repository/tree").statusCode())
                .isEqualTo(200);
        assertThat(withHeader("Authorization", "Bearer " + job, SERVICE + "/repository/tree")
                        .statusCode())
                .isEqualTo(200);
        assertThat(TestClient.parse(withHeader("JOB-TOKEN", job, "/job"))
                        .path("status")
                        .asText())
                .isEqualTo("running");
        assertThat(withHeader("JOB-TOKEN", job, SERVICE + "/issues").statusCode())
                .isEqualTo(404);
        assertThat(withHeader("JOB-TOKEN", job, "/user").statusCode()).isEqualTo(401);
        assertThat(withHeader("JOB-TOKEN", job, SERVICE + "/jobs").statusCode()).isEqualTo(200);
        assertThat(withHeader("JOB-TOKEN", job, "/projects/42/repository/tree").body())
                .isEqualTo("{\"message\":\"403 Forbidden - Authentication by CI/CD job token not allowed from "
                        + "payment-service to storefront.\"}");
        assertThat(lena.get("/job").body()).isEqualTo("{\"message\":\"404 Job Not Found\"}");
        assertThat(withHeader("JOB-TOKEN", SandboxTokens.OWNER, SERVICE + "/repository/tree")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void confidentialIssue_isHiddenFromStrangers() {
        assertThat(lena.get(SERVICE + "/issues/5").statusCode()).isEqualTo(200);
        String made = lena.post("/projects/52/issues", "{\"title\":\"Quiet\",\"confidential\":true}")
                .body();
        assertThat(made).contains("\"confidential\":true");
        assertThat(lena.json("/projects/52/issues?confidential=true")).hasSize(1);
        TestClient anonymous = new TestClient(sandbox, null);
        assertThat(anonymous.get("/projects/51/issues").statusCode()).isEqualTo(200);
    }

    @Test
    void lowercasePrivateTokenHeader_isTheSameHeader() {
        HttpRequest request = new TestClient(sandbox, null)
                .request("/user")
                .header("private-token", SandboxTokens.DEVELOPER)
                .build();
        assertThat(lena.send(request).statusCode()).isEqualTo(200);
    }
}
