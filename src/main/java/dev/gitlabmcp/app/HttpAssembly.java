package dev.gitlabmcp.app;

import dev.gitlabmcp.dispatch.McpDispatcher;
import dev.gitlabmcp.ops.Readiness;
import dev.gitlabmcp.transport.AllowedHosts;
import dev.gitlabmcp.transport.Compression;
import dev.gitlabmcp.transport.Door;
import dev.gitlabmcp.transport.ErrorMappers;
import dev.gitlabmcp.transport.Exchange;
import dev.gitlabmcp.transport.HealthResource;
import dev.gitlabmcp.transport.HostOriginFilter;
import dev.gitlabmcp.transport.JsonErrorHandler;
import dev.gitlabmcp.transport.LegacySseResource;
import dev.gitlabmcp.transport.McpResource;
import dev.gitlabmcp.transport.OpenReplies;
import dev.gitlabmcp.transport.PostFilter;
import dev.gitlabmcp.transport.ResponseCounts;
import dev.gitlabmcp.transport.SlowHeaders;
import dev.gitlabmcp.transport.TransportConfiguration;
import dev.gitlabmcp.transport.UnreadBodies;
import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jetty.GzipHandlerFactory;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Connector;
import org.glassfish.jersey.server.ServerProperties;

/** Puts the MCP endpoints on Dropwizard's application port. */
final class HttpAssembly {
    private static final Duration SLOW_HEADERS_INTERVAL = Duration.ofMillis(250);

    private final GitLabMcpConfiguration configuration;
    private final Environment dropwizard;
    private final Ticker ticker;

    HttpAssembly(GitLabMcpConfiguration configuration, Environment dropwizard, Ticker ticker) {
        this.configuration = configuration;
        this.dropwizard = dropwizard;
        this.ticker = ticker;
    }

    /**
     * Puts them there.
     *
     * @param certified the names in the served certificate
     * @param responses counts the answers
     */
    void assemble(
            Door door,
            OpenReplies replies,
            McpDispatcher dispatcher,
            Readiness readiness,
            List<String> certified,
            ResponseCounts responses) {
        dropwizard.getApplicationContext().insertHandler(responses);
        dropwizard.getApplicationContext().insertHandler(new UnreadBodies());
        TransportConfiguration mcp = configuration.mcp();
        filter("host-origin", new HostOriginFilter(allowedHosts(certified)), "/*");

        Exchange exchange = new Exchange(
                door,
                replies,
                mcp.maxRequestBody().toBytes(),
                mcp.arrivalTimeout().toJavaDuration(),
                compression());
        if (mcp.streamableHttp()) {
            addPostFilter(exchange, dispatcher);
            dropwizard.jersey().register(new McpResource(exchange, dispatcher));
        }
        dropwizard.jersey().register(new LegacySseResource(exchange, dispatcher));
        dropwizard.jersey().register(new HealthResource(readiness::isReady));
        ErrorMappers.all().forEach(dropwizard.jersey()::register);
        dropwizard.jersey().property(ServerProperties.WADL_FEATURE_DISABLE, true);

        SlowHeaders slowHeaders = new SlowHeaders(mcp.arrivalTimeout().toJavaDuration());
        ticker.every(SLOW_HEADERS_INTERVAL, slowHeaders::tick);
        dropwizard.lifecycle().addServerLifecycleListener(server -> {
            server.setErrorHandler(new JsonErrorHandler());
            Threads.letShrink(server);
            for (Connector connector : server.getConnectors()) {
                connector.addEventListener(slowHeaders);
            }
        });
    }

    /** By the settings by which Jetty compresses; where they look at more than the length, it is left to Jetty alone. */
    private Compression compression() {
        if (!(configuration.getServerFactory() instanceof AbstractServerFactory factory)) {
            return Compression.NONE;
        }
        GzipHandlerFactory gzip = factory.getGzipFilterFactory();
        boolean byLength = Stream.of(
                        gzip.getIncludedMethods(),
                        gzip.getIncludedPaths(),
                        gzip.getExcludedPaths(),
                        gzip.getCompressedMimeTypes(),
                        gzip.getExcludedMimeTypes())
                .allMatch(Objects::isNull);
        return gzip.isEnabled() && byLength
                ? new Compression(gzip.getMinimumEntitySize().toBytes())
                : Compression.NONE;
    }

    /** Before Jersey, wherever that is mounted. */
    private void addPostFilter(Exchange exchange, McpDispatcher dispatcher) {
        String mounted = configuration.getServerFactory() instanceof AbstractServerFactory factory
                ? factory.getJerseyRootPath().orElse("/*")
                : "/*";
        if (mounted.endsWith("/*")) {
            String path = mounted.substring(0, mounted.length() - 1) + "mcp";
            filter("mcp", new PostFilter(path, exchange, dispatcher), path + "/*");
        }
    }

    /** Adds a filter after those that are there. */
    private void filter(String name, Filter filter, String path) {
        FilterRegistration.Dynamic added = dropwizard.servlets().addFilter(name, filter);
        added.setAsyncSupported(true);
        added.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, path);
    }

    private AllowedHosts allowedHosts(List<String> certified) {
        try {
            return AllowedHosts.of(
                    configuration.mcp().allowedHosts(),
                    configuration.mcp().allowedOrigins(),
                    new Connectors(configuration.getServerFactory()).boundTo(),
                    certified);
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(String.valueOf(e.getMessage()));
        }
    }
}
