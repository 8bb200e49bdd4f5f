package dev.gitlabmcp.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A GitLab REST v4 on 127.0.0.1 that lives in this process and forgets everything when it is closed. Tokens are those
 * of {@link SandboxTokens}. Safe for use by many threads.
 */
public final class Sandbox implements AutoCloseable {
    private static final int HEADER_BYTES = 32 * 1024;

    private final Server server;
    private final ServerConnector gitlab;
    private final URI url;
    private final World world;
    private final RequestLog log;
    private final Faults faults = new Faults();
    private final ArtifactStore artifacts = new ArtifactStore();

    private Sandbox(SandboxSettings settings) throws Exception {
        log = new RequestLog(settings.basePath());
        QueuedThreadPool threads = new QueuedThreadPool(24, 2);
        threads.setName("sandbox");
        threads.setDaemon(true);
        server = new Server(threads);
        server.setStopTimeout(0);
        gitlab = connector("gitlab", settings.port());
        ServerConnector storage = connector(SandboxHandler.ARTIFACTS_CONNECTOR, 0);
        try {
            // The world's links need both ports before the first request can be answered.
            gitlab.open();
            storage.open();
            url = URI.create("http://127.0.0.1:" + gitlab.getLocalPort() + settings.basePath());
            artifacts.at(URI.create("http://127.0.0.1:" + storage.getLocalPort()));
            world = WorldLoader.load(settings, url.toString(), artifacts.url().toString());
            server.setHandler(new SandboxHandler(world, log, faults, artifacts));
            server.start();
        } catch (Exception e) {
            gitlab.close();
            storage.close();
            server.stop();
            throw e;
        }
    }

    /**
     * Starts a sandbox with the system clock.
     *
     * @param port the port on 127.0.0.1; 0 takes any free one
     * @throws UncheckedIOException when the port is taken
     */
    public static Sandbox start(int port) {
        return start(SandboxSettings.onPort(port));
    }

    /** Starts a sandbox whose world lives by this clock; delays of faults are real time all the same. */
    public static Sandbox start(int port, Clock clock) {
        return start(SandboxSettings.onPort(port).withClock(clock));
    }

    /**
     * Starts a sandbox.
     *
     * @throws UncheckedIOException when the port is taken
     */
    public static Sandbox start(SandboxSettings settings) {
        try {
            return new Sandbox(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("cannot start the sandbox", e);
        }
    }

    private ServerConnector connector(String name, int port) {
        HttpConfiguration http = new HttpConfiguration();
        // GitLab takes encoded slashes in path segments; the router works on the raw path, so nothing is ambiguous.
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setName(name);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        return connector;
    }

    /** The base URL without a trailing slash, such as {@code http://127.0.0.1:1234/gitlab}. */
    public URI url() {
        return url;
    }

    /** The base URL of the API: {@link #url} and {@code /api/v4}. */
    public URI apiUrl() {
        return URI.create(url + "/api/v4");
    }

    /** The latest 10,000 requests to GitLab, oldest first; those that are still being answered included. */
    public List<RecordedRequest> requests() {
        return log.all();
    }

    /** Forgets the requests received so far. */
    public void clearRequests() {
        log.clear();
    }

    /** The faults in force. */
    public Faults faults() {
        return faults;
    }

    /** The object storage that artifact downloads are redirected to. */
    public ArtifactStore artifactStore() {
        return artifacts;
    }

    /**
     * Adds a pipeline that has ended, newer than all there are.
     *
     * @return its id
     * @throws IllegalArgumentException when there is no such project or branch
     */
    public int add(PipelineScript script) {
        synchronized (world) {
            Project project = world.findProject(script.project());
            Commit commit = project == null ? null : project.repository.resolve(script.ref());
            if (project == null || commit == null) {
                throw new IllegalArgumentException("no " + script.ref() + " in " + script.project());
            }
            return new Pipelines(world).play(project, commit, script).id;
        }
    }

    /** How many connections to GitLab are open right now. */
    public int openConnections() {
        return (int)
                gitlab.getConnectedEndPoints().stream().filter(EndPoint::isOpen).count();
    }

    /** Stops at once; requests under way are cut. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("cannot stop the sandbox", e);
        }
    }
}
