package dev.gitlabmcp.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/**
 * TLS in front of a plain server on loopback: ends the encryption and passes every byte on, so that a server that only
 * speaks http can play an https one.
 */
public final class TlsFront implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final ServerSocket listener;
    private final int plainPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /**
     * A front on a free port.
     *
     * @param context presents the certificate
     * @param plainPort where the plain server listens
     */
    public TlsFront(SSLContext context, int plainPort) {
        this.plainPort = plainPort;
        try {
            listener = context.getServerSocketFactory().createServerSocket(0, 50, LOOPBACK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** Where the front listens. */
    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            start(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        open.add(client);
        try (client;
                Socket server = new Socket()) {
            server.connect(new InetSocketAddress(LOOPBACK, plainPort));
            open.add(server);
            start(() -> copy(server, client));
            copy(client, server);
            open.remove(server);
        } finally {
            open.remove(client);
        }
    }

    private static void copy(Socket from, Socket to) throws IOException {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } finally {
            // Ends the other direction too, which could wait for a side that has gone.
            from.close();
            to.close();
        }
    }

    private static void start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                // One of the sides, or the test, has closed its socket.
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @FunctionalInterface
    private interface Task {
        void run() throws IOException;
    }
}
