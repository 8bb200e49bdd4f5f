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

/** The addresses that the configuration listens on for MCP. */
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

    private List<HttpConnectorFactory> http() {
        List<ConnectorFactory> all;
        if (serverFactory instanceof DefaultServerFactory several) {
            all = several.getApplicationConnectors();
        } else if (serverFactory instanceof SimpleServerFactory one) {
            all = List.of(one.getConnector());
        } else {
            all = List.of();
        }
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
