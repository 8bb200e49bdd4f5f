package dev.gitlabmcp.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.acceptance.JarServer;
import dev.gitlabmcp.sandbox.Fault;
import dev.gitlabmcp.sandbox.RecordedRequest;
import dev.gitlabmcp.sandbox.Sandbox;
import dev.gitlabmcp.testkit.McpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients see of it when one of two servers is killed. */
@ExtendWith(Deployment.Provider.class)
class ReplicaLossIT {
    private static final String ISSUES = "/api/v4/projects/.*/issues";
    private static final int CALLS = 4;

    /** A call that changes something, told from others by its title. */
    private static String create(String title) {
        return "{\"name\":\"create_issue\",\"arguments\":{\"project_id\":\"nordlicht-commerce/storefront\",\"title\":\""
                + title + "\"}}";
    }

    @ParameterizedTest
    @EnumSource(ProxyKind.class)
    void killedServer_costsOnlyWhatItWasWorkingOn(ProxyKind kind, Deployment deployment) throws Exception {
        Sandbox gitlab = deployment.replicas().gitlab();
        gitlab.clearRequests();
        try (JarServer doomed = Replicas.server(gitlab, "r1", Map.of());
                ProxyProcess proxy = ProxyProcess.start(
                        kind, doomed.url().getPort(), deployment.replicas().port(2))) {
            EdgeClient http1 = new EdgeClient(proxy, Version.HTTP_1_1);
            EdgeClient http2 = new EdgeClient(proxy, Version.HTTP_2);
            String session = sessionOf("r1", http2);
            gitlab.faults().add(Fault.on("POST", ISSUES).delay(Duration.ofSeconds(3)));
            List<CompletableFuture<HttpResponse<String>>> forwarded = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                EdgeClient client = i % 2 == 0 ? http1 : http2;
                forwarded.add(client.sendAsync(client.modern("tools/call", create(kind + " " + i))));
            }
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> created(gitlab, kind).count() == CALLS);
            doomed.kill();
            long killed = System.nanoTime();

            CompletableFuture<Void> stranded =
                    CompletableFuture.runAsync(() -> assertSessionIsUnknown(kind, session, http2));
            assertEveryCallSucceeds(kind, killed, http1, http2);
            stranded.get(20, TimeUnit.SECONDS);
            assertEveryCallSucceeds(kind, killed, http1, http2);
            assertForwardedOnce(kind, forwarded);
            assertThat(created(gitlab, kind)).hasSize(CALLS);
            assertThat(http1.initialize()).endsWith(".r2");
        } finally {
            gitlab.faults().clear();
        }
    }

    private static Stream<RecordedRequest> created(Sandbox gitlab, ProxyKind kind) {
        return gitlab.requests().stream()
                .filter(request -> request.method().equals("POST")
                        && request.rawPath().matches(ISSUES)
                        && request.body().contains(kind.name()));
    }

    private static String sessionOf(String replica, EdgeClient client) throws Exception {
        for (int i = 0; i < 4; i++) {
            String session = client.initialize();
            if (session.endsWith("." + replica)) {
                return session;
            }
        }
        throw new AssertionError("No session is opened on " + replica);
    }

    private static void assertEveryCallSucceeds(ProxyKind kind, long killed, EdgeClient... clients) throws Exception {
        long slowest = 0;
        for (int i = 0; i < 20; i++) {
            EdgeClient client = clients[i % clients.length];
            long start = System.nanoTime();
            HttpResponse<String> answer = client.send(client.modern("tools/list", "{}"));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            slowest = Math.max(slowest, System.nanoTime() - start);
        }
        System.out.printf(
                "%s: 20 calls up to %d ms after a server was killed succeed, the slowest in %d ms%n",
                kind,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed),
                TimeUnit.NANOSECONDS.toMillis(slowest));
    }

    /** The other server says so, upon which clients open a new session. */
    private static void assertSessionIsUnknown(ProxyKind kind, String session, EdgeClient client) {
        long start = System.nanoTime();
        HttpResponse<String> answer =
                client.sendAsync(client.legacy(session, "ping", "{}")).join();
        System.out.printf(
                "%s: a session of the killed server is answered %d after %d ms%n",
                kind, answer.statusCode(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
        assertThat(McpClient.json(answer.body()).path("error").path("message").asText())
                .contains("session");
    }

    private static void assertForwardedOnce(ProxyKind kind, List<CompletableFuture<HttpResponse<String>>> forwarded)
            throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> each : forwarded) {
            HttpResponse<String> answer = each.get(20, TimeUnit.SECONDS);
            statuses.add(answer.statusCode());
            if (answer.statusCode() != 200) {
                assertThat(answer.statusCode()).isEqualTo(502);
                assertThat(McpClient.json(answer.body()).path("error").has("message"))
                        .isTrue();
                assertThat(McpClient.json(answer.body()).has("id")).isFalse();
            }
        }
        System.out.printf("%s: calls under way when a server was killed: %s%n", kind, statuses);
        assertThat(statuses).contains(502, 200);
    }
}
