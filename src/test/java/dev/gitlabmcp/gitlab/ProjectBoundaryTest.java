package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gitlabmcp.tool.StubGitLab;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves the allowed projects is not sent; what stays inside is sent with the number that was checked. */
class ProjectBoundaryTest {
    private final StubGitLab gitlab = new StubGitLab();
    private final GitLabClientPool pool = new GitLabClientPool(GitLabClientConfiguration.defaults());
    private final Principal principal =
            Principal.of(GitLabInstance.of(gitlab.apiUrl()), Credentials.privateToken("glpat-abcdefghij0123456789"));

    @BeforeEach
    void projects() {
        gitlab.on("GET /projects/lena%2Fshop", "{\"id\":7,\"path_with_namespace\":\"lena/shop\"}")
                .on("GET /projects/lena%2Fold", "{\"id\":7,\"path_with_namespace\":\"lena/shop\"}")
                .on("GET /projects/mira%2Fsecret", "{\"id\":8,\"path_with_namespace\":\"mira/secret\"}")
                .on("GET /projects/8", "{\"path_with_namespace\":\"mira/secret\",\"id\":8}")
                .on("GET /projects/7", "{\"id\":7,\"path_with_namespace\":\"Lena/Shop\"}")
                .otherwise(request -> StubGitLab.Answer.json(
                        request.path().startsWith("/projects/7/")
                                        || request.path().equals("/user")
                                ? 200
                                : 404,
                        "{}"));
    }

    @AfterEach
    void stop() {
        pool.close();
        gitlab.close();
    }

    private void send(String allowed, GitLabRequest.Builder request) {
        ProjectBoundary.around(pool, AllowedProjects.parse(allowed))
                .call(principal, request.build(), Duration.ofSeconds(5), CancelSignal.NEVER, answer -> true);
    }

    private String refusal(String allowed, GitLabRequest.Builder request) {
        GitLabException e = catchThrowableOfType(GitLabException.class, () -> send(allowed, request));
        assertThat(e).as("not refused").isNotNull();
        assertThat(e.problem()).isInstanceOf(GitLabProblem.OutsideProjects.class);
        return e.problem().message();
    }

