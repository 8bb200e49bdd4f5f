package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.gitlab.GitLabProblem.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is remembered of credentials, and of which answers. */
final class KnownCredentialsTest extends PoolTestCase {
    private static final GitLabRequest GET = GitLabRequest.get("/projects").build();
    private static final String JOB_TOKEN = "abcdefghijklmnopqrstuv";

    private volatile String status = "401 Unauthorized";

    private final WireServer server =
            serve((request, connection) -> WireServer.send(connection, WireServer.answer(status, "", "{}")));
    private final GitLabInstance instance = GitLabInstance.of(server.url());
    private final Principal personal = Principal.of(instance, CREDENTIALS);
    private final Principal bearer = Principal.of(instance, Credentials.bearerToken(TOKEN));
    private final Principal job = Principal.of(instance, Credentials.jobToken(JOB_TOKEN));
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void listen() {
        configure("{\"retries\":0}");
        known.onRefused(told::add);
    }

    @Test
    void badToken_isNotSentAgainFor30Seconds() {
        for (Principal principal : List.of(personal, bearer)) {
            GitLabProblem first = problem(principal, GET);
            assertThat(first).isInstanceOf(Refused.class);
            int sent = server.requests().size();
            ticker.advance(Duration.ofSeconds(29));
            assertThat(problem(principal, GitLabRequest.post("/projects").build()))
                    .isEqualTo(first);
            assertThat(server.requests()).hasSize(sent);
            ticker.advance(Duration.ofSeconds(1));
            problem(principal, GET);
            assertThat(server.requests()).hasSize(sent + 1);
        }
        assertThat(told)
                .containsExactly(personal.id(), personal.id(), personal.id(), bearer.id(), bearer.id(), bearer.id());
        assertThat(known.refusals()).isEqualTo(6);
    }

    @Test
    void badToken_opensNoInstanceOnItsOwn() {
        problem(personal, GET);
        ticker.advance(Duration.ofSeconds(1));
        problem(personal, GET);
        assertThat(pool().statistics().traffic().calls()).isEqualTo(1);
    }

    @Test
    void others_areNotConcerned() {
        problem(personal, GET);
        status = "200 OK";
        assertThat(call(bearer, GET)).isEqualTo("{}");
    }

    @Test
    void head_countsAsWell() {
        problem(personal, GitLabRequest.head("/projects").build());
        assertThat(known.recentRefusal(personal.id())).isNotNull();
    }

    @Test
    void writesAndJobTokens_areAskedAgain() {
        problem(
                personal,
                GitLabRequest.put("/projects/1/merge_requests/2/merge").build());
        problem(job, GET);
        problem(job, GitLabRequest.get("/job").build());
        assertThat(known.recentRefusal(personal.id())).isNull();
        assertThat(known.recentRefusal(job.id())).isNull();
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"403 Forbidden", "404 Not Found", "429 Too Many", "500 Oops", "503 Busy", "407 Proxy"})
    void otherRefusals_areAskedAgain(String refusal) {
        status = refusal;
        problem(personal, GET);
        problem(personal, GET);
        assertThat(server.requests()).hasSize(2);
        assertThat(told).isEmpty();
    }

    @Test
    void refusalOfARedirectTarget_isNotGitLabs() {
        WireServer home =
                serve("HTTP/1.1 302 Found\r\nLocation: " + server.url() + "/file\r\nContent-Length: 0\r\n\r\n");
        Principal principal = Principal.of(GitLabInstance.of(home.url()), CREDENTIALS);
        problem(principal, GET);
        assertThat(known.recentRefusal(principal.id())).isNull();
        status = "200 OK";
        call(principal, GET);
        assertThat(known.isProven(principal.id())).isFalse();
    }

    @Test
    void acceptedToken_isProvenUntilRefused() {
        status = "200 OK";
        call(personal, GET);
        call(personal, GET);
        assertThat(known.isProven(personal.id())).isTrue();
        assertThat(known.acceptances()).isEqualTo(1);
        assertThat(statistics(server).proven()).isTrue();
        status = "401 Unauthorized";
        problem(personal, GET);
        assertThat(known.isProven(personal.id())).isFalse();
    }

    @Test
    void strangersWord_provesNothing() {
        configure("{}", GitLabPoolConfiguration.defaults(), any -> false);
        status = "200 OK";
        call(personal, GET);
        assertThat(known.isProven(personal.id())).isFalse();
        assertThat(statistics(server).proven()).isFalse();
    }

    @Test
    void jobToken_isProvenByItsJobOnly() {
        status = "200 OK";
        call(job, GET);
        call(job, GitLabRequest.get("/projects/{id}").path("id", "job").build());
        assertThat(known.isProven(job.id())).isFalse();
        call(job, GitLabRequest.get("/job").build());
        assertThat(known.isProven(job.id())).isTrue();
    }

    private String call(Principal principal, GitLabRequest request) {
        return pool().call(principal, request, AMPLE, CancelSignal.NEVER, PoolTestCase::text);
    }

    private GitLabProblem problem(Principal principal, GitLabRequest request) {
        return problem(() -> call(principal, request));
    }
}
