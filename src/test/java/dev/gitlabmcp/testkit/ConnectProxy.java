package dev.gitlabmcp.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A forward proxy on loopback, with or without TLS: tunnels with CONNECT, and passes on requests with an absolute URL, one
 * per connection. Connects only to what it has been told with {@link #answering}, so that any host can be played by a local
 * server; answers everything else with 502. Records each request as it arrives.
 */
public final class ConnectProxy implements AutoCloseable {
    private final SocketServer server;
    private final boolean tls;
    private final Map<String, Integer> targets = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile @Nullable String authorization;
    private volatile @Nullable String refusal;

    /**
     * A request to the proxy.
     *
     * @param line the request line
     * @param headers by name in any case
     */
    public record Request(String line, Map<String, String> headers) {
        /** {@code host:port} of a tunnel, or an absolute URL. */
        public String target() {
            return line.split(" ", -1)[1];
        }
    }

    private ConnectProxy(@Nullable SSLContext context) {
        this.tls = context != null;
        this.server = new SocketServer(context, this::serve);
    }

    /** A proxy that is spoken to in plain. */
    public static ConnectProxy plain() {
        return new ConnectProxy(null);
    }

    /** A proxy that is spoken to over TLS. */
    public static ConnectProxy overTls(SSLContext context) {
        return new ConnectProxy(context);
    }

    /** Lets a server on this port of loopback answer for {@code host:port}, a port that is always written out. */
    public ConnectProxy answering(String target, int localPort) {
        targets.put(target, localPort);
        return this;
    }

    /** Answers 407 to everybody without this name and password. */
    public ConnectProxy requiring(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        authorization = "Basic " + Base64.getEncoder().encodeToString(pair);
        return this;
    }

    /** Answers everything with this status line from now on, such as {@code 403 Forbidden}. */
    public ConnectProxy refusing(String status) {
        refusal = status;
        return this;
    }

    public int port() {
        return server.port();
    }

    /** The address for HTTP_PROXY or HTTPS_PROXY; a proxy with TLS is called localhost. */
    public String url() {
        return url("");
    }

    /** The same with a user name and password in front of the host, percent-encoded. */
    public String url(String userInformation) {
        String user = userInformation.isEmpty() ? "" : userInformation + "@";
        return (tls ? "https://" + user + "localhost:" : "http://" + user + "127.0.0.1:") + port();
    }

    /** What has arrived so far. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.close();
    }

    private void serve(SocketServer connections, Socket client) throws IOException {
        for (Request request = read(client.getInputStream());
                request != null;
                request = read(client.getInputStream())) {
            requests.add(request);
            String status = refusal;
            if (status == null && !isAuthorised(request)) {
                status = "407 Proxy Authentication Required";
            }
            if (status == null) {
                pass(request, connections, client);
                return;
            }
            String challenge = status.startsWith("407") ? "Proxy-Authenticate: Basic realm=\"proxy\"\r\n" : "";
            write(client, "HTTP/1.1 " + status + "\r\n" + challenge + "Content-Length: 5\r\n\r\nproxy");
        }
    }

    private boolean isAuthorised(Request request) {
        return authorization == null || authorization.equals(request.headers().get("proxy-authorization"));
    }

    private void pass(Request request, SocketServer connections, Socket client) throws IOException {
        boolean tunnel = request.line().startsWith("CONNECT ");
        URI url = URI.create(tunnel ? "https://" + request.target() : request.target());
        Integer port = targets.get(url.getHost() + ":" + (url.getPort() < 0 ? 80 : url.getPort()));
        if (port == null) {
            write(client, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 5\r\nConnection: close\r\n\r\nproxy");
            return;
        }
        try (Socket target = new Socket("127.0.0.1", port)) {
            if (tunnel) {
                write(client, "HTTP/1.1 200 Connection established\r\n\r\n");
            } else {
                write(target, originForm(request, url));
            }
            connections.pipe(client, target);
        }
    }

    /** Headers with the prefix {@code Proxy-} are for the proxy alone. */
    private static String originForm(Request request, URI url) {
        String[] parts = request.line().split(" ", -1);
        String path = url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
        StringBuilder head = new StringBuilder(parts[0] + " " + path + " HTTP/1.1\r\n");
        request.headers().forEach((name, value) -> {
            if (!name.startsWith("proxy-") && !name.equals("connection")) {
                head.append(name).append(": ").append(value).append("\r\n");
            }
        });
        return head + "connection: close\r\n\r\n";
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static @Nullable Request read(InputStream in) throws IOException {
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
        return new Request(line, headers);
    }

    private static @Nullable String line(InputStream in) throws IOException {
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
}
