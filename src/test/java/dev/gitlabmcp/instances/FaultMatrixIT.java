package dev.gitlabmcp.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.instances.DamagingProxy.Damage;
import dev.gitlabmcp.sandbox.Fault;
import dev.gitlabmcp.sandbox.RecordedRequest;
import dev.gitlabmcp.sandbox.Sandbox;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way in which GitLab fails: what the model reads, what is counted, and that the next call works. */
class FaultMatrixIT {
    private static final String DEVELOPER = SandboxTokens.DEVELOPER;
    private static final String PROJECT = "/api/v4/projects/42";

    private static RunningServer server;
    private static Sandbox elsewhere;
    private static DamagingProxy proxy;

    @BeforeAll
    static void start() {
        elsewhere = Sandbox.start(0);
        server = RunningServer.start(Map.of(
                "ENABLE_DYNAMIC_API_URL", "true",
                "GITLAB_ALLOWED_HOSTS", "127.0.0.1",
                "GITLAB_API_RESPONSE_TIMEOUT_MS", "800"));
        proxy = new DamagingProxy(server.gitlab().url());
    }

    @AfterAll
    static void stop() {
        server.close();
        proxy.close();
        elsewhere.close();
    }

    @AfterEach
    void clear() {
        server.gitlab().faults().clear();
        server.gitlab().clearRequests();
    }

    @ParameterizedTest
    @MethodSource("dev.gitlabmcp.instances.GitLabFailure#all")
    void failure_isToldAndCountedAndOver(GitLabFailure failure) throws Exception {
        URI instance = server.gitlab().apiUrl();
        assertGood(instance);
        Map<String, Long> before = failures();
        server.gitlab().faults().add(failure.fault());

        JsonNode result = call(instance, failure.token(), failure.call());

        assertFailed(result, failure.words());
        assertThat(difference(before, failures())).isEqualTo(Map.of(failure.kind(), 1L));
        server.gitlab().faults().clear();
        assertNothingLeased();
        assertGood(instance);
    }

    /** All of them leave an answer that cannot be trusted, so they are one kind with the cut in the body. */
    static Stream<Arguments> damages() {
        return Stream.of(
                Arguments.of(Damage.TRUNCATED_GZIP, GitLabFailure.READ),
                Arguments.of(Damage.TRUNCATED_GZIP, GitLabFailure.READ_FILE),
                Arguments.of(Damage.NO_GZIP, GitLabFailure.READ),
                Arguments.of(Damage.LENGTH_TOO_LARGE, GitLabFailure.READ_FILE),
                Arguments.of(Damage.LENGTH_TOO_SMALL, GitLabFailure.READ),
                Arguments.of(Damage.LENGTH_NO_NUMBER, GitLabFailure.READ));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void damagedAnswer_isUnreadableAndSpoilsNoLaterOne(Damage damage, GitLabFailure.Call call) throws Exception {
        assertGood(proxy.apiUrl());
        Map<String, Long> before = failures();
        proxy.damageNext(damage);

        JsonNode result = call(proxy.apiUrl(), DEVELOPER, call);

        assertFailed(result, List.of("GitLab's answer cannot be read", "Try again"));
        assertThat(difference(before, failures())).isEqualTo(Map.of("unreadable", 1L));
        assertNothingLeased();
        assertGood(proxy.apiUrl());
    }

    @ParameterizedTest
    @EnumSource(names = {"LENGTH_TOO_LARGE", "REST_NEVER_COMES"})
    void wholeJson_announcedLonger_isReadAllTheSame(Damage damage) throws Exception {
        proxy.damageNext(damage);

        assertGood(proxy.apiUrl());
        assertNothingLeased();
        assertGood(proxy.apiUrl());
    }

    @Test
    void movedProject_isFollowedWithTheToken() throws Exception {
        Map<String, Long> before = failures();
        GitLabFailure.Call moved =
                new GitLabFailure.Call("get_project", "{\"project_id\":\"nordlicht-commerce/webshop\"}");

        JsonNode result = call(server.gitlab().apiUrl(), DEVELOPER, moved);

        assertThat(result.path("isError").asBoolean()).isFalse();
        assertThat(text(result)).contains("nordlicht-commerce/storefront");
        assertThat(server.gitlab().requests()).hasSize(2).allMatch(FaultMatrixIT::carriesCredential);
        assertThat(failures()).isEqualTo(before);
        assertNothingLeased();
    }

    @Test
    void redirectToAnotherOrigin_isFollowedWithoutTheToken() throws Exception {
        server.gitlab().faults().add(Fault.on("GET", PROJECT).redirect(elsewhere.apiUrl() + "/projects/51"));
        elsewhere.clearRequests();

        JsonNode result = call(server.gitlab().apiUrl(), DEVELOPER, GitLabFailure.READ);

        // Project 51 is public; what the token could see there does not show.
        assertThat(result.path("isError").asBoolean()).isFalse();
        assertThat(text(result)).contains("deploy-tools");
        assertThat(elsewhere.requests()).hasSize(1).noneMatch(FaultMatrixIT::carriesCredential);
        assertThat(elsewhere.requests().get(0).toString()).doesNotContain("glpat-");
        assertNothingLeased();
    }

    private static void assertFailed(JsonNode result, List<String> words) {
        assertThat(result.path("isError").asBoolean()).as("%s", result).isTrue();
        assertThat(text(result)).contains(words);
        assertThat(result.toString()).doesNotContain("glpat-", "Exception", "org.apache");
    }

    private static void assertGood(URI instance) throws Exception {
        JsonNode result = call(instance, DEVELOPER, GitLabFailure.READ);
        assertThat(result.path("isError").asBoolean()).as("%s", result).isFalse();
        assertThat(text(result)).contains("nordlicht-commerce/storefront");
    }

    private static void assertNothingLeased() {
        await().untilAsserted(() ->
                assertThat(server.gauge("gitlab_mcp_gitlab_connections_leased")).isZero());
        assertThat(server.gauge("gitlab_mcp_gitlab_connections_pending")).isZero();
    }

    private static JsonNode call(URI instance, String token, GitLabFailure.Call call) throws Exception {
        return new Caller(server.url(), instance, token, Caller.Style.MODERN).call(call.tool(), call.arguments());
    }

    private static String text(JsonNode result) {
        return result.at("/content/0/text").asText();
    }

    private static boolean carriesCredential(RecordedRequest request) {
        return request.headers().values().stream().flatMap(List::stream).anyMatch(value -> value.contains("glpat-"));
    }

    /** Failed calls by kind, since the start. */
    private static Map<String, Long> failures() {
        Map<String, Long> counted = new TreeMap<>();
        try (RawHttp http = new RawHttp(server.adminUrl())) {
            String pools =
                    http.send("GET", "/pools", List.of(), new byte[0]).answer().body();
            McpClient.json(pools)
                    .at("/traffic/failures")
                    .properties()
                    .forEach(kind -> counted.put(kind.getKey(), kind.getValue().asLong()));
        }
        return counted;
    }

    private static Map<String, Long> difference(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> more = new TreeMap<>();
        after.forEach((kind, count) -> {
            if (count > before.getOrDefault(kind, 0L)) {
                more.put(kind, count - before.getOrDefault(kind, 0L));
            }
        });
        return more;
    }
}
