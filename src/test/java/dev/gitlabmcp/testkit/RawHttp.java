package dev.gitlabmcp.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One HTTP/1.1 connection over a socket: sends exactly what it is told to, and reads answers as they come. */
public final class RawHttp implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;
    private final String authority;
    private final StringBuilder pending = new StringBuilder();

    /** Connects to the authority of an address. */
    public RawHttp(URI uri) {
        this(connected(uri), uri.getHost() + ":" + uri.getPort());
    }

    /** Speaks over a connected socket, such as one with TLS, and closes it; {@code authority} is what Host says. */
    public RawHttp(Socket socket, String authority) {
        try {
            this.socket = socket;
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            this.in = new BufferedInputStream(socket.getInputStream());
            this.authority = authority;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Socket connected(URI uri) {
        try {
            return new Socket(uri.getHost(), uri.getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer: its head, and its body as far as it was read. */
    public record Answer(int status, List<String> headers, String body) {
        /** The value of a header. */
        public Optional<String> header(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(h -> h.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(h -> h.substring(prefix.length()).strip())
                    .findFirst();
        }
    }

    /** One server-sent event; {@code data} is null for a comment. */
    public record Event(Optional<String> id, Optional<String> name, Optional<String> data, Optional<String> retry) {}

    /** Sends a request with a body of known length; headers are whole lines. */
    public RawHttp send(String method, String path, List<String> headers, byte[] body) {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        if (headers.stream().noneMatch(h -> h.toLowerCase(Locale.ROOT).startsWith("host:"))) {
            head.append("Host: ").append(authority).append("\r\n");
        }
        headers.forEach(h -> head.append(h).append("\r\n"));
        if (body.length > 0 || method.equals("POST")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        write(body);
        return this;
    }

    /** Sends bytes as they are. */
    public void write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads an answer whole. */
    public Answer answer() {
        Answer head = head();
        try {
            return new Answer(head.status(), head.headers(), new String(body(head), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the head of an answer; its body can then be read event by event. */
    public Answer head() {
        try {
            String[] status = line().split(" ", 3);
            List<String> headers = new ArrayList<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                headers.add(line);
            }
            return new Answer(Integer.parseInt(status[1]), headers, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] body(Answer head) throws IOException {
        if (head.header("Transfer-Encoding").isPresent()) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (byte[] chunk = chunk(); chunk.length > 0; chunk = chunk()) {
                all.writeBytes(chunk);
            }
            line();
            return all.toByteArray();
        }
        int length = head.header("Content-Length").map(Integer::parseInt).orElse(0);
        return in.readNBytes(length);
    }

    /** Reads the next event of a chunked stream; empty at its proper end. Comments are skipped. */
    public Optional<Event> event() {
        long start = System.nanoTime();
        Optional<Event> event = eventOrComment();
        while (event.isPresent()
                && event.get().data().isEmpty()
                && event.get().retry().isEmpty()) {
            if (System.nanoTime() - start > TIMEOUT_MILLIS * 1_000_000L) {
                throw new AssertionError("Nothing but comments for " + TIMEOUT_MILLIS + " ms");
            }
            event = eventOrComment();
        }
        return event;
    }

    /** Reads the next event or comment. */
    public Optional<Event> eventOrComment() {
        try {
            int end = pending.indexOf("\n\n");
            while (end < 0) {
                byte[] chunk = chunk();
                if (chunk.length == 0) {
                    return Optional.empty();
                }
                pending.append(new String(chunk, StandardCharsets.UTF_8));
                end = pending.indexOf("\n\n");
            }
            String frame = pending.substring(0, end);
            pending.delete(0, end + 2);
            return Optional.of(
                    new Event(field(frame, "id"), field(frame, "event"), field(frame, "data"), field(frame, "retry")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> field(String frame, String name) {
        return frame.lines()
                .filter(l -> l.startsWith(name + ":"))
                .map(l -> l.substring(name.length() + 1).strip())
                .findFirst();
    }

    /** The line end after a chunk may come only with the next chunk, so it is read then. */
    private byte[] chunk() throws IOException {
        String size = line();
        return in.readNBytes(Integer.parseInt(size.isEmpty() ? line() : size, 16));
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("The connection was closed after \"" + line + "\"");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** Whether the server has closed the connection; waits for it. */
    public boolean isClosedByServer() {
        try {
            return in.read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** Cuts the connection with a reset, as a vanished client does. */
    public void cut() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
