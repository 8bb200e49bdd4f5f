package dev.gitlabmcp.cli;

import dev.gitlabmcp.net.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/** What can be checked of a running server from where its clients are, whatever stands before it. */
final class PublicChecks {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration AT_ONCE = Duration.ofSeconds(3);
    private static final String HSTS = "Strict-Transport-Security";
    private static final String FORGED = "forged.invalid";
    private static final List<String> ADMIN_PATHS =
            List.of("/pools", "/sessions", "/config", "/healthcheck", "/metrics", "/tasks");
    private static final String LISTEN = """
            {"jsonrpc":"2.0","id":1,"method":"subscriptions/listen","params":{"notifications":{"toolsListChanged":true},\
            "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
            "io.modelcontextprotocol/clientInfo":{"name":"gitlab-mcp doctor","version":"1"},\
            "io.modelcontextprotocol/clientCapabilities":{}}}}""";

    private final URI base;
    private final SSLContext trust;
    private final DoctorSubject subject;
    private final List<Finding> findings = new ArrayList<>();

    /** Of the server with this public address, such as {@code https://mcp.example.com}. */
    PublicChecks(URI base, SSLContext trust, DoctorSubject subject) {
        this.base = base;
        this.trust = trust;
        this.subject = subject;
    }

    List<Finding> run() throws InterruptedException {
        if (!reaches()) {
            return findings;
        }
        if (base.getScheme().equals("https")) {
            version();
            redirect();
        }
        stream(Version.HTTP_1_1);
        if (base.getScheme().equals("https")) {
            stream(Version.HTTP_2);
        }
        forged();
        adminPort();
        return findings;
    }

