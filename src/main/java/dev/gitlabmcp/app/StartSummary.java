package dev.gitlabmcp.app;

import dev.gitlabmcp.tool.ToolConfiguration;
import dev.gitlabmcp.transport.AdminPort;
import io.dropwizard.lifecycle.ServerLifecycleListener;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in one line what has been started, once it serves, and warns of what is risky together. */
final class StartSummary implements ServerLifecycleListener {
    private static final Logger LOGGER = LoggerFactory.getLogger(StartSummary.class);

    private final GitLabMcpConfiguration configuration;
    private final boolean remote;
    private final boolean virtual;

    /** Of these settings; {@code remote} where each request brings its own token. */
    StartSummary(GitLabMcpConfiguration configuration, boolean remote, boolean virtual) {
        this.configuration = configuration;
        this.remote = remote;
        this.virtual = virtual;
    }

    @Override
    public void serverStarted(Server server) {
        ToolConfiguration tools = configuration.tools();
        LOGGER.info(
                "Serving MCP on {}, admin on {}; GitLab {}{}; {}; tools: {}, {}{}; at most {} sessions, {} requests a minute"
                        + " each; TLS {}; Java {}, {} threads",
                where(server, false),
                where(server, true),
                configuration.gitlab().apiUrl(),
                configuration.gitlab().dynamicApiUrl() ? " and those that callers name" : "",
                remote ? "callers bring their tokens" : "callers share the server's token",
                tools.listing().surface().isEmpty() ? "core" : tools.listing().surface(),
                tools.readOnly() ? "readonly" : tools.permissionMode(),
                tools.allowedProjects().isEmpty() ? "" : ", allowed projects only",
                configuration.sessions().maxSessions(),
                configuration.limits().requestsPerMinute(),
                configuration.tls().isOn() ? "on" : "off",
                Runtime.version().feature(),
                virtual ? "virtual" : "platform");
        warn();
    }

    private void warn() {
        Connectors connectors = new Connectors(configuration.getServerFactory());
        boolean trusts = connectors.ofMcp().stream()
                .anyMatch(connector -> !connector.trustProxy().isEmpty());
        if (!configuration.tls().isOn() && !connectors.areOnLoopback() && !trusts) {
            LOGGER.warn(
                    "Tokens reach this server unencrypted: set SSL_CERT_PATH and SSL_KEY_PATH, or put a proxy with TLS"
                            + " before it and name it in TRUST_PROXY");
        }
        if (!remote && configuration.tools().allowedProjects().isEmpty() && !connectors.areOnLoopback()) {
            LOGGER.warn("All callers act with the rights of GITLAB_TOKEN in every project it reaches: bound it with"
                    + " GITLAB_ALLOWED_PROJECT_IDS, or let callers bring their own (REMOTE_AUTHORIZATION=true)");
        }
    }

    private static String where(Server server, boolean admin) {
        return Arrays.stream(server.getConnectors())
                .filter(NetworkConnector.class::isInstance)
                .map(NetworkConnector.class::cast)
                .filter(connector -> admin == AdminPort.isServedBy(connector))
                .map(connector ->
                        (connector.getHost() == null ? "*" : connector.getHost()) + ":" + connector.getLocalPort())
                .collect(Collectors.joining(", "));
    }
}
