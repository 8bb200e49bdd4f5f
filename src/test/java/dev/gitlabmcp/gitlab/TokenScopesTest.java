package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gitlabmcp.tool.StubGitLab;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A change that the token's scopes cannot permit is answered without asking GitLab again. */
class TokenScopesTest {
    private final StubGitLab gitlab = new StubGitLab();
    private final GitLabClientPool pool = new GitLabClientPool(GitLabClientConfiguration.defaults());
    private final GitLabClient client = new TokenScopes(pool);
    private final Principal principal =
            Principal.of(GitLabInstance.of(gitlab.apiUrl()), Credentials.privateToken("glpat-abcdefghij0123456789"));

    @AfterEach
    void stop() {
        pool.close();
        gitlab.close();
    }

    private String send(GitLabRequest.Builder request) {
        return client.call(
                principal,
                request.build(),
                Duration.ofSeconds(5),
                CancelSignal.NEVER,
                answer -> new String(answer.body().readAllBytes(), StandardCharsets.UTF_8));
    }

    private GitLabProblem.Refused refusal(GitLabRequest.Builder request) {
        GitLabException e = catchThrowableOfType(GitLabException.class, () -> send(request));
        assertThat(e).isNotNull();
        return (GitLabProblem.Refused) e.problem();
    }

    @Test
    void refusedChange_isNotSentAgain() {
        gitlab.on(
                "POST /projects",
                request -> StubGitLab.Answer.json(
                        403, "{\"error\":\"insufficient_scope\",\"error_description\":\"no\",\"scope\":\"api\"}"));
        assertThat(refusal(GitLabRequest.post("/projects")).missingScope()).isEqualTo("api");
        assertThat(refusal(GitLabRequest.delete("/projects/7")).missingScope()).isEqualTo("api");
        assertThat(gitlab.requests()).hasSize(1);
        // Where another scope is enough, and for reading, GitLab decides.
        assertThat(refusal(GitLabRequest.post("/user/runners")).status()).isEqualTo(404);
        assertThat(refusal(GitLabRequest.get("/projects")).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"read_api\",\"read_user\"] | 1",
                "[\"api\"] | 2",
                "[\"read_api\",\"something_new\"] | 2",
                "[] | 2",
                "null | 2"
            })
    void scopesOfTheTokenItself_areLearned(String scopes, int requests) {
        gitlab.on("GET /personal_access_tokens/self", "{\"name\":\"x\",\"scopes\":" + scopes + "}");
        assertThat(send(GitLabRequest.get("/personal_access_tokens/self"))).contains("\"name\":\"x\"");
        refusal(GitLabRequest.post("/projects"));
        assertThat(gitlab.requests()).hasSize(requests);
    }

    @Test
    void answerThatIsNoJson_reachesTheReader() {
        gitlab.on("GET /personal_access_tokens/self", "<html>");
        assertThat(send(GitLabRequest.get("/personal_access_tokens/self"))).isEqualTo("<html>");
    }
}
