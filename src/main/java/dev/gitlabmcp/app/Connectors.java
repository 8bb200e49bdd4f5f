package dev.gitlabmcp.app;

import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.server.ServerFactory;
import io.dropwizard.core.server.SimpleServerFactory;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The addresses that the configuration listens on, for MCP and for operators. */
record Connectors(ServerFactory serverFactory) {

    /** The host the first connector is bound to; empty when it is bound to every address. */
    String boundTo() {
        List<HttpConnectorFactory> http = http();
        String host = http.isEmpty() ? null : http.get(0).getBindHost();
        return host == null ? "" : host;
    }

    /** Those of the type {@code mcp}. */
    List<McpConnectorFactory> ofMcp() {
        return http().stream()
                .filter(McpConnectorFactory.class::isInstance)
                .map(McpConnectorFactory.class::cast)
                .toList();
    }

    /** Whether all of them can be reached from this machine only. */
    boolean areOnLoopback() {
        List<HttpConnectorFactory> http = http();
        return !http.isEmpty() && http.stream().allMatch(connector -> isLoopback(connector.getBindHost()));
    }

    /** The hosts that admin connectors are bound to; empty texts for those bound to every address. */
    List<String> adminBoundTo() {
        List<ConnectorFactory> all =
                serverFactory instanceof DefaultServerFactory several ? several.getAdminConnectors() : shared();
        return http(all).stream()
                .map(connector -> connector.getBindHost() == null ? "" : connector.getBindHost())
                .toList();
    }

    /** The hosts among {@link #adminBoundTo} that can be reached from other machines. */
    List<String> adminBeyondLoopback() {
        return adminBoundTo().stream().filter(host -> !isLoopback(host)).toList();
    }

    private List<HttpConnectorFactory> http() {
        return http(
                serverFactory instanceof DefaultServerFactory several ? several.getApplicationConnectors() : shared());
    }

    /** The one that a server of the type simple has for both. */
    private List<ConnectorFactory> shared() {
        return serverFactory instanceof SimpleServerFactory one ? List.of(one.getConnector()) : List.of();
    }

    private static List<HttpConnectorFactory> http(List<ConnectorFactory> all) {
        return all.stream()
                .filter(HttpConnectorFactory.class::isInstance)
                .map(HttpConnectorFactory.class::cast)
                .toList();
    }

    private static boolean isLoopback(@Nullable String host) {
        try {
            return host != null
                    && !host.isBlank()
                    && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
