package dev.gitlabmcp.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A port of loopback that serves each connection on a thread of its own; closing it closes them all. */
public final class SocketServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** Serves one connection; it is closed afterwards. */
    @FunctionalInterface
    public interface Handler {
        /** Whatever goes wrong with a socket ends the connection and nothing else. */
        void serve(SocketServer server, Socket client) throws IOException, InterruptedException;
    }

    /** A server on a free port, with TLS where there is a context. */
    public SocketServer(@Nullable SSLContext context, Handler handler) {
        try {
            InetAddress loopback = InetAddress.getByName("127.0.0.1");
            listener = context == null
                    ? new ServerSocket(0, 50, loopback)
                    : context.getServerSocketFactory().createServerSocket(0, 50, loopback);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(() -> accept(handler));
    }

    /** Where it listens. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Passes everything on in both directions until one side ends, which ends the other. */
    public void pipe(Socket client, Socket target) throws IOException {
        open.add(target);
        try {
            start(() -> copy(target, client));
            copy(client, target);
        } finally {
            open.remove(target);
        }
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

    private void accept(Handler handler) throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            open.add(client);
            start(() -> {
                try (client) {
                    handler.serve(this, client);
                } finally {
                    open.remove(client);
                }
            });
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
            } catch (IOException | InterruptedException e) {
                // One of the sides, or the test, has closed its socket.
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @FunctionalInterface
    private interface Task {
        void run() throws IOException, InterruptedException;
    }
}
