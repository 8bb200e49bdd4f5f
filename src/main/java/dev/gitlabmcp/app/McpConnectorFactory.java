package dev.gitlabmcp.app;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.gitlabmcp.net.TrustedProxies;
import dev.gitlabmcp.transport.TlsHandshakes;
import dev.gitlabmcp.transport.TlsServer;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.metrics.jetty12.InstrumentedConnectionFactory;
import java.util.List;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * A connector of the type {@code mcp}: as Dropwizard's {@code http}, with TLS where a certificate is set, which then speaks
 * HTTP/2, too, and with this server's trust in proxies.
 */
@JsonTypeName("mcp")
public final class McpConnectorFactory extends HttpConnectorFactory {
    private static final int STREAMS_OF_ONE_CONNECTION = 256;

    @JsonProperty
    private String trustProxy = "";

    private @Nullable TlsServer tls;
    private List<HttpConfiguration.Customizer> customizers = List.of();

    /** Whose headers about the origin of a request it believes, as {@link TrustedProxies#of} reads it. */
    String trustProxy() {
        return trustProxy;
    }

    /** Sets how it shall speak, and what looks at its requests first, in this order; called before it is built. */
    void use(@Nullable TlsServer newTls, HttpConfiguration.Customizer... newCustomizers) {
        tls = newTls;
        customizers = List.of(newCustomizers);
    }

    @Override
    public Connector build(Server server, MetricRegistry metrics, String name, @Nullable ThreadPool threadPool) {
        HttpConfiguration configuration = buildHttpConfiguration();
        Timer connections = metrics.timer(httpConnections());
        ConnectionFactory[] protocols;
        if (tls != null) {
            // Which names are served is for the check of the Host header to say.
            configuration.addCustomizer(new SecureRequestCustomizer(false));
            configuration.setSecurePort(getPort());
        }
        customizers.forEach(configuration::addCustomizer);
        // It copies the configuration, so nothing may be added to that from here on.
        HttpConnectionFactory http1 = buildHttpConnectionFactory(configuration);
        if (tls == null) {
            protocols = new ConnectionFactory[] {new InstrumentedConnectionFactory(http1, connections)};
        } else {
            HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(configuration);
            http2.setMaxConcurrentStreams(STREAMS_OF_ONE_CONNECTION);
            ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
            alpn.setDefaultProtocol(HttpVersion.HTTP_1_1.asString());
            SslConnectionFactory ssl = new SslConnectionFactory(tls.context(), alpn.getProtocol());
            ssl.addBean(new TlsHandshakes());
            server.addBean(tls.context());
            protocols =
                    new ConnectionFactory[] {new InstrumentedConnectionFactory(ssl, connections), alpn, http2, http1};
        }
        return buildConnector(server, new ScheduledExecutorScheduler(), buildBufferPool(), name, threadPool, protocols);
    }
}
