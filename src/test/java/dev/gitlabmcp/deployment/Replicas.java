package dev.gitlabmcp.deployment;

import dev.gitlabmcp.acceptance.JarServer;
import dev.gitlabmcp.sandbox.Sandbox;
import dev.gitlabmcp.testkit.MetricsPage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Two servers from the jar, {@code r1} and {@code r2}, before one GitLab, set up as behind the shipped proxies. */
final class Replicas implements AutoCloseable {
    private final Sandbox gitlab;
    private final List<JarServer> servers;

    private Replicas(Sandbox gitlab, List<JarServer> servers) {
        this.gitlab = gitlab;
        this.servers = servers;
    }

    /** Starts GitLab, and both servers at once. */
    static Replicas start() {
        Sandbox gitlab = Sandbox.start(0);
        CompletableFuture<JarServer> first = CompletableFuture.supplyAsync(() -> server(gitlab, "r1", Map.of()));
        CompletableFuture<JarServer> second = CompletableFuture.supplyAsync(() -> server(gitlab, "r2", Map.of()));
        return new Replicas(gitlab, List.of(first.join(), second.join()));
    }

    /** A further server of that GitLab; the caller stops it. */
    static JarServer server(Sandbox gitlab, String replica, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "GITLAB_API_URL", gitlab.apiUrl().toString(),
                "REPLICA", replica,
                "MCP_STATE_SECRET", "0123456789abcdef0123456789abcdef",
                "MCP_ALLOWED_HOSTS", ProxyKind.Site.NAME,
                "TRUST_PROXY", "loopback",
                "MAX_REQUESTS_PER_MINUTE", "1000000",
                "MAX_SESSIONS_PER_PRINCIPAL", "1000",
                "MAX_UNPROVEN_SESSIONS_PER_ADDRESS", "1000",
                "JAVA_TOOL_OPTIONS", "-Xmx256m"));
        settings.putAll(more);
        return JarServer.withSettings(settings);
    }

    Sandbox gitlab() {
        return gitlab;
    }

    /** The server with the tag {@code r1} or {@code r2}. */
    JarServer server(int number) {
        return servers.get(number - 1);
    }

    int port(int number) {
        return server(number).url().getPort();
    }

    /** A proxy before both. */
    ProxyProcess proxy(ProxyKind kind) {
        return ProxyProcess.start(kind, port(1), port(2));
    }

    /** What a metric shows, of both servers together. */
    long gauge(String name) {
        long all = 0;
        for (JarServer server : servers) {
            all += MetricsPage.of(server.adminUrl(), name).sum(name);
        }
        return all;
    }

    @Override
    public void close() {
        servers.forEach(JarServer::kill);
        servers.forEach(JarServer::close);
        gitlab.close();
    }
}
