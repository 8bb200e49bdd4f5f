package dev.gitlabmcp.gitlab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/** An HTTP/1.1 server that hands out sockets and bytes as they are; its handler writes every answer itself. */
final class WireServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Handler handler;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<Received> requests = new CopyOnWriteArrayList<>();

    /** Answers one request on its connection. */
    @FunctionalInterface
    interface Handler {
        void handle(Received request, Socket connection) throws Exception;
    }

    /** A request as it arrived; the connection is the client's port. */
    record Received(String line, Map<String, String> headers, String body, int connection) {
        String target() {
            return line.split(" ")[1];
        }
    }

    WireServer(Handler handler) {
        this(ServerSocketFactory.getDefault(), handler);
    }

    /** A server whose sockets come from here, with TLS where the factory makes such. */
    WireServer(ServerSocketFactory sockets, Handler handler) {
        this.handler = handler;
        try {
            listener = sockets.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** A server that answers every request with these bytes. */
    static WireServer always(String answer) {
        return new WireServer((request, connection) -> send(connection, answer));
    }

    static void send(Socket connection, String answer) throws IOException {
        send(connection, answer.getBytes(StandardCharsets.UTF_8));
    }

    static void send(Socket connection, byte[] answer) throws IOException {
        connection.getOutputStream().write(answer);
        connection.getOutputStream().flush();
    }

    static String ok(String body) {
        return answer("200 OK", "Content-Type: application/json\r\n", body);
    }

    /** An answer with a length. */
    static String answer(String status, String headers, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + length + "\r\n\r\n" + body;
    }

    int port() {
        return listener.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    int openConnections() {
        return open.size();
    }

    List<Received> requests() {
        return requests;
    }

    Received onlyRequest() {
        if (requests.size() != 1) {
            throw new AssertionError("not one request but " + requests);
        }
        return requests.get(0);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket socket = listener.accept();
            socket.setTcpNoDelay(true);
            open.add(socket);
            start(() -> serve(socket));
        }
    }

    private void serve(Socket socket) throws Exception {
        try (socket) {
            for (Received request = read(socket); request != null; request = read(socket)) {
                requests.add(request);
                handler.handle(request, socket);
            }
        } finally {
            open.remove(socket);
        }
    }

    private static Received read(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        String line = line(in);
        if (line == null) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Received(line, headers, new String(body, StandardCharsets.UTF_8), socket.getPort());
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private static void start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (Exception e) {
                // The client or the test has closed the socket.
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @FunctionalInterface
    private interface Task {
        void run() throws Exception;
    }
}
