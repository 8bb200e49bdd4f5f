package dev.gitlabmcp.gitlab;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolStats;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The connections to one instance, and the client that uses them. Leased by each call; once retired it takes no new calls
 * and closes when the last of them is over, so that it is never closed under a call. Thread-safe.
 */
final class PooledInstance {
    /** Set in {@link #state} when retired; the other bits count the leases. */
    private static final int RETIRED = Integer.MIN_VALUE;

    private final GitLabInstance instance;
    private final HttpHost host;
    private final PoolingHttpClientConnectionManager connections;
    private final CloseableHttpClient client;
    private final AtomicInteger state = new AtomicInteger();
    private volatile long lastUsed = System.nanoTime();

    PooledInstance(GitLabInstance instance, GitLabClientConfiguration configuration, TlsSocketStrategy tls) {
        this.instance = instance;
        this.host = Hop.hostOf(instance);
        this.connections = connections(configuration, tls);
        this.client = client(configuration, connections);
    }

    /** Counts one more call in; false when retired. */
    boolean tryLease() {
        int before;
        do {
            before = state.get();
            if (before < 0) {
                return false;
            }
        } while (!state.compareAndSet(before, before + 1));
        return true;
    }

    /** Counts a call out; the last one of a retired instance closes it. */
    void release() {
        lastUsed = System.nanoTime();
        if (state.decrementAndGet() == RETIRED) {
            client.close(CloseMode.GRACEFUL);
        }
    }

    /** Lets no new call in, and closes at once or with the last call. */
    void retire() {
        if (state.getAndUpdate(value -> value | RETIRED) == 0) {
            client.close(CloseMode.GRACEFUL);
        }
    }

    GitLabInstance instance() {
        return instance;
    }

    HttpHost host() {
        return host;
    }

    CloseableHttpClient client() {
        return client;
    }

    /** What is in use and what is free at this moment. */
    InstanceStatistics statistics() {
        PoolStats stats = connections.getTotalStats();
        return new InstanceStatistics(
                instance,
                state.get() & ~RETIRED,
                lastUsed,
                stats.getLeased(),
                stats.getPending(),
                stats.getAvailable(),
                stats.getMax());
    }

    private static PoolingHttpClientConnectionManager connections(
            GitLabClientConfiguration configuration, TlsSocketStrategy tls) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(socket -> new UnloggedConnection())
                .setTlsSocketStrategy(tls)
                .setMaxConnTotal(configuration.connectionsPerInstance())
                .setMaxConnPerRoute(configuration.connectionsPerInstance())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout(configuration.connectTimeout()))
                        .setSocketTimeout(timeout(configuration.responseTimeout()))
                        .setTimeToLive(timeout(configuration.connectionTimeToLive()))
                        .setValidateAfterInactivity(TimeValue.ofMilliseconds(
                                configuration.validateAfterInactivity().toMilliseconds()))
                        .build())
                .build();
    }

    private static CloseableHttpClient client(
            GitLabClientConfiguration configuration, PoolingHttpClientConnectionManager connections) {
        return HttpClients.custom()
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
                .disableRedirectHandling()
                .build();
    }

    private static Timeout timeout(io.dropwizard.util.Duration duration) {
        return Timeout.ofMilliseconds(duration.toMilliseconds());
    }
}
