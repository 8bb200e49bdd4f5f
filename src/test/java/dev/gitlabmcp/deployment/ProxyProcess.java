package dev.gitlabmcp.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.deployment.ProxyKind.Site;
import dev.gitlabmcp.net.CertificateAuthorities;
import dev.gitlabmcp.testkit.FreePorts;
import dev.gitlabmcp.testkit.OpenSsl;
import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.Requires;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A proxy in a process of its own on free ports of loopback, with a certificate of its own, before two servers. */
final class ProxyProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ProxyKind kind;
    private final Path program;
    private final Site site;
    private final OpenSsl openssl;
    private final SSLContext trust;
    private final Process process;

    private ProxyProcess(ProxyKind kind, Path program, Site site) throws IOException {
        this.kind = kind;
        this.program = program;
        this.site = site;
        this.openssl = new OpenSsl(site.directory()).authority("root").certificate("server", "root", 30);
        this.trust = CertificateAuthorities.systemAnd(openssl.file("root.pem")).context();
        Files.writeString(site.configuration(), configuration());
        this.process = builder(kind.start(program, site)).start();
    }

    /** Starts a proxy before the servers on these ports of 127.0.0.1, which are its first and its second replica. */
    static ProxyProcess start(ProxyKind kind, int first, int second) {
        Path program = Requires.proxy(kind.program());
        try {
            Path directory = Files.createTempDirectory("proxy");
            // Processes of less rights than this one's keep large bodies there.
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            Site site = new Site(directory, FreePorts.next(), FreePorts.next(), FreePorts.next(), first, second);
            ProxyProcess proxy = new ProxyProcess(kind, program, site);
            proxy.awaitStart();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String configuration() throws IOException {
        String shipped = Files.readString(kind.shipped());
        Map<String, String> substitutions = kind.substitutions(site);
        assertThat(shipped).contains(substitutions.keySet());
        // In one pass, so that nothing is replaced in what was put in.
        Pattern any = Pattern.compile(
                substitutions.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|")));
        return any.matcher(shipped).replaceAll(found -> Matcher.quoteReplacement(substitutions.get(found.group())));
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        Map<String, String> environment = builder.environment();
        environment.put("MCP_HOST", Site.NAME);
        for (String variable : List.of("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")) {
            environment.put(variable, site.directory().toString());
        }
        return builder;
    }

    private void awaitStart() {
        try {
            await().atMost(PATIENCE)
                    .failFast("the proxy has ended", () -> !process.isAlive())
                    .until(() -> listens(site.https()) && listens(site.http()));
        } catch (RuntimeException e) {
            String said = output();
            close();
            throw new IllegalStateException(kind + " did not start:\n" + said, e);
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private Path log() {
        return site.directory().resolve("log");
    }

    /** What it has written so far, its log of requests included. */
    String output() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes it read its files again, as after a change. */
    void reload() {
        try {
            Process command = builder(kind.reload(program, site)).start();
            assertThat(command.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(command.exitValue()).as(output()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Its certificates; {@code root.pem} is the authority that its clients trust. */
    OpenSsl openssl() {
        return openssl;
    }

    /** An address of it with TLS. */
    URI uri(String path) {
        return URI.create("https://" + authority() + path);
    }

    /** An address of it without. */
    URI plainUri(String path) {
        return URI.create("http://" + Site.NAME + ":" + site.http() + path);
    }

    private String authority() {
        return Site.NAME + ":" + site.https();
    }

    /** A client of its own connections, which trusts the proxy and prefers that version of HTTP. */
    HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(trust)
                .connectTimeout(PATIENCE)
                .build();
    }

    /** A connection with TLS on which HTTP/1.1 is spoken by hand. */
    RawHttp connect() {
        return new RawHttp(socket("http/1.1"), authority());
    }

    /** A connection with TLS on which HTTP/2 is spoken by hand. */
    RawHttp2 connectHttp2() throws IOException {
        return new RawHttp2(socket("h2"), authority());
    }

    private SSLSocket socket(String protocol) {
        try {
            SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", site.https());
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(Site.NAME)));
            parameters.setApplicationProtocols(new String[] {protocol});
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            assertThat(socket.getApplicationProtocol()).isEqualTo(protocol);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        process.destroy();
        try {
            // One waits for open streams to end, which are the test's own.
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            all.forEach(ProcessHandle::destroyForcibly);
            try (Stream<Path> files = Files.walk(site.directory())) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
