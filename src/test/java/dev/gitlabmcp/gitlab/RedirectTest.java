package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.gitlab.GitLabProblem.Refused;
import dev.gitlabmcp.gitlab.GitLabProblem.Unreadable;
import java.time.Duration;
import org.apache.hc.core5.http.HttpHost;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedirectTest extends PoolTestCase {

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void sameOrigin_keepsTheCredential(int status) {
        WireServer server = serve((request, connection) -> WireServer.send(
                connection,
                request.target().equals("/api/v4/projects/g%2Fold")
                        ? redirect(status, "/api/v4/projects/42?a=%2F")
                        : WireServer.ok("moved")));
        GitLabRequest request =
                GitLabRequest.get("/projects/{id}").path("id", "g/old").build();
        assertThat(send(server, request)).isEqualTo("moved");
        assertThat(server.requests().get(1).target()).isEqualTo("/api/v4/projects/42?a=%2F");
        assertThat(server.requests()).allSatisfy(r -> assertThat(r.headers()).containsEntry("private-token", TOKEN));
    }

    @Test
    void movedProject_isAskedForWhereTheOldOneWas() {
        WireServer elsewhere = serve(WireServer.ok("wrong"));
        WireServer server = serve((request, connection) -> WireServer.send(
                connection,
                request.target().endsWith("/old")
                        ? redirect(301, elsewhere.url() + "/api/v4/projects/42")
                        : WireServer.ok("moved")));
        assertThat(get(server, "/projects/old")).isEqualTo("moved");
        assertThat(server.requests().get(1).headers()).containsEntry("private-token", TOKEN);
        assertThat(elsewhere.requests()).isEmpty();
    }

    @Test
    void otherAddressOfTheInstance_isNamed() {
        WireServer server = serve((request, connection) ->
                WireServer.send(connection, redirect(301, "https://gitlab.test" + request.target())));
        assertThat(problem(server).message()).contains("sends its callers to https://gitlab.test;");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void otherOrigin_getsNoCredential() {
        WireServer storage = serve(WireServer.ok("artifact"));
        WireServer server = serve(redirect(302, storage.url() + "/bucket/a%2Fb?X-Sig=a%2Bb%3D"));
        assertThat(get(server, "/projects/1/jobs/2/artifacts")).isEqualTo("artifact");
        assertThat(storage.onlyRequest().target()).isEqualTo("/bucket/a%2Fb?X-Sig=a%2Bb%3D");
        assertThat(storage.onlyRequest().headers())
                .containsEntry("host", "127.0.0.1:" + storage.port())
                .doesNotContainKeys("private-token", "authorization", "job-token", "cookie");
        assertThat(storage.onlyRequest().headers().values()).noneMatch(value -> value.contains(TOKEN));
    }

    @Test
    void wayBackHome_getsNoCredentialEither() {
        WireServer[] home = new WireServer[1];
        WireServer elsewhere = serve((request, connection) ->
                WireServer.send(connection, redirect(302, home[0].url() + "/api/v4/back")));
        home[0] = serve((request, connection) -> WireServer.send(
                connection,
                request.target().endsWith("/back") ? WireServer.ok("back") : redirect(302, elsewhere.url() + "/x")));
        assertThat(get(home[0], "/start")).isEqualTo("back");
        assertThat(home[0].requests().get(1).headers()).doesNotContainKey("private-token");
    }

    @Test
    void loop_ends() {
        WireServer server = serve(redirect(302, "/api/v4/again"));
        assertThat(problem(server).message()).contains("more than 5 times");
        assertThat(server.requests()).hasSize(6);
    }

    @Test
    void postAndOthers_areNotRedirected() {
        WireServer server = serve(redirect(307, "/api/v4/x"));
        assertThat(problem(server, GitLabRequest.delete("/y").build()))
                .asInstanceOf(InstanceOfAssertFactories.type(Refused.class))
                .extracting(Refused::status)
                .isEqualTo(307);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://h/x", "file:///etc/passwd", "mailto:a@b", "http://user:pw@h/x", "http:///x"})
    void otherSchemesAndUserInformation_areRefused(String location) {
        assertThat(problem(serve(redirect(302, location))).message())
                .contains("not followed")
                .doesNotContain("pw");
    }

    @Test
    void malformedLocation_isUnreadable() {
        assertThat(problem(serve(redirect(302, "http://h/a b")))).isInstanceOf(Unreadable.class);
        assertThat(problem(serve("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"))
                        .message())
                .contains("does not say where");
    }

    @Test
    void downgrade_isRefused() {
        GitLabInstance instance = GitLabInstance.of("https://gitlab.test");
        Hop home = new Hop(Hop.hostOf(instance), "/api/v4/x", true);
        assertThat(problem(() -> home.follow(302, "http://gitlab.test/y?sig=hunter2", instance))
                        .message())
                .contains("from https to http://gitlab.test,")
                .doesNotContain("hunter2");
        assertThat(home.follow(302, "HTTPS://GitLab.test:443/y", instance))
                .isEqualTo(new Hop(new HttpHost("https", "gitlab.test"), "/y", true));
        assertThat(home.follow(302, "https://gitlab.test:8443/y", instance).home())
                .isFalse();
        assertThat(home.follow(302, "//cdn.test?x", instance))
                .isEqualTo(new Hop(new HttpHost("https", "cdn.test"), "/?x", false));
        assertThat(home.follow(302, "https://[::1]/y", instance).host().getHostName())
                .isEqualTo("::1");
    }

    @Test
    void deadline_coversRedirectsToo() {
        WireServer silent =
                serve((request, connection) -> connection.getInputStream().read());
        WireServer server = serve(redirect(302, silent.url() + "/x"));
        Duration limit = Duration.ofMillis(300);
        GitLabRequest request = GitLabRequest.get("/x").build();
        assertThat(problem(() -> send(server, request, limit, CancelSignal.NEVER)))
                .isEqualTo(new GitLabProblem.TimedOut(limit));
    }

    private static String redirect(int status, String location) {
        return WireServer.answer(status + " Redirect", "Location: " + location + "\r\n", "Moved");
    }
}
