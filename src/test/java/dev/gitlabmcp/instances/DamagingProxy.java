package dev.gitlabmcp.instances;

import dev.gitlabmcp.testkit.SocketServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/**
 * A reverse proxy in front of a GitLab that damages one answer in a way no web server would, and passes the others on as
 * they are. Takes GET requests only, over connections that are kept.
 */
final class DamagingProxy implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final SocketServer server;
    private final URI gitlab;
    private volatile Damage next = Damage.NONE;

    /** What happens to an answer. */
    enum Damage {
        NONE,
        /** Compressed, but half of it is missing, while the length is that of the half. */
        TRUNCATED_GZIP,
        /** Announced as compressed and not so. */
        NO_GZIP,
        /** Announced longer than it is; the connection is closed then. */
        LENGTH_TOO_LARGE,
        /** The same, but the connection stays open, as if there were more to come. */
        REST_NEVER_COMES,
        /** Announced shorter than it is; the rest comes all the same and the connection stays open. */
        LENGTH_TOO_SMALL,
        /** Announced with a length that is no number. */
        LENGTH_NO_NUMBER
    }

    /** A proxy for the GitLab at this base address. */
    DamagingProxy(URI gitlab) {
        this.gitlab = gitlab;
        server = new SocketServer(null, (self, client) -> serve(client));
    }

    URI apiUrl() {
        return URI.create("http://127.0.0.1:" + server.port() + "/api/v4");
    }

    /** Damages the next answer. */
    void damageNext(Damage damage) {
        next = damage;
    }

    @Override
    public void close() {
        server.close();
    }

    private void serve(Socket client) throws IOException, InterruptedException {
        InputStream in = new BufferedInputStream(client.getInputStream());
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            HttpRequest.Builder request = HttpRequest.newBuilder(gitlab.resolve(line.split(" ", -1)[1]));
            for (String header = line(in); !header.isEmpty(); header = line(in)) {
                if (header.regionMatches(true, 0, "private-token:", 0, 14)
                        || header.regionMatches(true, 0, "authorization:", 0, 14)) {
                    request.header(header.substring(0, 13), header.substring(14).strip());
                }
            }
            HttpResponse<byte[]> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            Damage damage = next;
            next = Damage.NONE;
            answer(client.getOutputStream(), answer.statusCode(), answer.body(), damage);
            if (damage == Damage.LENGTH_TOO_LARGE) {
                return;
            }
        }
    }

    private static void answer(OutputStream out, int status, byte[] body, Damage damage) throws IOException {
        byte[] sent = body;
        if (damage == Damage.TRUNCATED_GZIP) {
            byte[] whole = gzip(body);
            sent = Arrays.copyOf(whole, whole.length / 2);
        }
        String length = switch (damage) {
            case NONE, TRUNCATED_GZIP, NO_GZIP -> Integer.toString(sent.length);
            case LENGTH_TOO_LARGE, REST_NEVER_COMES -> Integer.toString(sent.length + 100);
            case LENGTH_TOO_SMALL -> Integer.toString(sent.length - 100);
            case LENGTH_NO_NUMBER -> "many";
        };
        boolean gzip = damage == Damage.TRUNCATED_GZIP || damage == Damage.NO_GZIP;
        String head = "HTTP/1.1 " + status + " Whatever\r\nContent-Type: application/json\r\n"
                + (gzip ? "Content-Encoding: gzip\r\n" : "") + "Content-Length: " + length + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        out.write(sent);
        out.flush();
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        }
        return bytes.toByteArray();
    }

    /** A line, empty at the end of the stream. */
    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
