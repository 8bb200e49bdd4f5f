package dev.gitlabmcp.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.acceptance.JarServer;
import dev.gitlabmcp.sandbox.Sandbox;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients see of it when one of two servers is restarted under load: nothing, but for sessions that begin anew. */
@ExtendWith(Deployment.Provider.class)
class RollingRestartIT {
    private static final Duration BEFORE = Duration.ofSeconds(5);
    private static final Duration WHOLE = Duration.ofSeconds(30);
    private static final int SIGTERM = 143;

    @ParameterizedTest
    @EnumSource(ProxyKind.class)
    void restartedServer_losesNoCallAndRunsNoneTwice(ProxyKind kind, Deployment deployment) throws Exception {
        Sandbox gitlab = deployment.replicas().gitlab();
        gitlab.clearRequests();
        JarServer server = Replicas.server(gitlab, "r1", Map.of("SHUTDOWN_DRAIN_DELAY", "3s"));
        try (ProxyProcess proxy = ProxyProcess.start(
                kind, server.url().getPort(), deployment.replicas().port(2))) {
            List<ContinuousClient> clients = new ArrayList<>();
            for (Version version : Version.values()) {
                clients.add(ContinuousClient.reading(new EdgeClient(proxy, version)));
                clients.add(ContinuousClient.writing(new EdgeClient(proxy, version), kind + " " + version));
                clients.add(ContinuousClient.inSessions(new EdgeClient(proxy, version)));
                clients.add(ContinuousClient.inSessions(new EdgeClient(proxy, version)));
            }
            long begun = System.nanoTime();
            clients.forEach(ContinuousClient::start);
            TimeUnit.NANOSECONDS.sleep(BEFORE.toNanos());
            server.terminate();
            assertThat(server.exitStatus(Duration.ofSeconds(60)))
                    .as(server.output())
                    .isEqualTo(SIGTERM);
            assertThat(server.output()).contains("every call has ended");
            server = server.again();
            TimeUnit.NANOSECONDS.sleep(WHOLE.toNanos() - (System.nanoTime() - begun));
            clients.forEach(ContinuousClient::stop);

            assertThat(clients.stream().flatMap(client -> client.failures().stream()))
                    .isEmpty();
            assertThat(clients)
                    .allSatisfy(client -> assertThat(client.answered()).isGreaterThan(50));
            assertThat(clients.stream().mapToInt(ContinuousClient::begunAnew).sum())
                    .isPositive();
            assertEachRunOnce(gitlab, clients);
        } finally {
            server.close();
        }
    }

    private static void assertEachRunOnce(Sandbox gitlab, List<ContinuousClient> clients) {
        List<String> created = gitlab.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .map(request -> request.body())
                .toList();
        for (ContinuousClient client : clients) {
            for (String title : client.titles()) {
                assertThat(created.stream().filter(body -> body.contains('"' + title + '"')))
                        .as(title)
                        .hasSize(1);
            }
        }
    }
}
