package dev.gitlabmcp.testkit;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The JDK's own HTTP servers, on free ports of the loopback address; tests make them here alone. */
public final class JdkServers {
    static {
        // They write headers and body one by one, which costs 40 ms for each answer on a connection that is used again.
        // Read
        // once, when the first of them is made in a process, whoever makes it.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final int BACKLOG = 50;

    private JdkServers() {}

    /** A server that does not run yet. */
    public static HttpServer http() {
        try {
            return HttpServer.create(address(), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server by TLS that does not run yet. */
    public static HttpsServer https(HttpsConfigurator tls) {
        try {
            HttpsServer server = HttpsServer.create(address(), BACKLOG);
            server.setHttpsConfigurator(tls);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
