package dev.gitlabmcp.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.sandbox.Sandbox;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.OpenSsl;
import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the admin port shows and does, with traffic that is known. */
class AdminPagesIT {

    @Test
    void sessions_areCountedWithoutWhatIdentifiesThem() {
        try (RunningServer server = RunningServer.start(Map.of("MAX_SESSIONS", "50"))) {
            AdminClient admin = new AdminClient(server.adminUrl());
            McpClient proven = server.client();
            McpClient unproven = new McpClient(server.url(), "glpat-nobodyknowsthis12345");
            String first = proven.initialize("2025-11-25", "{}");
            String second = proven.initialize("2025-03-26", "{}");
            String third = unproven.initialize("2025-11-25", "{}");
            proven.legacy(first, "tools/call", "{\"name\":\"list_projects\",\"arguments\":{}}");
            try (RawHttp stream = proven.get(second)) {
                assertThat(stream.head().status()).isEqualTo(200);

                await().untilAsserted(() -> assertThat(admin.json("/sessions")
                                .at("/versions/2025-11-25/proven")
                                .asInt())
                        .isEqualTo(1));
                await().untilAsserted(() -> assertThat(admin.json("/sessions")
                                .at("/versions/2025-03-26/proven")
                                .asInt())
                        .isEqualTo(1));
                JsonNode page = admin.json("/sessions");
                assertThat(page.path("active").asInt()).isEqualTo(3);
                assertThat(page.path("max").asInt()).isEqualTo(50);
                assertThat(page.at("/versions/2025-11-25/unproven").asInt()).isEqualTo(1);
                assertThat(page.path("openStreams").asInt()).isEqualTo(1);
                assertThat(page.path("callsInFlight").asInt()).isZero();
                assertThat(page.at("/age/max").asDouble()).isBetween(0.0, 120.0);
                assertThat(page.at("/idle/max").asDouble())
                        .isLessThanOrEqualTo(page.at("/age/max").asDouble());
                assertThat(sum(page.at("/age/histogram"))).isEqualTo(3);
                assertThat(sum(page.at("/idle/histogram"))).isEqualTo(3);
                assertThat(page.toString())
                        .doesNotContain(
                                first,
                                second,
                                third,
                                "127.0.0.1",
                                server.gitlab().url().toString());
            }
        }
    }

    private static int sum(JsonNode histogram) {
        int sum = 0;
        for (JsonNode bin : histogram) {
            sum += bin.path("sessions").asInt();
        }
        return sum;
    }

    @Test
    void pools_areSortedAndFiltered_andEvicted() {
        try (RunningServer server = RunningServer.start(
                        Map.of("ENABLE_DYNAMIC_API_URL", "true", "GITLAB_ALLOWED_HOSTS", "127.0.0.1,localhost"));
                Sandbox other = Sandbox.start(0)) {
            AdminClient admin = new AdminClient(server.adminUrl());
            String own = server.gitlab().apiUrl().toString();
            String second = other.apiUrl().toString();
            call(server, own);
            call(server, second);
            call(server, second);

            assertThat(urls(admin, "/pools?sort=totalCalls")).containsExactly(second, own);
            assertThat(urls(admin, "/pools?sort=totalCalls&order=asc")).containsExactly(own, second);
            assertThat(urls(admin, "/pools?sort=lastUse")).containsExactly(second, own);
            assertThat(urls(admin, "/pools"))
                    .containsExactlyElementsOf(
                            List.of(own, second).stream().sorted().toList());
            assertThat(urls(admin, "/pools?instance=:" + other.apiUrl().getPort() + "/"))
                    .containsExactly(second);
            assertThat(admin.json("/pools?instance=none").path("entries").asInt())
                    .isEqualTo(2);
            for (String bad : List.of("sort=size", "order=up", "sorted=url")) {
                RawHttp.Answer answer = admin.get("/pools?" + bad);
                assertThat(answer.status()).isEqualTo(400);
                assertThat(AdminClient.error(answer)).contains("there are: ");
            }
            assertThat(AdminClient.error(admin.get("/pools?sort=size")))
                    .contains("url", "leased", "pending", "calls", "lastUse", "breaker", "p99");

            RawHttp.Answer evicted = admin.task("evict-instance?url=" + second.replace("/api/v4", ""));
            assertThat(evicted.status()).as(evicted.body()).isEqualTo(200);
            assertThat(evicted.header("Content-Type")).hasValue("application/json");
            assertThat(McpClient.json(evicted.body()).path("result").asText()).isEqualTo("evicted");
            assertThat(urls(admin, "/pools")).containsExactly(own);
            RawHttp.Answer unknown = admin.task("evict-instance?url=" + second);
            assertThat(unknown.status()).isEqualTo(404);
            assertThat(AdminClient.error(unknown)).contains(second, "/pools");
            assertThat(AdminClient.error(admin.task("evict-instance?url=ftp://x")))
                    .contains("url:");
            assertThat(AdminClient.error(admin.task("evict-instance"))).contains("url");
            assertThat(AdminClient.error(admin.task("evict-instance?url=http://x&all=1")))
                    .contains("it takes: url");
        }
    }

    private static void call(RunningServer server, String instance) {
        try (RawHttp http = server.client()
                .sendModern(
                        "tools/call",
                        "{\"name\":\"list_projects\",\"arguments\":{}}",
                        "X-GitLab-API-URL: " + instance)) {
            assertThat(McpClient.json(http.answer().body())
                            .at("/result/isError")
                            .asBoolean())
                    .isFalse();
        }
    }

    private static List<String> urls(AdminClient admin, String path) {
        return admin.json(path).path("instances").findValuesAsText("url");
    }

