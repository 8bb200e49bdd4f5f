package dev.gitlabmcp.deployment;

import dev.gitlabmcp.testkit.SocketServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server behind a proxy that does what a real one cannot be made to do. The last word of the path says what:
 *
 * <ul>
 *   <li>{@code /mcp/events}: headers at once, three events in steps of a second, each with its time of writing;
 *   <li>{@code /mcp/ticks}: an event every 200 ms until the client is gone;
 *   <li>{@code /mcp/hold}: headers and a comment, then nothing until the client is gone;
 *   <li>{@code /mcp/mute}: nothing until the client is gone;
 *   <li>{@code /mcp/reset}: the connection is reset once the request was read;
 *   <li>{@code /mcp/status-N}: an error N of its own;
 *   <li>all else: 200, and which server it was.
 * </ul>
 */
final class ScriptedUpstream implements AutoCloseable {
    /** The body of an error of its own. */
    static final String ERROR = "{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":-32000,\"message\":\"its own\"}}";

    private static final String STREAM = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
            + "Strict-Transport-Security: max-age=1\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final String name;
    private final SocketServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();

    /** A server of this name, on a free port of 127.0.0.1. */
    ScriptedUpstream(String name) {
        this.name = name;
        this.server = new SocketServer(null, (ignored, socket) -> serve(socket));
    }

    /**
     * A request as it came.
     *
     * @param headers whole lines
     * @param gone completes with {@link System#nanoTime} when the client goes away while it is being answered
     */
    record Received(String method, String path, List<String> headers, int bodyLength, CompletableFuture<Long> gone) {
        /** All values of a header. */
        List<String> values(String header) {
            String prefix = header.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).strip())
                    .toList();
        }
    }

    int port() {
        return server.port();
    }

    /** The requests so far, but for those to {@code /health}. */
    List<Received> received() {
        return List.copyOf(received);
    }

    /** The last request to that path, if any. */
    Optional<Received> last(String path) {
        return received.stream().filter(request -> request.path().equals(path)).reduce((first, second) -> second);
    }

    @Override
    public void close() {
        server.close();
    }

    private void serve(Socket socket) throws IOException, InterruptedException {
        socket.setTcpNoDelay(true);
        InputStream in = new BufferedInputStream(socket.getInputStream());
        for (Received request = read(in); request != null; request = read(in)) {
            if (!request.path().equals("/health")) {
                received.add(request);
            }
            if (!answer(request, socket, in)) {
                return;
            }
        }
    }

    private static @Nullable Received read(InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return null;
        }
        String[] words = first.split(" ", 3);
        List<String> headers = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            headers.add(line);
        }
        Received head = new Received(words[0], words[1], headers, 0, new CompletableFuture<>());
        return new Received(words[0], words[1], headers, skipBody(head, in), head.gone());
    }

    private static int skipBody(Received head, InputStream in) throws IOException {
        if (head.values("Transfer-Encoding").isEmpty()) {
            int length = head.values("Content-Length").stream()
                    .mapToInt(Integer::parseInt)
                    .sum();
            return in.readNBytes(length).length;
        }
        int all = 0;
        for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
            all += in.readNBytes(size).length;
            line(in);
        }
        line(in);
        return all;
    }

    private static int chunkSize(InputStream in) throws IOException {
        String line = line(in);
        if (line.isEmpty()) {
            throw new EOFException("The client is gone");
        }
        return Integer.parseInt(line, 16);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** Whether the connection can serve another request. */
    private boolean answer(Received request, Socket socket, InputStream in) throws IOException, InterruptedException {
        String script = request.path().substring(request.path().lastIndexOf('/') + 1);
        switch (script) {
            case "events" -> {
                write(socket, STREAM);
                for (int i = 0; i < 3; i++) {
                    TimeUnit.SECONDS.sleep(1);
                    write(socket, chunk("data: " + System.nanoTime() + "\n\n"));
                }
                write(socket, "0\r\n\r\n");
            }
            case "ticks" -> {
                write(socket, STREAM);
                while (true) {
                    write(socket, chunk("data: " + System.nanoTime() + "\n\n"));
                    TimeUnit.MILLISECONDS.sleep(200);
                }
            }
            case "hold" -> {
                write(socket, STREAM + chunk(":\n\n"));
                awaitEnd(request, in);
                return false;
            }
            case "mute" -> {
                awaitEnd(request, in);
                return false;
            }
            case "reset" -> {
                socket.setSoLinger(true, 0);
                return false;
            }
            default ->
                write(
                        socket,
                        script.startsWith("status-")
                                ? json(Integer.parseInt(script.substring("status-".length())), ERROR)
                                : json(200, "{\"server\":\"" + name + "\",\"bytes\":" + request.bodyLength() + "}"));
        }
        return true;
    }

    private static void awaitEnd(Received request, InputStream in) {
        try {
            while (in.read() >= 0) {
                // What a client sends beside its request means nothing.
                continue;
            }
        } catch (IOException e) {
            // Reset, or closed.
        }
        request.gone().complete(System.nanoTime());
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static String json(int status, String body) {
        return "HTTP/1.1 " + status + " Scripted\r\nContent-Type: application/json\r\nX-Own: kept\r\n"
                + "Strict-Transport-Security: max-age=1\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }
}
