package dev.gitlabmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where values come from, in files of every shape. */
class ValueSourcesTest {

    private static ValueSources of(String text, Map<String, String> environment) {
        return of("file.yml", text, environment);
    }

    private static ValueSources of(String file, String text, Map<String, String> environment) {
        try {
            return ValueSources.of(
                    new ConfigurationText.Content(file, text),
                    new Settings(environment),
                    Files.readString(Path.of("config.yml")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertSource(ValueSources sources, String key, String source) {
        assertThat(sources.of(key)).as(key).hasToString(source);
    }

    @Test
    void reference_withoutEnvironment_isAllDefaults() throws IOException {
        String reference = Files.readString(Path.of("config.yml"));
        ValueSources sources = of(null, reference, Map.of());

        assertThat(Leaves.of(new com.fasterxml.jackson.dataformat.yaml.YAMLMapper().readTree(reference))
                        .keySet())
                .hasSizeGreaterThan(80)
                .allSatisfy(key -> assertSource(sources, key, "default"));
    }

    @Test
    void reference_withVariables_namesThem() throws IOException {
        ValueSources sources = of(
                null,
                Files.readString(Path.of("config.yml")),
                Map.of("PORT", "1", "GITLAB_API_CONNECT_TIMEOUT_MS", "7"));

        assertSource(sources, "server.applicationConnectors[0].port", "environment PORT");
        assertSource(sources, "gitlab.client.connectTimeout", "environment GITLAB_API_CONNECT_TIMEOUT_MS");
        assertSource(sources, "server.adminConnectors[0].port", "default");
    }

    @Test
    void value_sameAsTheDefault_isFromTheVariableAllTheSame() {
        ValueSources sources =
                of("sessions: { maxSessions: \"${MAX_SESSIONS:-1000}\" }", Map.of("MAX_SESSIONS", "1000"));

        assertSource(sources, "sessions.maxSessions", "environment MAX_SESSIONS");
    }

    @Test
    void unsetVariable_isADefaultWhereItsFallbackIs() {
        ValueSources sources = of("""
                sessions:
                  maxSessions: ${MAX_SESSIONS:-1000}
                  timeoutSeconds: ${SESSION_TIMEOUT_SECONDS:-60}
                  replica: "${REPLICA:-}"
                  maxPerPrincipal: 5
                """, Map.of("MAX_SESSIONS", " "));

        assertSource(sources, "sessions.maxSessions", "default");
        assertSource(sources, "sessions.timeoutSeconds", "config file");
        assertSource(sources, "sessions.replica", "default");
        assertSource(sources, "sessions.maxPerPrincipal", "config file");
        assertSource(sources, "sessions.maxCallsInFlight", "default");
        assertSource(sources, "limits.requestsPerMinute", "default");
    }

    @Test
    void flowStyleListsAndSeveralVariables_areUnderstood() {
        ValueSources sources = of(
                """
                gitlab: { apiUrl: ${SCHEME:-https}://${NAME}.${DOMAIN:-example.com}, pool: { maxSize: ${SIZE:-5} } }
                server:
                  requestLog: { appenders: [] }
                  allowedMethods: [ GET, ${METHOD:-POST} ]
                logging:
                  loggers:
                    "a.b": ${LEVEL:-INFO}
                # ${COMMENT:-not a value}
                """, Map.of("NAME", "git", "DOMAIN", "example.org", "METHOD", "PUT", "LEVEL", "DEBUG", "COMMENT", "x"));

        assertSource(sources, "gitlab.apiUrl", "environment DOMAIN, NAME");
        assertSource(sources, "gitlab.pool.maxSize", "config file");
        assertSource(sources, "server.requestLog.appenders", "config file");
        assertSource(sources, "server.allowedMethods[0]", "config file");
        assertSource(sources, "server.allowedMethods[1]", "environment METHOD");
        assertSource(sources, "logging.loggers.a.b", "environment LEVEL");
    }

    @Test
    void variableInAKey_doesNoHarm() {
        ValueSources sources = of(
                "logging:\n  loggers:\n    ${LOGGER:-x.y}: WARN\n    c.d: \"${LEVEL:-INFO}\"\n",
                Map.of("LOGGER", "a.b", "LEVEL", "INFO"));

        assertSource(sources, "logging.loggers.a.b", "config file");
        assertSource(sources, "logging.loggers.c.d", "environment LEVEL");
    }

    @Test
    void variableWithAWholeValue_isTheSourceOfItsParts() {
        // Values are escaped, so that an unquoted one is a flow value at most.
        ValueSources sources = of(
                "sessions: ${SESSIONS:-}\nlimits: { maxTracked: 200 }\n",
                Map.of("SESSIONS", "{maxSessions: 3, replica: a}"));

        assertSource(sources, "sessions.maxSessions", "environment SESSIONS");
        assertSource(sources, "sessions.replica", "environment SESSIONS");
        assertSource(sources, "limits.maxTracked", "config file");
    }

    @Test
    void variableWithAKeyOfItsOwn_isFoundByWhatItAdds() {
        ValueSources sources = of("""
                sessions:
                  maxSessions: ${MAX_SESSIONS:-5}
                ${MORE:-}
                """, Map.of("MORE", "limits: {requestsPerMinute: 4}", "MAX_SESSIONS", "6"));

        assertSource(sources, "sessions.maxSessions", "environment MAX_SESSIONS");
        assertSource(sources, "limits.requestsPerMinute", "environment MORE");
    }

    @Test
    void unsetVariableWithoutFallback_staysTextOfTheFile() {
        assertSource(of("gitlab: { apiUrl: \"${NOWHERE}\" }", Map.of()), "gitlab.apiUrl", "config file");
    }

    @Test
    void emptyFile_isAllDefaults() {
        assertSource(of("", Map.of("PORT", "1")), "server.applicationConnectors[0].port", "default");
    }
}
