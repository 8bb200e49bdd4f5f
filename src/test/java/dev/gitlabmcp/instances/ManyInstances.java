package dev.gitlabmcp.instances;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Many small GitLabs on one port, each below a path of its own and with a token of its own; they answer everything with
 * the same project. Thread-safe.
 */
final class ManyInstances implements AutoCloseable {
    private final Server server;
    private final ServerConnector connector;
    private final List<String> tokens;
    private final Queue<String> wrongTokens = new ConcurrentLinkedQueue<>();

    ManyInstances(int count) throws Exception {
        tokens = IntStream.range(0, count)
                .mapToObj(i -> "glpat-of-the-instance-number-" + i)
                .toList();
        QueuedThreadPool threads = new QueuedThreadPool(32, 2);
        threads.setName("upstream");
        threads.setDaemon(true);
        server = new Server(threads);
        connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        connector.setAcceptQueueSize(256);
        server.addConnector(connector);
        server.setHandler(new Projects());
        server.start();
    }

    /** The API of an instance. */
    URI apiUrl(int instance) {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/i" + instance + "/api/v4");
    }

    /** The only token that an instance accepts. */
    String token(int instance) {
        return tokens.get(instance);
    }

    /** What was sent to an instance in place of its token, with the instance. */
    List<String> wrongTokens() {
        return List.copyOf(wrongTokens);
    }

    /** Connections that are open at this moment. */
    int openConnections() {
        return (int) connector.getConnectedEndPoints().stream()
                .filter(EndPoint::isOpen)
                .count();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The instances do not stop", e);
        }
    }

    private final class Projects extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            String path = request.getHttpURI().getPath();
            int instance = Integer.parseInt(path.substring(2, path.indexOf('/', 1)));
            String sent = request.getHeaders().get("Private-Token");
            if (sent == null) {
                sent = String.valueOf(request.getHeaders().get("Authorization")).replaceFirst("^Bearer ", "");
            }
            boolean known = sent.equals(tokens.get(instance));
            if (!known) {
                wrongTokens.add(path + " " + sent);
                response.setStatus(401);
            }
            String body = known ? project(instance) : "{\"message\":\"401 Unauthorized\"}";
            response.getHeaders().put("Content-Type", "application/json");
            response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
            return true;
        }

        private static String project(int instance) {
            String path = "soak/i" + instance;
            return "{\"id\":42,\"name\":\"Project\",\"path_with_namespace\":\"" + path
                    + "\",\"visibility\":\"internal\","
                    + "\"default_branch\":\"main\",\"description\":\"Answers for soak tests\"}";
        }
    }
}
