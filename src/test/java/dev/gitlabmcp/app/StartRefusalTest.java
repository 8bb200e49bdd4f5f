package dev.gitlabmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.util.JarLocation;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that contradict each other or the machine: the start ends with one sentence that names them. */
class StartRefusalTest {
    private static final String TOKEN = "glpat-0123456789abcdefgh";

    @TempDir
    private Path directory;

    @Test
    void start_serverTokenWantedButNoneGiven_isRefused() {
        assertRefused(Map.of("REMOTE_AUTHORIZATION", "false"), "REMOTE_AUTHORIZATION", "GITLAB_TOKEN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "false"})
    void start_serverTokenForTheWholeNetwork_isRefused(String remoteAuthorization) {
        assertRefused(
                Map.of("GITLAB_TOKEN", TOKEN, "HOST", "0.0.0.0", "REMOTE_AUTHORIZATION", remoteAuthorization),
                "GITLAB_TOKEN",
                "MCP_AUTH_TOKEN");
    }

    @Test
    void start_malformedServerToken_isRefusedWithoutRepeatingIt() {
        String output = assertRefused(Map.of("GITLAB_TOKEN", "glpat-\"quoted 0123456\""), "GITLAB_TOKEN");

        assertThat(output).doesNotContain("quoted");
    }

    @ParameterizedTest
    @CsvSource({
        "SSL_CERT_PATH, SSL_KEY_PATH",
        "SSL_KEY_PATH, SSL_CERT_PATH",
        "SSL_CA_PATH, SSL_CERT_PATH",
    })
    void start_halfOfTls_isRefused(String set, String missing) {
        assertRefused(Map.of(set, "file.pem"), set, missing);
    }

    @Test
    void start_formOfLogLinesThatThereIsNot_isRefused() {
        assertRefused(Map.of("LOG_FORMAT", "xml"), "LOG_FORMAT", "text or json");
    }

    @Test
    void start_auditFileThatCannotBeWritten_isRefused() {
        assertRefused(Map.of("AUDIT_LOG_FILE", "/proc/nope/audit.log"), "/proc/nope/audit.log", "AUDIT_LOG_FILE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"collector:4318", "http://user:planted@collector", "ftp://collector"})
    void start_collectorThatIsNone_isRefused(String endpoint) {
        Map<String, String> settings = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);

        assertThat(run(settings, "server", GitLabMcpApplication.BUILT_IN))
                .contains("tracing.endpoint must be")
                .doesNotContain("planted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"planted", "a=%zzplanted", "a b=planted"})
    void start_headersThatAreNone_areRefusedWithoutRepeatingThem(String headers) {
        Map<String, String> settings =
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector", "OTEL_EXPORTER_OTLP_HEADERS", headers);

        assertThat(assertRefused(settings, "OTEL_EXPORTER_OTLP_HEADERS")).doesNotContain("planted");
    }

    @Test
    void start_certificateMissing_isRefused() {
        String none = directory.resolve("none.pem").toString();

        assertRefused(Map.of("SSL_CERT_PATH", none, "SSL_KEY_PATH", none), "SSL_CERT_PATH", none, "does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example.com", "10.0.0.0/0", "loopback,"})
    void start_trustThatIsNone_isRefused(String trust) {
        assertRefused(Map.of("TRUST_PROXY", trust), "TRUST_PROXY", "no block of addresses");
    }

    @Test
    void start_secretTwice_isRefused() {
        assertRefused(Map.of("GITLAB_TOKEN", TOKEN, "GITLAB_TOKEN_FILE", "/token"), "GITLAB_TOKEN_FILE");
    }

    @Test
    void start_secretFileMissing_isRefused() {
        String missing = directory.resolve("none").toString();

        assertRefused(Map.of("MCP_STATE_SECRET_FILE", missing), "MCP_STATE_SECRET_FILE", missing);
    }

    @Test
    void start_replicaWithoutSharedSecret_isRefused() {
        assertRefused(Map.of("REPLICA", "eu-1"), "REPLICA", "MCP_STATE_SECRET");
    }

    @ParameterizedTest
    @CsvSource({
        "REMOTE_AUTHORIZATION, false",
        "REMOTE_AUTHORIZATION, auto",
    })
    void start_dynamicUrlWithTheServersToken_isRefused(String name, String value) {
        assertRefused(
                Map.of("ENABLE_DYNAMIC_API_URL", "true", "GITLAB_TOKEN", TOKEN, name, value),
                "ENABLE_DYNAMIC_API_URL",
                "REMOTE_AUTHORIZATION");
    }

    @Test
    void start_dynamicUrlWithoutStreamableHttp_isRefused() {
        assertRefused(
                Map.of("ENABLE_DYNAMIC_API_URL", "true", "STREAMABLE_HTTP", "false"),
                "ENABLE_DYNAMIC_API_URL",
                "STREAMABLE_HTTP");
    }

    @Test
    void start_dynamicUrlThroughAProxyWithoutAList_isRefused() {
        assertRefused(
                Map.of("ENABLE_DYNAMIC_API_URL", "true", "HTTPS_PROXY", "http://user:password@127.0.0.1:9"),
                "GITLAB_ALLOWED_HOSTS",
                "PROXY");
    }

    @Test
    void start_dynamicUrlThroughAProxyWithAWildcard_isRefused() {
        assertRefused(
                Map.of(
                        "ENABLE_DYNAMIC_API_URL", "true",
                        "HTTPS_PROXY", "http://127.0.0.1:9",
                        "GITLAB_ALLOWED_HOSTS", "*.example.com"),
                "GITLAB_ALLOWED_HOSTS",
                "PROXY");
    }

    @Test
    void start_clientTokenNobodyIsAskedFor_isRefused() {
        assertRefused(Map.of("MCP_AUTH_TOKEN", TOKEN, "REMOTE_AUTHORIZATION", "true"), "MCP_AUTH_TOKEN");
    }

    @ParameterizedTest
    @CsvSource({
        "MAX_SESSIONS, #5, sessions.maxSessions",
        "MAX_SESSIONS, 1.9, sessions.maxSessions",
        "MAX_REQUESTS_PER_MINUTE, 0, limits.requestsPerMinute",
        "GITLAB_TOOL_TIMEOUT_MS, soon, tools.callTimeout",
        "ENABLE_DYNAMIC_API_URL, maybe, gitlab.dynamicApiUrl",
        "NODE_TLS_REJECT_UNAUTHORIZED, false, gitlab.network.tlsRejectUnauthorized",
        "GITLAB_PERMISSION_MODE, write, tools.permissionMode",
        "LOG_LEVEL, loud, LOG_LEVEL",
    })
    void start_badValue_isRefusedByKey(String name, String value, String key) {
        assertThat(run(Map.of(name, value), "server", GitLabMcpApplication.BUILT_IN))
                .contains(key)
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_PROXY, socks5://user:password@127.0.0.1:1080",
        "HTTPS_PROXY, http://user:password@",
        "NO_PROXY, 10.0.0.0/99",
        "GITLAB_ALLOWED_HOSTS, https://gitlab.example.com",
        "GITLAB_DENIED_TOOLS_REGEX, create_(",
        "GITLAB_CA_CERT_PATH, /none/ca.pem",
    })
    void start_badTextSetting_isRefusedByName(String name, String value) {
        assertThat(assertRefused(Map.of(name, value), name)).doesNotContain("password");
    }

    @ParameterizedTest
    @CsvSource({
        "GITLAB_API_URL, gitlab.example.com",
        "GITLAB_API_URL, 'https://a.example.com,https://b.example.com'",
        "GITLAB_API_URL, https://user:password@gitlab.example.com",
        "GITLAB_API_URL, https://gitlab.example.com/api/v3",
        "MCP_ALLOWED_HOSTS, https://mcp.example.com",
        "MCP_ALLOWED_ORIGINS, app.example.com"
    })
    void start_badAddress_isRefusedByName(String name, String value) {
        assertThat(assertRefused(Map.of(name, value), name)).doesNotContain("password");
    }

    @Test
    void start_virtualThreadsWhereThereAreNone_isRefused() {
        if (Runtime.version().feature() < 21) {
            assertRefused(Map.of("VIRTUAL_THREADS", "on"), "virtualThreads", "Java 21");
        } else {
            assertThat(Threads.of(GitLabMcpConfiguration.VirtualThreads.ON)).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void start_adminPortBeyondLoopbackWithoutPassword_isRefused(String host) {
        assertRefused(
                Map.of("ADMIN_HOST", host),
                host,
                "ADMIN_USERNAME",
                "ADMIN_PASSWORD",
                "ADMIN_HOST=127.0.0.1",
                "ADMIN_ALLOW_UNAUTHENTICATED");
    }

    @Test
    void start_adminConnectorOfDropwizardsDefault_isRefusedAsItListensEverywhere() throws Exception {
        Path file = Files.writeString(directory.resolve("bare.yml"), "sessions:\n  maxSessions: 7\n");

        assertSentence(run(Map.of(), "server", file.toString()), "every address", "ADMIN_PASSWORD");
    }

    @Test
    void start_simpleServerBeyondLoopback_isRefusedAsItHasTheAdminPages() throws Exception {
        Path file = Files.writeString(
                directory.resolve("simple.yml"),
                "server:\n  type: simple\n  connector:\n    type: mcp\n    port: 0\n    bindHost: 0.0.0.0\n");

        assertSentence(run(Map.of(), "server", file.toString()), "0.0.0.0", "ADMIN_PASSWORD");
    }

    @Test
    void start_halfOfTheAdminLogin_isRefused() {
        assertRefused(Map.of("ADMIN_USERNAME", "ops"), "ADMIN_USERNAME", "ADMIN_PASSWORD_FILE");
        String output = assertRefused(Map.of("ADMIN_PASSWORD", "hush-hush"), "ADMIN_USERNAME", "ADMIN_PASSWORD");

        assertThat(output).doesNotContain("hush-hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://admin.example.com", "*.example.com", "admin:99999", "a b"})
    void start_badAdminHosts_areRefusedByName(String hosts) {
        assertRefused(Map.of("ADMIN_ALLOWED_HOSTS", hosts), "ADMIN_ALLOWED_HOSTS", hosts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PORT", "ADMIN_PORT"})
    void start_portInUse_isRefused(String port) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            long begun = System.nanoTime();
            assertRefused(
                    Map.of(port, Integer.toString(taken.getLocalPort()), "SHUTDOWN_DRAIN_DELAY", "2m"),
                    "PORT",
                    "in use");
            // A server that nobody could reach has nobody to tell that it goes.
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMinutes(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"server", "check"})
    void start_configurationFileMissing_isRefused(String command) {
        String missing = directory.resolve("none.yml").toString();

        assertSentence(run(Map.of(), command, missing), missing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"server", "check"})
    void start_badConfiguration_namesTheKeyWithoutStackTrace(String command) {
        String bad = "src/test/resources/config/bad/negative-timeout.yml";

        assertThat(run(Map.of(), command, bad))
                .contains("sessions.timeoutSeconds")
                .doesNotContain("\tat ");
    }

    @Test
    void main_refused_exitsWithStatusOneAndOneSentence() throws Exception {
        Path errors = directory.resolve("errors");
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        GitLabMcpApplication.class.getName(),
                        "server")
                .redirectOutput(directory.resolve("output").toFile())
                .redirectError(errors.toFile());
        java.environment().clear();
        java.environment().putAll(Map.of("REMOTE_AUTHORIZATION", "false", "PORT", "0", "ADMIN_PORT", "0"));
        Process process = java.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(process.exitValue()).isEqualTo(1);
        assertSentence(Files.readString(errors), "REMOTE_AUTHORIZATION", "GITLAB_TOKEN");
    }

    private static String assertRefused(Map<String, String> settings, String... parts) {
        return assertSentence(run(settings, "server", GitLabMcpApplication.BUILT_IN), parts);
    }

    private static String assertSentence(String output, String... parts) {
        assertThat(output.strip()).contains(parts).doesNotContain("\n").endsWith(".");
        return output;
    }

    /** What {@code main} does with these arguments, but for the exit of this process; what it prints as errors. */
    private static String run(Map<String, String> settings, String... arguments) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PORT", "0");
        environment.put("ADMIN_PORT", "0");
        environment.put("LOG_LEVEL", "WARN");
        environment.putAll(settings);
        GitLabMcpApplication application = new GitLabMcpApplication(environment);
        Bootstrap<GitLabMcpConfiguration> bootstrap = new Bootstrap<>(application);
        application.addDefaultCommands(bootstrap);
        application.initialize(bootstrap);
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        Cli cli = new Cli(new JarLocation(StartRefusalTest.class), bootstrap, new ByteArrayOutputStream(), errors);

        Optional<Throwable> failure = cli.run(arguments);

        assertThat(failure).as("failure, for which main exits with status 1").isPresent();
        return errors.toString(StandardCharsets.UTF_8);
    }
}
