package dev.gitlabmcp.app;

import dev.gitlabmcp.cli.DoctorSubject;
import dev.gitlabmcp.gitlab.GitLabInstance;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.jetty.HttpConnectorFactory;

/** Says what of a configuration {@code doctor} shall look at. Stateless. */
final class DoctorAssembly {
    private DoctorAssembly() {}

    static DoctorSubject subject(GitLabMcpConfiguration configuration, Settings settings) {
        GitLabInstance own = GitLabAssembly.own(configuration.gitlab().apiUrl());
        var token = settings.secret("GITLAB_TOKEN");
        return new DoctorSubject(
                TlsAssembly.files(configuration.tls(), settings.secret("SSL_PASSPHRASE")),
                new Connectors(configuration.getServerFactory())
                        .ofMcp().stream().map(DoctorAssembly::listener).toList(),
                configuration.mcp().allowedHosts(),
                adminPort(configuration),
                own,
                GitLabAssembly.network(configuration.gitlab(), own),
                new DoctorSubject.Callers(
                        token,
                        settings.secret("MCP_AUTH_TOKEN"),
                        configuration.auth().isRemote(token.isPresent())));
    }

    private static DoctorSubject.Listener listener(McpConnectorFactory connector) {
        TlsAssembly.trusted(connector.trustProxy());
        String host = connector.getBindHost() == null ? "" : connector.getBindHost();
        return new DoctorSubject.Listener(host, connector.getPort(), connector.trustProxy());
    }

    private static int adminPort(GitLabMcpConfiguration configuration) {
        return configuration.getServerFactory() instanceof DefaultServerFactory several
                ? several.getAdminConnectors().stream()
                        .filter(HttpConnectorFactory.class::isInstance)
                        .mapToInt(connector -> ((HttpConnectorFactory) connector).getPort())
                        .findFirst()
                        .orElse(0)
                : 0;
    }
}
