package dev.gitlabmcp.acceptance;

import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.app.GitLabMcpApplication;
import dev.gitlabmcp.conformance.ConformanceFixtures;
import dev.gitlabmcp.sandbox.Sandbox;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.FreePorts;
import dev.gitlabmcp.testkit.Requires;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged server in a process of its own, on free ports. */
public final class JarServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(15);
    private static final Pattern END_OF_DEMO = Pattern.compile("(?s)Cursor \\(.*}}}}\\R");

    private final Process process;
    private final Path output;
    private final Ports ports;
    private final List<String> command;
    private final Map<String, String> environment;

    private JarServer(List<String> command, Map<String, String> environment, Ports ports) throws IOException {
        this.ports = ports;
        this.command = command;
        this.environment = environment;
        this.output = Files.createTempFile("gitlab-mcp", ".log");
        this.process = ProcessOutcome.builder(command, environment)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** The ports that it is told. */
    record Ports(int main, int admin) {
        static Ports free() {
            return new Ports(FreePorts.next(), FreePorts.next());
        }
    }

    /** The demo as its users start it; callers bring {@link SandboxTokens}. */
    static JarServer demo() {
        Ports ports = Ports.free();
        JarServer server = start(demoCommand(ports), Map.of(), ports);
        // The server is healthy before the demo has printed how to use it, to the end.
        await().atMost(START).until(() -> END_OF_DEMO.matcher(server.output()).find());
        return server;
    }

    /** The command line of the demo on these ports. */
    static List<String> demoCommand(Ports ports) {
        return List.of(
                java(),
                "-jar",
                Requires.productJar().toString(),
                "demo",
                "--port",
                Integer.toString(ports.main()),
                "--admin-port",
                Integer.toString(ports.admin()));
    }

    /** The server in front of this GitLab with a token of its own, and with the fixtures of the conformance suite. */
    static JarServer withFixtures(Sandbox gitlab) {
        Ports ports = Ports.free();
        return start(
                List.of(
                        java(),
                        "-cp",
                        Requires.productJar() + File.pathSeparator + fixtures(),
                        GitLabMcpApplication.class.getName(),
                        "server"),
                Map.of(
                        "PORT",
                        Integer.toString(ports.main()),
                        "ADMIN_PORT",
                        Integer.toString(ports.admin()),
                        "GITLAB_API_URL",
                        gitlab.apiUrl().toString(),
                        "GITLAB_TOKEN",
                        SandboxTokens.DEVELOPER,
                        "MAX_CALLS_IN_FLIGHT",
                        "50",
                        "MAX_REQUESTS_PER_MINUTE",
                        "100000",
                        "SHUTDOWN_DRAIN_DELAY",
                        "0s"),
                ports);
    }

    /** The server as its users start it, with these settings, named as in the environment, and no others. */
    public static JarServer withSettings(Map<String, String> settings) {
        Ports ports = Ports.free();
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("PORT", Integer.toString(ports.main()));
        environment.put("ADMIN_PORT", Integer.toString(ports.admin()));
        environment.putIfAbsent("SHUTDOWN_DRAIN_DELAY", "0s");
        return start(List.of(java(), "-jar", Requires.productJar().toString(), "server"), environment, ports);
    }

    private static JarServer start(List<String> command, Map<String, String> environment, Ports ports) {
        JarServer server;
        try {
            server = new JarServer(command, environment, ports);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            await().atMost(START)
                    .failFast("the server has ended", () -> !server.process.isAlive())
                    .until(server::isHealthy);
            return server;
        } catch (RuntimeException e) {
            String output = server.output();
            server.close();
            throw new IllegalStateException("The server did not start:\n" + output, e);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Path fixtures() {
        try {
            return Path.of(ConformanceFixtures.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isHealthy() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url().resolve("/health"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Base address, without a path; by name, as the conformance suite's test of DNS rebinding wants it. */
    public URI url() {
        return URI.create("http://localhost:" + ports.main());
    }

    /** Base address of the admin port, without a path. */
    public URI adminUrl() {
        return URI.create("http://localhost:" + ports.admin());
    }

    /** What the server has written so far, to both streams. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Base address of the GitLab that the demo embeds. */
    URI embeddedGitLab() {
        Matcher line = Pattern.compile("embedded GitLab +(http\\S+)").matcher(output());
        if (!line.find()) {
            throw new AssertionError("The demo does not name its GitLab:\n" + output());
        }
        return URI.create(line.group(1));
    }

    /** Asks the server to stop, as a service manager does, and does not wait for it. */
    public void terminate() {
        process.destroy();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its exit status, once it has ended by itself within that time. */
    public int exitStatus(Duration patience) {
        await().atMost(patience).until(() -> !process.isAlive());
        return process.exitValue();
    }

    /** The same command with the same settings on the same ports, after this one has ended. */
    public JarServer again() {
        return start(command, environment, ports);
    }

    /** Ends the server as a power cut does: it has no chance to finish anything. */
    public void kill() {
        process.destroyForcibly();
        ProcessOutcome.end(process, STOP);
    }

    @Override
    public void close() {
        process.destroy();
        ProcessOutcome.end(process, STOP);
        try {
            Files.delete(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