    private HttpClient client(Version version) {
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(trust)
                .connectTimeout(PATIENCE)
                .build();
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client(Version.HTTP_2).send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private boolean reaches() throws InterruptedException {
        try {
            HttpResponse<String> health = get("/health");
            boolean well = health.statusCode() == 200;
            findings.add(
                    well
                            ? Finding.ok("public address", base + "/health answers 200.")
                            : Finding.failed(
                                    "public address", base + "/health answers " + health.statusCode() + ", not 200."));
            if (base.getScheme().equals("https")) {
                strictTransport(health.headers());
            }
            return well;
        } catch (IOException e) {
            findings.add(Finding.failed("public address", base + " cannot be reached: " + reason(e)));
            return false;
        }
    }

    private static String reason(IOException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String said = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return said.contains("certification path")
                ? "its certificate is not trusted here (give its authority with --ca, or send the whole chain)."
                : said + ".";
    }

    private void strictTransport(HttpHeaders headers) {
        int count = headers.allValues(HSTS).size();
        findings.add(
                count == 1
                        ? Finding.ok("HSTS", "Answers carry " + HSTS + " once.")
                        : Finding.warning(
                                "HSTS",
                                "Answers carry " + HSTS + " " + count
                                        + " times: once is right. A proxy that adds it must drop the server's."));
    }

    private void version() throws InterruptedException {
        try {
            Version spoken = get("/health").version();
            findings.add(
                    spoken == Version.HTTP_2
                            ? Finding.ok("HTTP/2", "It is negotiated by ALPN.")
                            : Finding.warning(
                                    "HTTP/2", "It is not offered: each stream of a client takes a connection."));
        } catch (IOException e) {
            findings.add(Finding.failed("HTTP/2", reason(e)));
        }
    }

    /** Where plain HTTP is not served at all there is nothing to redirect. */
    private void redirect() throws InterruptedException {
        if (base.getPort() >= 0 && base.getPort() != 443) {
            findings.add(Finding.skipped("redirect", "Only looked for at the usual ports."));
            return;
        }
        URI plain = URI.create("http://" + base.getHost() + "/mcp");
        try {
            int status = client(Version.HTTP_1_1)
                    .send(
                            HttpRequest.newBuilder(plain).timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            findings.add(
                    status == 308
                            ? Finding.ok("redirect", plain + " leads to HTTPS by 308.")
                            : Finding.warning("redirect", plain + " answers " + status + "; 308 keeps a POST a POST."));
        } catch (IOException e) {
            findings.add(Finding.ok("redirect", "Plain HTTP is not served."));
        }
    }

    /** The first event of a stream that stays open must arrive although the answer does not end. */
    private void stream(Version version) throws InterruptedException {
        String check = "stream over " + (version == Version.HTTP_2 ? "HTTP/2" : "HTTP/1.1");
        List<String> credential = credential();
        if (credential.isEmpty()) {
            findings.add(
                    Finding.skipped(check, "Set GITLAB_TOKEN, or MCP_AUTH_TOKEN where clients send that, to look."));
            return;
        }
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/mcp"))
                .headers(credential.toArray(new String[0]))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "subscriptions/listen")
                .POST(HttpRequest.BodyPublishers.ofString(LISTEN))
                .build();
        CompletableFuture<HttpResponse<InputStream>> answer =
                client(version).sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        try {
            HttpResponse<InputStream> response = answer.get(AT_ONCE.toMillis(), TimeUnit.MILLISECONDS);
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    findings.add(Finding.failed(check, "It is answered by " + response.statusCode() + "."));
                    return;
                }
                int first = CompletableFuture.supplyAsync(() -> readOne(body))
                        .get(AT_ONCE.toMillis(), TimeUnit.MILLISECONDS);
                findings.add(
                        first >= 0
                                ? Finding.ok(check, "Headers and first event arrive at once while the stream is open.")
                                : Finding.failed(check, "It ends at once."));
            }
        } catch (TimeoutException e) {
            answer.cancel(true);
            findings.add(Finding.failed(
                    check,
                    "Nothing arrives within " + AT_ONCE.toSeconds() + " seconds: something between holds answers back."
                            + " Turn response buffering and compression off for /mcp."));
        } catch (ExecutionException | IOException e) {
            findings.add(Finding.failed(check, String.valueOf(e.getMessage())));
        }
    }

    private static int readOne(InputStream body) {
        try {
            return body.read();
        } catch (IOException e) {
            return -1;
        }
    }

    private List<String> credential() {
        DoctorSubject.Callers callers = subject.callers();
        if (!callers.remote()) {
            return callers.bearer()
                    .map(bearer -> List.of("Authorization", "Bearer " + bearer.reveal()))
                    .orElse(List.of());
        }
        return callers.gitlabToken()
                .map(Secret::reveal)
                .map(token -> List.of("PRIVATE-TOKEN", token))
                .orElse(List.of());
    }

    /** A proxy must say itself under which name it was asked. */
    private void forged() throws InterruptedException {
        try {
            String body = get("/mcp", "X-Forwarded-Host", FORGED, "X-Forwarded-For", "192.0.2.1")
                    .body();
            findings.add(
                    body.contains(FORGED)
                            ? Finding.failed(
                                    "forwarded headers",
                                    "A client's X-Forwarded-Host reaches the server and is believed: let the proxy replace"
                                            + " X-Forwarded-For, -Host and -Proto, and name the proxy in TRUST_PROXY.")
                            : Finding.ok("forwarded headers", "What a client claims in them is not believed."));
        } catch (IOException e) {
            findings.add(Finding.failed("forwarded headers", reason(e)));
        }
    }

    private void adminPort() throws InterruptedException {
        List<String> open = new ArrayList<>();
        for (String path : ADMIN_PATHS) {
            try {
                if (get(path).statusCode() == 200) {
                    open.add(path);
                }
            } catch (IOException e) {
                findings.add(Finding.failed("admin port", reason(e)));
                return;
            }
        }
        int port = subject.adminPort();
        if (port > 0 && port != base.getPort() && connects(base.getHost(), port) && !isThisMachine(base.getHost())) {
            open.add("port " + port);
        }
        findings.add(
                open.isEmpty()
                        ? Finding.ok("admin port", "Nothing of it can be reached.")
                        : Finding.failed(
                                "admin port",
                                "Can be reached from here: " + String.join(", ", open)
                                        + ". Bind it to loopback (ADMIN_HOST)."));
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    private static boolean connects(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) AT_ONCE.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
