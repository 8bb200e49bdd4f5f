package dev.gitlabmcp.gitlab;

import java.io.IOException;
import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolStats;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * HttpClient as it is set up for one instance: its connections with their bounds, and nothing of what it would do by itself
 * (redirects, retries, cookies, decompression). Thread-safe.
 */
final class InstanceClient implements AutoCloseable {
    private final PoolingHttpClientConnectionManager connections;
    private final CloseableHttpClient client;
    private final ProxyRoutes routes;
    private final GitLabInstance instance;
    private final Network network;

    /** A client for this instance that reaches it through this network, and enters its connections here. */
    InstanceClient(
            GitLabInstance instance,
            GitLabClientConfiguration configuration,
            Network network,
            ConnectionLedger ledger) {
        this.instance = instance;
        this.network = network;
        this.routes = new ProxyRoutes(instance, network);
        this.connections = connections(instance, configuration, network, ledger);
        this.client = client(configuration, connections, routes);
    }

    /** Sends a request; the answer's connection is leased until the answer is closed. */
    ClassicHttpResponse execute(HttpHost host, ClassicHttpRequest request) throws IOException {
        return client.executeOpen(host, request, routes.authentication(host));
    }

    /**
     * Checks the target of a redirect.
     *
     * @throws GitLabException when it must not be followed
     */
    void checkRedirect(HttpHost to) {
        network.check(instance, to);
    }

    /** How many connections are leased, waited for and idle. */
    PoolStats connections() {
        return connections.getTotalStats();
    }

    /** Closes connections that are too old, and those not used for this long. */
    void closeIdle(Duration unused) {
        connections.closeExpired();
        connections.closeIdle(TimeValue.of(unused));
    }

    @Override
    public void close() {
        client.close(CloseMode.GRACEFUL);
    }

    private static PoolingHttpClientConnectionManager connections(
            GitLabInstance instance,
            GitLabClientConfiguration configuration,
            Network network,
            ConnectionLedger ledger) {
        Duration testAfter = configuration.validateAfterInactivity().toJavaDuration();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(socket -> new UnloggedConnection(ledger, testAfter))
                .setTlsSocketStrategy(network.tls())
                .setDnsResolver(network.resolver(
                        instance, configuration.connectTimeout().toJavaDuration()))
                .setMaxConnTotal(configuration.connectionsPerInstance())
                .setMaxConnPerRoute(configuration.connectionsPerInstance())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout(configuration.connectTimeout()))
                        .setSocketTimeout(timeout(configuration.responseTimeout()))
                        .setTimeToLive(timeout(configuration.connectionTimeToLive()))
                        // The connection itself knows when there is something to test.
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .build())
                .build();
    }

    private static CloseableHttpClient client(
            GitLabClientConfiguration configuration,
            PoolingHttpClientConnectionManager connections,
            ProxyRoutes routes) {
        HttpClientBuilder builder = HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(timeout(configuration.leaseTimeout()))
                        .setResponseTimeout(timeout(configuration.responseTimeout()))
                        .setConnectionKeepAlive(timeout(configuration.keepAlive()))
                        .setAuthenticationEnabled(false)
                        .setRedirectsEnabled(false)
                        .setContentCompressionEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setUserAgent(configuration.userAgent())
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableConnectionState()
                .disableContentCompression()
                .disableCookieManagement()
                .disableRedirectHandling();
        routes.install(builder);
        return builder.build();
    }

    private static Timeout timeout(io.dropwizard.util.Duration duration) {
        return Timeout.ofMilliseconds(duration.toMilliseconds());
    }
}