    private static GitLabRequest.Builder issues(String project) {
        return GitLabRequest.get("/projects/{id}/issues").path("id", project);
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "7, lena/shop", "lena/shop, 7", "LENA/shop, lena/shop", "lena/shop, lena/old"})
    void inside_isSentWithTheNumber(String allowed, String asked) {
        send(allowed, issues(asked).query("search", "a b"));
        assertThat(gitlab.last().target()).isEqualTo("/projects/7/issues?search=a%20b");
    }

    @Test
    void entriesWithHosts_countForThatHostOnly() {
        String host = gitlab.webUrl().substring("http://".length());
        send(host + "/lena/shop", issues("lena/shop"));
        send("http://" + host + "/lena/shop/", issues("7"));
        send("127.0.0.1/7", issues("7"));
        assertThat(refusal("gitlab.example.com/lena/shop, gitlab.example.com/7", issues("lena/shop")))
                .contains("none of 127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "mira/secret", "nobody/nothing", "9", "import", "user"})
    void otherProjects_areRefused(String asked) {
        assertThat(refusal("lena/shop", issues(asked))).contains("limited to projects (lena/shop)", asked);
        assertThat(gitlab.requests()).noneMatch(r -> r.target().contains("issues"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /projects",
                "POST /projects",
                "GET /issues",
                "GET /search",
                "GET /groups/1/issues",
                "GET /users/1",
                "GET /snippets/1",
                "GET /runners/1",
                "GET /todos",
                "PUT /suggestions/1/apply",
                "POST /projects/7/fork",
                "POST /projects/7/fork/8",
                "PUT /projects/7/transfer",
                "GET /projects/7/forks",
                "PUT /projects/7/labels/bug/promote",
                "POST /projects/7/milestones/1/promote",
                "POST /projects/7/ci/lint",
                "PUT /projects/7/mirror/pull",
                "POST /user"
            })
    void whatIsNotProvablyInside_isRefused(String operation) {
        String path = operation.substring(operation.indexOf(' ') + 1);
        GitLabRequest.Builder request = operation.startsWith("GET")
                ? GitLabRequest.get(path)
                : operation.startsWith("PUT") ? GitLabRequest.put(path) : GitLabRequest.post(path);
        assertThat(refusal("7", request)).contains(path).contains("not provably inside");
        assertThat(gitlab.requests()).isEmpty();
    }

    @Test
    void otherProjectsInQueryAndBody_areChecked() {
        GitLabRequest.Builder link =
                GitLabRequest.post("/projects/{id}/issues/1/links").path("id", "7");
        assertThat(refusal("7", link.json(bytes("{\"target_project_id\":8,\"target_issue_iid\":1}"))))
                .contains("8 is none");
        GitLabRequest.Builder list = GitLabRequest.post("/projects/{id}/x").path("id", "7");
        assertThat(refusal("7", list.json(bytes("{\"a\":[{\"b\":1}],\"to_project_ids\":[7,\"mira/secret\"]}"))))
                .contains("mira/secret is none");
        GitLabRequest.Builder block = GitLabRequest.post("/projects/{id}/x").path("id", "7");
        assertThat(refusal("7", block.json(bytes("{\"blocking_merge_request_id\":999}"))))
                .contains("blocking");
        GitLabRequest.Builder config = GitLabRequest.put("/projects/{id}").path("id", "7");
        assertThat(refusal("7", config.json(bytes("{\"ci_config_path\":\".gitlab-ci.yml@mira/secret\"}"))))
                .contains("ci_config_path");
        send("7", GitLabRequest.post("/projects/{id}/pipeline").path("id", "7").json(bytes("""
                {"ref":"main","ci_allow_fork_pipelines_to_run_in_parent_project":false,
                 "inputs":{"target_project":"some text"}}""")));
        GitLabRequest.Builder compare =
                GitLabRequest.get("/projects/{id}/repository/compare").path("id", "7");
        assertThat(refusal("7", compare.query("from_project_id", "8"))).contains("8 is none");
        GitLabRequest.Builder several = GitLabRequest.get("/projects/{id}/x").path("id", "7");
        assertThat(refusal("7", several.query("project_ids[]", "7").query("project_ids[]", "8")))
                .contains("8 is none");
        send("7", GitLabRequest.post("/projects/{id}/x").path("id", "7").json(bytes("{\"target_project_id\":7}")));
    }

    @Test
    void uploads_areSentWithTheNumber() {
        send(
                "lena/shop",
                GitLabRequest.post("/projects/{id}/uploads")
                        .path("id", "lena/shop")
                        .file("file", "project_id", bytes("{\"project_id\":8}")));
        assertThat(gitlab.last().target()).isEqualTo("/projects/7/uploads");
        assertThat(gitlab.last().body()).contains("{\"project_id\":8}");
    }

    @Test
    void readsOfTheTokenItself_pass() {
        send("7", GitLabRequest.get("/user"));
        assertThat(gitlab.last().target()).isEqualTo("/user");
    }

    @Test
    void lookUps_areRememberedForEachPrincipal() {
        GitLabClient client = ProjectBoundary.around(pool, AllowedProjects.parse("lena/shop"));
        for (int i = 0; i < 3; i++) {
            client.call(
                    principal, issues("lena/shop").build(), Duration.ofSeconds(5), CancelSignal.NEVER, answer -> true);
        }
        assertThat(gitlab.requests()).hasSize(4);
        Principal other =
                Principal.of(GitLabInstance.of(gitlab.apiUrl()), Credentials.privateToken("glpat-other00000000000000"));
        client.call(other, issues("lena/shop").build(), Duration.ofSeconds(5), CancelSignal.NEVER, answer -> true);
        assertThat(gitlab.requests()).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "a//b", "a b/c", "host.example.com/?", "https://gitlab.example.com/"})
    void parse_whatIsNoProject_isNamed(String entry) {
        assertThatThrownBy(() -> AllowedProjects.parse("7," + entry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(entry);
    }

    @Test
    void around_nothing_isTheClientItself() {
        assertThat(ProjectBoundary.around(pool, AllowedProjects.parse(" , "))).isSameAs(pool);
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static GitLabRequest graphql(String... projects) {
        return GitLabRequest.graphql(
                "{\"query\":\"{ a }\"}".getBytes(StandardCharsets.UTF_8), false, List.of(projects));
    }

    private void sendGraphQl(String... projects) {
        ProjectBoundary.around(pool, AllowedProjects.parse("lena/shop"))
                .call(principal, graphql(projects), Duration.ofSeconds(5), CancelSignal.NEVER, answer -> true);
    }

    @Test
    void graphqlOfAllowedProjects_isSent() {
        gitlab.on("POST /api/graphql", "{\"data\":{}}");
        sendGraphQl("lena/shop", "lena/old");
        assertThat(gitlab.last().target()).isEqualTo("/api/graphql");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mira/secret", "lena/shop mira/secret", ""})
    void graphqlOfOthersOrOfNoneNamed_isRefused(String projects) {
        String[] named = projects.isEmpty() ? new String[0] : projects.split(" ");
        assertThatThrownBy(() -> sendGraphQl(named)).isInstanceOf(GitLabException.class);
        assertThat(gitlab.requests()).noneMatch(request -> request.method().equals("POST"));
    }
}
