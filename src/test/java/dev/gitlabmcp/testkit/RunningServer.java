package dev.gitlabmcp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.app.GitLabMcpApplication;
import dev.gitlabmcp.app.GitLabMcpConfiguration;
import dev.gitlabmcp.sandbox.Sandbox;
import dev.gitlabmcp.sandbox.SandboxTokens;
import io.dropwizard.core.Application;
import io.dropwizard.testing.DropwizardTestSupport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The server in this process, on free ports, in front of a sandbox; without request bodies or settings faked. */
public final class RunningServer implements AutoCloseable {
    private final Sandbox gitlab;
    private final DropwizardTestSupport<GitLabMcpConfiguration> support;

    private RunningServer(Sandbox gitlab, String file, Map<String, String> variables) throws Exception {
        this.gitlab = gitlab;
        this.support = new DropwizardTestSupport<>(GitLabMcpApplication.class, file) {
            @Override
            public Application<GitLabMcpConfiguration> newApplication() {
                return new GitLabMcpApplication(variables);
            }
        };
        support.before();
        // The first scrape loads classes for some hundred milliseconds, which a test that waits for a gauge has not
        // got.
        try (RawHttp http = new RawHttp(adminUrl())) {
            http.send("GET", "/metrics", List.of("Accept: text/plain"), new byte[0])
                    .answer();
        }
    }

    /** A server whose callers bring their own tokens and may ask as often as they like. {@code settings} are named as in the
     * environment. */
    public static RunningServer start(Map<String, String> settings) {
        return start(GitLabMcpApplication.BUILT_IN, settings);
    }

    /** The same with a configuration file of its own, which may refer to these settings. */
    public static RunningServer start(Path file, Map<String, String> settings) {
        return start(file.toString(), settings);
    }

    /**
     * The same with the built configuration file in which one text is replaced by another.
     *
     * @param file where to write it
     */
    public static RunningServer startChanged(Path file, String text, String by) throws IOException {
        String built = Files.readString(Path.of("config.yml"));
        assertThat(built).contains(text);
        return start(Files.writeString(file, built.replace(text, by)), Map.of());
    }

    private static RunningServer start(String file, Map<String, String> settings) {
        try {
            Sandbox gitlab = Sandbox.start(0);
            Map<String, String> environment = new HashMap<>();
            environment.put("PORT", "0");
            environment.put("ADMIN_PORT", "0");
            environment.put("GITLAB_API_URL", gitlab.apiUrl().toString());
            environment.put("SHUTDOWN_DRAIN_DELAY", "0s");
            environment.put("LOG_LEVEL", "WARN");
            environment.put("MAX_REQUESTS_PER_MINUTE", "1000000");
            environment.putAll(settings);
            return new RunningServer(gitlab, file, environment);
        } catch (Exception e) {
            throw new IllegalStateException("The server did not start", e);
        }
    }

    /** A server with the defaults. */
    public static RunningServer start() {
        return start(Map.of());
    }

    /** The GitLab behind the server. */
    public Sandbox gitlab() {
        return gitlab;
    }

    /** Base address of the server. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + support.getLocalPort());
    }

    /** The application port. */
    public int port() {
        return support.getLocalPort();
    }

    /** Base address of the admin port. */
    public URI adminUrl() {
        return URI.create("http://127.0.0.1:" + support.getAdminPort());
    }

    /** A new connection to the server. */
    public RawHttp connect() {
        return new RawHttp(url());
    }

    /** A client that speaks the modern era with the developer's token. */
    public McpClient client() {
        return new McpClient(url(), SandboxTokens.DEVELOPER);
    }

    /** What a metric shows at the moment, in all of its labels together. */
    public long gauge(String name) {
        return MetricsPage.of(adminUrl(), name).sum(name);
    }

    /** Waits until each of these metrics shows 0, in all of its labels together; looks at once, as most do. */
    public void awaitZero(String... names) {
        await().pollDelay(Duration.ZERO).untilAsserted(() -> {
            MetricsPage page = MetricsPage.of(adminUrl(), names);
            for (String name : names) {
                assertThat(page.sum(name)).as(name).isZero();
            }
        });
    }

    /** Stops the server as a signal would. */
    public void stop() {
        support.after();
    }

    @Override
    public void close() {
        support.after();
        gitlab.close();
    }
}