    @Test
    void healthChecks_sayWhatIsThere(@TempDir Path logs) throws Exception {
        Path file = Files.writeString(logs.resolve("config.yml"), """
                server:
                  applicationConnectors: [{ type: mcp, port: 0, bindHost: 127.0.0.1 }]
                  adminConnectors: [{ type: http, port: 0, bindHost: 127.0.0.1 }]
                  requestLog: { appenders: [{ type: file, currentLogFilename: %1$s/c/z.log, archive: false }] }
                shutdown: { drainDelay: 0s }
                logging:
                  level: WARN
                  appenders:
                    - { type: file, currentLogFilename: %1$s/a/x.log, archive: false }
                  loggers:
                    some.logger:
                      level: WARN
                      appenders: [{ type: file, currentLogFilename: %1$s/b/y.log, archive: false }]
                """.formatted(logs));
        try (RunningServer server = RunningServer.start(file, Map.of())) {
            JsonNode page = new AdminClient(server.adminUrl()).json("/healthcheck");

            assertThat(page.fieldNames())
                    .toIterable()
                    .contains("pool", "breakers", "sessions", "readiness", "deadlocks", "log-disk");
            assertThat(page.at("/pool/message").asText()).startsWith("0 of 100 instances connected");
            assertThat(page.at("/log-disk/message").asText())
                    .contains(logs.resolve("a") + " has ", logs.resolve("b") + " has ", logs.resolve("c") + " has ")
                    .contains(" % free");
        }
    }

    @Test
    void logDisk_isLookedAtWhereThereAreLogFilesAlone() {
        try (RunningServer server = RunningServer.start(Map.of())) {
            assertThat(new AdminClient(server.adminUrl()).json("/healthcheck").has("log-disk"))
                    .isFalse();
        }
    }

    @Test
    void logLevel_isSetButNotGuessed() {
        try (RunningServer server = RunningServer.start()) {
            AdminClient admin = new AdminClient(server.adminUrl());
            var logger = (ch.qos.logback.classic.Logger) org.slf4j.LoggerFactory.getLogger("some.other.logger");

            assertThat(admin.task("log-level?logger=some.other.logger&level=error")
                            .status())
                    .isEqualTo(200);
            assertThat(logger.getLevel()).isEqualTo(ch.qos.logback.classic.Level.ERROR);
            for (String bad : List.of(
                    "logger=some.other.logger&level=loud",
                    "level=INFO",
                    "logger=ROOT",
                    "logger=a%0Aforged&level=INFO",
                    "logger=ROOT&level=INFO&duration=PT1M",
                    "logger=some.other.logger&level=INFO&duration=soon",
                    "logger=some.other.logger&level=INFO&for=1")) {
                assertThat(admin.task("log-level?" + bad).status()).as(bad).isEqualTo(400);
            }
            assertThat(logger.getLevel()).isEqualTo(ch.qos.logback.classic.Level.ERROR);
            assertThat(admin.task("log-level?logger=some.other.logger").status())
                    .isEqualTo(200);
            assertThat(logger.getLevel()).isNull();
        }
    }

    @Test
    void garbageCollection_isThereOnlyWhenAskedFor() {
        try (RunningServer server = RunningServer.start()) {
            AdminClient admin = new AdminClient(server.adminUrl());
            assertThat(admin.get("/tasks").body().lines()).doesNotContain("gc");
            assertThat(admin.task("gc").status()).isEqualTo(404);
        }
        try (RunningServer server = RunningServer.start(Map.of("ADMIN_GC_TASK", "true"))) {
            RawHttp.Answer answer = new AdminClient(server.adminUrl()).task("gc");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).contains("Done");
        }
    }

    @Test
    void certificates_areReadAgainOrKept(@TempDir Path directory) throws Exception {
        OpenSsl openssl = new OpenSsl(directory).authority("root").certificate("server", "root", 30);
        openssl.certificate("other", "root", 30);
        try (RunningServer server = RunningServer.start(Map.of(
                "SSL_CERT_PATH", openssl.file("server.pem").toString(),
                "SSL_KEY_PATH", openssl.file("server.key").toString(),
                "SSL_REFRESH_INTERVAL", "1d"))) {
            AdminClient admin = new AdminClient(server.adminUrl());
            assertThat(admin.task("reload-certificates").body()).contains("reloaded", "server");

            Files.copy(openssl.file("other.pem"), openssl.file("server.pem"), StandardCopyOption.REPLACE_EXISTING);
            RawHttp.Answer refused = admin.task("reload-certificates");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(AdminClient.error(refused)).contains("stays in use");

            Files.copy(openssl.file("other.key"), openssl.file("server.key"), StandardCopyOption.REPLACE_EXISTING);
            assertThat(admin.task("reload-certificates").body()).contains("reloaded", "other");
            assertThat(AdminClient.error(admin.task("reload-certificates?now=1")))
                    .contains("no parameters");
        }
        try (RunningServer server = RunningServer.start()) {
            RawHttp.Answer none = new AdminClient(server.adminUrl()).task("reload-certificates");
            assertThat(none.status()).isEqualTo(409);
            assertThat(AdminClient.error(none)).contains("SSL_CERT_PATH");
        }
    }

    @Test
    void pages_withTheDevelopersToken_holdNone() {
        try (RunningServer server = RunningServer.start()) {
            server.client().callTool("list_projects", "{}");
            AdminClient admin = new AdminClient(server.adminUrl());
            for (String page : List.of("/pools", "/sessions", "/config", "/healthcheck", "/live", "/ready", "/tasks")) {
                assertThat(admin.get(page).body()).doesNotContain(SandboxTokens.DEVELOPER);
            }
        }
    }
}
