package dev.gitlabmcp.ops;

import dev.gitlabmcp.dispatch.ServerIdentity;
import dev.gitlabmcp.transport.ResponseCounts;
import dev.gitlabmcp.transport.TlsServer;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.jspecify.annotations.Nullable;

/** Metrics of the process itself: readiness, what it is, its certificate, HTTP answers, threads and connections. Thread-safe. */
public final class ServerMetrics implements MultiCollector {
    private final Readiness readiness;
    private final ResponseCounts responses;
    private final @Nullable TlsServer tls;
    private volatile @Nullable Server server;

    /** Those of a server that may have a certificate. */
    public ServerMetrics(Readiness readiness, ResponseCounts responses, @Nullable TlsServer tls) {
        this.readiness = readiness;
        this.responses = responses;
        this.tls = tls;
    }

    /** The server has started. */
    public void started(Server started) {
        server = started;
    }

    @Override
    public MetricSnapshots collect() {
        Families families = new Families();
        families.gauge(
                "ready", "Whether the server takes new requests: 0 while it drains.", readiness.isReady() ? 1 : 0);
        families.info(
                "build",
                "The version of the server and of the Java runtime.",
                "version",
                ServerIdentity.version(),
                "java",
                System.getProperty("java.version", "unknown"));
        Families.Values answers = families.counters(
                "http_responses",
                "HTTP answers on the application port, by endpoint and class of status; none for lost connections.",
                "endpoint",
                "status");
        responses.read((endpoint, status, count) -> answers.add(count, endpoint.label(), status));
        if (tls != null) {
            certificate(families, tls);
        }
        Server running = server;
        if (running != null) {
            jetty(families, running);
        }
        return families.snapshots();
    }

    private static void certificate(Families families, TlsServer tls) {
        families.gauge(
                "tls_certificate_expiry_timestamp_seconds",
                "When the served certificate, or one of its chain, expires, in seconds since 1970.",
                tls.material().expiry().getEpochSecond());
        families.gauge(
                "tls_files_usable",
                "Whether the certificate's files could be read when they last changed.",
                tls.problem().isEmpty() ? 1 : 0);
    }

    private static void jetty(Families families, Server server) {
        Families.Values connections =
                families.gauges("http_connections", "Connections of clients open, by port.", "port");
        Families.Values busy = families.gauges(
                "http_threads_busy",
                "Threads of the HTTP server in use, by port. Requests on virtual threads are not among them.",
                "port");
        Families.Values threads = families.gauges("http_threads", "Threads of the HTTP server, by port.", "port");
        Families.Values most = families.gauges("http_threads_limit", "Threads at most, by port.", "port");
        Families.Values queued = families.gauges("http_jobs_queued", "Jobs that wait for a thread, by port.", "port");
        for (Connector connector : server.getConnectors()) {
            String port = String.valueOf(connector.getName());
            connections.add(connector.getConnectedEndPoints().size(), port);
            if (connector.getExecutor() instanceof ThreadPool pool) {
                busy.add(pool.getThreads() - pool.getIdleThreads(), port);
                threads.add(pool.getThreads(), port);
            }
            if (connector.getExecutor() instanceof QueuedThreadPool pool) {
                most.add(pool.getMaxThreads(), port);
                queued.add(pool.getQueueSize(), port);
            }
        }
    }
}
