package dev.gitlabmcp.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.gitlabmcp.auth.AuthConfiguration;
import dev.gitlabmcp.gitlab.GitLabBreakerConfiguration;
import dev.gitlabmcp.gitlab.GitLabClientConfiguration;
import dev.gitlabmcp.gitlab.GitLabPoolConfiguration;
import dev.gitlabmcp.gitlab.NetworkConfiguration;
import dev.gitlabmcp.limit.LimitConfiguration;
import dev.gitlabmcp.ops.AdminConfiguration;
import dev.gitlabmcp.ops.ShutdownConfiguration;
import dev.gitlabmcp.session.SessionConfiguration;
import dev.gitlabmcp.tool.ToolConfiguration;
import dev.gitlabmcp.trace.TracingConfiguration;
import dev.gitlabmcp.transport.TransportConfiguration;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.DefaultConfigurationFactoryFactory;
import io.dropwizard.configuration.FileConfigurationSourceProvider;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationTest {
    private static final Path REFERENCE = Path.of("config.yml");
    private static final Path BAD = Path.of("src/test/resources/config/bad");
    private static final String EXPECT = "# expect: ";

    @Test
    void reference_emptyEnvironment_equalsTheDefaults() throws Exception {
        GitLabMcpConfiguration read = load(REFERENCE, Map.of());

        assertThat(read.gitlab()).isEqualTo(GitLabConfiguration.defaults());
        assertThat(read.auth()).isEqualTo(AuthConfiguration.defaults());
        assertThat(read.mcp()).isEqualTo(TransportConfiguration.defaults());
        assertThat(read.sessions()).isEqualTo(SessionConfiguration.defaults());
        assertThat(read.limits()).isEqualTo(LimitConfiguration.defaults());
        assertThat(read.tools()).isEqualTo(ToolConfiguration.defaults());
        assertThat(read.tracing()).isEqualTo(TracingConfiguration.defaults());
        assertThat(read.shutdown()).isEqualTo(ShutdownConfiguration.defaults());
        assertThat(read.virtualThreads()).isEqualTo(new GitLabMcpConfiguration().virtualThreads());
        assertThat(new Connectors(read.getServerFactory()).areOnLoopback()).isTrue();
    }

    @Test
    void reference_tellsItsLogFilesItself() throws Exception {
        LogDirectories directories = new LogDirectories();

        assertThat(directories.ask(load(REFERENCE, Map.of("AUDIT_LOG_FILE", "/var/log/mcp/audit.log"))))
                .as("no need to write all settings as a tree")
                .isTrue();
        assertThat(directories.found()).containsExactly(Path.of("/var/log/mcp"));
    }

    @Test
    void reference_environment_reachesTheRecords() throws Exception {
        GitLabMcpConfiguration read = load(
                REFERENCE,
                Map.of(
                        "GITLAB_API_URL", "https://gitlab.example.com",
                        "GITLAB_POOL_IDLE_TIMEOUT", "1500",
                        "MAX_REQUESTS_PER_MINUTE", "7",
                        "REMOTE_AUTHORIZATION", "true",
                        "MCP_ALLOWED_HOSTS", "mcp.example.com",
                        "SESSION_TIMEOUT_SECONDS", "60",
                        "REPLICA", "eu-1",
                        "HOST", "0.0.0.0",
                        "VIRTUAL_THREADS", "off"));

        assertThat(read.gitlab().apiUrl()).isEqualTo("https://gitlab.example.com");
        assertThat(read.gitlab().pool().idleTimeout().toMilliseconds()).isEqualTo(1500);
        assertThat(read.limits().requestsPerMinute()).isEqualTo(7);
        assertThat(read.limits().unprovenPerAddress()).isEqualTo(70);
        assertThat(read.auth().remoteAuthorization()).isEqualTo("true");
        assertThat(read.mcp().allowedHosts()).isEqualTo("mcp.example.com");
        assertThat(read.sessions().timeoutSeconds()).isEqualTo(60);
        assertThat(read.sessions().replica()).isEqualTo("eu-1");
        assertThat(read.virtualThreads()).isEqualTo(GitLabMcpConfiguration.VirtualThreads.OFF);
        assertThat(new Connectors(read.getServerFactory()).areOnLoopback()).isFalse();
    }

    @Test
    void reference_inTheJar_isTheOneAtTheRoot() throws IOException {
        try (var builtIn = GitLabMcpApplication.class.getResourceAsStream("/config.yml")) {
            assertThat(builtIn).hasBinaryContent(Files.readAllBytes(REFERENCE));
        }
    }

    static Stream<Arguments> sections() {
        return Stream.of(
                Arguments.of("/gitlab", GitLabConfiguration.class),
                Arguments.of("/gitlab/pool", GitLabPoolConfiguration.class),
                Arguments.of("/gitlab/client", GitLabClientConfiguration.class),
                Arguments.of("/gitlab/client/breaker", GitLabBreakerConfiguration.class),
                Arguments.of("/gitlab/network", NetworkConfiguration.class),
                Arguments.of("/limits", LimitConfiguration.class),
                Arguments.of("/tools", ToolConfiguration.class),
                Arguments.of("/auth", AuthConfiguration.class),
                Arguments.of("/mcp", TransportConfiguration.class),
                Arguments.of("/sessions", SessionConfiguration.class),
                Arguments.of("/tracing", TracingConfiguration.class),
                Arguments.of("/shutdown", ShutdownConfiguration.class));
    }

    @ParameterizedTest
    @MethodSource("sections")
    void reference_section_hasEveryKeyOfItsRecordAndNoOther(String section, Class<?> type) throws IOException {
        JsonNode keys = new YAMLMapper().readTree(REFERENCE.toFile()).at(section);

        assertThat(keys.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
    }

    @Test
    void reference_adminSection_hasEveryKeyOfOursAndNoOther() throws IOException {
        JsonNode keys = new YAMLMapper().readTree(REFERENCE.toFile()).at("/admin");

        assertThat(keys.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(AdminConfiguration.class.getDeclaredFields())
                        .map(Field::getName)
                        .toList());
    }

    @Test
    void reference_adminSection_isReadIntoOursAndDropwizards() throws Exception {
        GitLabMcpConfiguration read = load(
                REFERENCE, Map.of("ADMIN_USERNAME", "ops", "ADMIN_ALLOWED_HOSTS", "a.test", "ADMIN_GC_TASK", "true"));

        assertThat(read.admin().username()).isEqualTo("ops");
        assertThat(read.admin().allowedHosts()).isEqualTo("a.test");
        assertThat(read.admin().gcTask()).isTrue();
        assertThat(read.admin().allowUnauthenticated()).isFalse();
        assertThat(read.getAdminFactory()).isSameAs(read.admin());
        assertThat(read.getAdminFactory().getTasks().isPrintStackTraceOnError()).isFalse();
    }

    @Test
    void reference_everyKeyOfOurs_hasAComment() throws IOException {
        List<String> lines = Files.readAllLines(REFERENCE);
        int end = lines.indexOf("server:");
        for (int i = 1; i < end; i++) {
            String line = lines.get(i);
            if (line.strip().matches("[a-zA-Z]+:.+") && !line.strip().startsWith("#")) {
                assertThat(lines.get(i - 1).strip()).as("line before %s", line).startsWith("#");
            }
        }
    }

    static Stream<Path> bad() throws IOException {
        try (Stream<Path> files = Files.list(BAD)) {
            return files.filter(f -> f.toString().endsWith(".yml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("bad")
    void load_badFile_saysWhatIsExpectedOfIt(Path file) throws IOException {
        String first = Files.readAllLines(file).get(0);
        assertThat(first).startsWith(EXPECT);

        Throwable refusal = catchThrowable(() -> load(file, Map.of()));

        assertThat(refusal)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(first.substring(EXPECT.length()));
    }

    private static GitLabMcpConfiguration load(Path file, Map<String, String> environment) throws Exception {
        return new DefaultConfigurationFactoryFactory<GitLabMcpConfiguration>()
                .create(GitLabMcpConfiguration.class, Validators.newValidator(), Jackson.newObjectMapper(), "dw")
                .build(
                        new SubstitutingSourceProvider(
                                new FileConfigurationSourceProvider(), new Settings(environment).substitutor()),
                        file.toString());
    }
}
