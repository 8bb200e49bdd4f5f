package dev.gitlabmcp.app;

import dev.gitlabmcp.net.Secret;
import dev.gitlabmcp.net.TlsFiles;
import dev.gitlabmcp.net.TlsFilesException;
import dev.gitlabmcp.net.TrustedProxies;
import dev.gitlabmcp.ops.ReloadCertificatesTask;
import dev.gitlabmcp.transport.CertificateHealthCheck;
import dev.gitlabmcp.transport.ClosingConnections;
import dev.gitlabmcp.transport.RequestOrigin;
import dev.gitlabmcp.transport.TlsConfiguration;
import dev.gitlabmcp.transport.TlsServer;
import io.dropwizard.core.setup.Environment;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts TLS, the trust in proxies and an orderly end on the connectors. */
final class TlsAssembly {
    private static final Logger LOG = LoggerFactory.getLogger(TlsAssembly.class);

    private final GitLabMcpConfiguration configuration;
    private final Environment dropwizard;
    private final Ticker ticker;
    private final InstantSource clock = InstantSource.system();

    TlsAssembly(GitLabMcpConfiguration configuration, Environment dropwizard, Ticker ticker) {
        this.configuration = configuration;
        this.dropwizard = dropwizard;
        this.ticker = ticker;
    }

    /**
     * Puts them there.
     *
     * @param stopping whether connections shall end with their next answer
     * @return the certificate that is served, if there is one
     */
    Optional<TlsServer> assemble(Optional<Secret> passphrase, BooleanSupplier stopping) {
        TlsConfiguration settings = configuration.tls();
        Optional<TlsServer> tls = files(settings, passphrase).map(this::server);
        List<McpConnectorFactory> connectors = new Connectors(configuration.getServerFactory()).ofMcp();
        if (connectors.isEmpty() && tls.isPresent()) {
            throw new StartRefusedException(
                    "tls.certPath (SSL_CERT_PATH) takes effect on connectors of the type mcp alone:"
                            + " write type: mcp at server.applicationConnectors.");
        }
        connectors.forEach(connector -> connector.use(
                tls.orElse(null),
                new RequestOrigin(
                        trusted(connector.trustProxy()), settings.hsts().toSeconds()),
                new ClosingConnections(stopping)));
        tls.ifPresent(this::watch);
        dropwizard.admin().addTask(new ReloadCertificatesTask(tls));
        return tls;
    }

    private void watch(TlsServer tls) {
        ticker.every(configuration.tls().refreshInterval().toJavaDuration(), tls::refresh);
        dropwizard.healthChecks().register("certificate", new CertificateHealthCheck(tls, clock));
    }

    static TrustedProxies trusted(String setting) {
        try {
            TrustedProxies trusted = TrustedProxies.of(setting);
            if (trusted.isEverybody()) {
                LOG.warn(
                        "TRUST_PROXY={} believes everybody who reaches this server: name the proxies' addresses instead,"
                                + " or make sure that nobody else can connect",
                        setting.strip());
            }
            return trusted;
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException("server.applicationConnectors.trustProxy (TRUST_PROXY) " + e.getMessage());
        }
    }

    static Optional<TlsFiles> files(TlsConfiguration settings, Optional<Secret> passphrase) {
        if (!settings.isOn()) {
            if (!settings.keyPath().isEmpty() || !settings.caPath().isEmpty()) {
                throw new StartRefusedException("tls.keyPath (SSL_KEY_PATH) or tls.caPath (SSL_CA_PATH) is set, so"
                        + " tls.certPath (SSL_CERT_PATH) must be set, too.");
            }
            return Optional.empty();
        }
        if (settings.keyPath().isEmpty()) {
            throw new StartRefusedException(
                    "tls.certPath (SSL_CERT_PATH) is set, so tls.keyPath (SSL_KEY_PATH) must be set, too.");
        }
        return Optional.of(new TlsFiles(
                path("tls.certPath (SSL_CERT_PATH)", settings.certPath()),
                path("tls.keyPath (SSL_KEY_PATH)", settings.keyPath()),
                settings.caPath().isEmpty()
                        ? Optional.empty()
                        : Optional.of(path("tls.caPath (SSL_CA_PATH)", settings.caPath())),
                passphrase));
    }

    private static Path path(String setting, String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new StartRefusedException(setting + " is no path of a file.");
        }
    }

    private TlsServer server(TlsFiles files) {
        if (files.isKeyReadableByAll()) {
            LOG.warn("{} (SSL_KEY_PATH) can be read by every user of this machine: chmod 600", files.key());
        }
        try {
            return TlsServer.of(files, clock);
        } catch (TlsFilesException e) {
            throw new StartRefusedException(String.valueOf(e.getMessage()));
        }
    }
}
