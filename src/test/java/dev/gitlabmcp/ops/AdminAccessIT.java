package dev.gitlabmcp.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets through to the admin port. */
class AdminAccessIT {
    private static final String PASSWORD = "pä:ßwörd";
    private static final String RIGHT = AdminClient.basic("ops", PASSWORD);
    private static final String PAGES =
            "/pools,/sessions,/config,/metrics,/healthcheck,/threads,/ping,/tasks,/," + "/pprof?duration=1,/nothing";

    private static RunningServer open;
    private static RunningServer locked;
    private final AdminClient admin = new AdminClient(open.adminUrl());
    private final AdminClient guarded = new AdminClient(locked.adminUrl());

    @BeforeAll
    static void start() {
        open = RunningServer.start();
        locked = RunningServer.start(Map.of(
                "ADMIN_USERNAME",
                "ops",
                "ADMIN_PASSWORD",
                PASSWORD,
                "ADMIN_ALLOWED_HOSTS",
                "admin.test, other.test:8443,127.0.0.1",
                "MAX_FAILED_AUTHENTICATIONS_PER_MINUTE",
                "40"));
    }

    @AfterAll
    static void stop() {
        open.close();
        locked.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1:1", "[::1]:3003", "[0:0::1]"})
    void loopbackNames_areAllowed(String host) {
        assertThat(admin.get("/pools", "Host: " + host).status()).isEqualTo(200);
    }

    @Test
    void otherHosts_areRefusedEverywhereButByTheProbes() {
        for (String page : PAGES.split(",", -1)) {
            for (String host : List.of("rebound.test", "127.0.0.2", "localhost.evil.test", "[::2]", "evil_name")) {
                RawHttp.Answer answer = admin.get(page, "Host: " + host);

                assertThat(answer.status()).as("%s at %s", page, host).isEqualTo(403);
                assertThat(AdminClient.error(answer)).contains("ADMIN_ALLOWED_HOSTS", host);
            }
        }
        assertThat(admin.task("gc", "Host: rebound.test").status()).isEqualTo(403);
        assertThat(admin.get("/live", "Host: rebound.test").status()).isEqualTo(200);
        assertThat(admin.get("/ready", "Host: 10.1.2.3:3003").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/live/../pools", "/live;x/../pools", "//live", "/live/", "/ready;a=b", "/%6cive", "/pools?/live"
            })
    void spellingsOfProbes_openNothing(String path) {
        assertThat(admin.get(path, "Host: rebound.test").status()).as(path).isIn(400, 403);
    }

    @Test
    void absoluteAddress_countsAsTheHost() {
        assertThat(admin.get("http://rebound.test/pools", "Host: rebound.test").status())
                .isEqualTo(403);
        assertThat(admin.get("http://rebound.test/pools", "Host: localhost").status())
                .isIn(400, 403);
    }

    @Test
    void hostTwice_isRefused() {
        assertThat(admin.get("/pools", "Host: localhost", "Host: rebound.test").status())
                .isEqualTo(400);
    }

    @Test
    void allowedHosts_replaceTheDefaults() {
        assertThat(guarded.get("/ping", "Host: admin.test:1234", RIGHT).status())
                .isEqualTo(200);
        assertThat(guarded.get("/ping", "Host: other.test:8443", RIGHT).status())
                .isEqualTo(200);
        assertThat(guarded.get("/ping", "Host: other.test:8444", RIGHT).status())
                .isEqualTo(403);
        assertThat(guarded.get("/ping", "Host: localhost", RIGHT).status()).isEqualTo(403);
    }

    @Test
    void password_isAskedForEverywhereButByTheProbes() {
        for (String page : PAGES.split(",", -1)) {
            RawHttp.Answer answer = guarded.get(page);

            assertThat(answer.status()).as(page).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate"))
                    .hasValueSatisfying(challenge ->
                            assertThat(challenge).startsWith("Basic realm=").contains("charset=\"UTF-8\""));
            assertThat(AdminClient.error(answer)).contains("ADMIN_PASSWORD");
        }
        assertThat(guarded.task("evict-instance?url=x").status()).isEqualTo(401);
        assertThat(guarded.get("/live").status()).isEqualTo(200);
        assertThat(guarded.get("/ready").status()).isEqualTo(200);
        assertThat(guarded.get("/pools", RIGHT).status()).isEqualTo(200);
        assertThat(guarded.get("/pools", RIGHT.replace("Basic", "bAsIc")).status())
                .isEqualTo(200);
    }

    @Test
    void wrongCredentials_areRefused() {
        for (String wrong : List.of(
                AdminClient.basic("ops", "pä:ß"),
                AdminClient.basic("ops", PASSWORD + "x"),
                AdminClient.basic("Ops", PASSWORD),
                AdminClient.basic("", ""),
                "Authorization: Basic %%%",
                "Authorization: Basic",
                RIGHT.replace("Basic", "Bearer"))) {
            assertThat(guarded.get("/pools", wrong).status()).as(wrong).isEqualTo(401);
        }
    }

    @Test
    void guessing_isStoppedAndTheProbesGoOn() {
        try (RunningServer server = RunningServer.start(Map.of(
                "ADMIN_USERNAME", "ops", "ADMIN_PASSWORD", PASSWORD, "MAX_FAILED_AUTHENTICATIONS_PER_MINUTE", "2"))) {
            AdminClient client = new AdminClient(server.adminUrl());
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                client.get("/ping");
                statuses.add(client.get("/ping", AdminClient.basic("ops", "guess" + i))
                        .status());
            }
            RawHttp.Answer right = client.get("/ping", RIGHT);

            assertThat(statuses).startsWith(401, 401, 429);
            assertThat(right.status()).isEqualTo(429);
            assertThat(right.header("Retry-After")).isPresent();
            assertThat(client.get("/ready").status()).isEqualTo(200);
            assertThat(server.client()
                            .callTool("list_projects", "{}")
                            .path("isError")
                            .asBoolean())
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void whatMayChangeSomething_needsTheHeader(String method) {
        RawHttp.Answer answer = admin.send(method, "/pools");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(AdminClient.error(answer)).contains("X-Admin-Task");
        assertThat(admin.send(method, "/live").status()).isEqualTo(403);
        assertThat(admin.send(method, "/pools", "X-Admin-Task: 1").status()).isNotEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"log-level?logger=x.y&level=ERROR", "evict-instance?url=http://a.test", "reload-certificates"})
    void tasks_needTheHeader(String task) {
        for (String method : List.of("GET", "POST")) {
            assertThat(AdminClient.error(admin.send(method, "/tasks/" + task))).contains("X-Admin-Task");
        }
        assertThat(admin.get("/tasks").body()).contains("evict-instance", "log-level", "reload-certificates");
    }

    @Test
    void requestsOfOtherPages_areRefused() {
        for (String site : List.of("cross-site", "same-site")) {
            String from = "Sec-Fetch-Site: " + site;
            assertThat(admin.get("/pprof?duration=1", from, "Sec-Fetch-Mode: no-cors")
                            .status())
                    .isEqualTo(403);
            assertThat(admin.task("log-level", from, "Sec-Fetch-Mode: cors").status())
                    .isEqualTo(403);
            assertThat(admin.task("log-level", from, "Sec-Fetch-Mode: navigate").status())
                    .isEqualTo(403);
            String document = "Sec-Fetch-Dest: document";
            assertThat(admin.get("/pools", from, "Sec-Fetch-Mode: navigate", document)
                            .status())
                    .isEqualTo(200);
            assertThat(admin.get("/pools", from, "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe")
                            .status())
                    .isEqualTo(403);
            assertThat(admin.get("/%70prof?duration=1", from, "Sec-Fetch-Mode: navigate", document)
                            .status())
                    .isEqualTo(403);
        }
        assertThat(admin.get("/pools", "Sec-Fetch-Site: same-origin").status()).isEqualTo(200);
    }

    @Test
    void whatWouldKeepTheServerBusy_isRefused() {
        assertThat(admin.get("/pprof?duration=100000").status()).isEqualTo(400);
        try (RawHttp http = new RawHttp(admin.url())) {
            http.write(
                    "POST /tasks/log-level HTTP/1.1\r\nHost: localhost\r\nX-Admin-Task: 1\r\nContent-Length: 1500000000\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(http.answer().status()).isEqualTo(413);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "logger=dev.gitlabmcp.audit&level=OFF",
                "logger=org.eclipse.jetty&level=DEBUG",
                "logger=org.eclipse.jetty.http.HttpParser&level=TRACE"
            })
    void levels_thatWouldTellTokensOrHideChanges_areRefused(String query) {
        assertThat(admin.task("log-level?" + query).status()).isEqualTo(400);
    }

    @Test
    void errors_areJsonWithoutTraces() {
        assertThat(AdminClient.error(admin.get("/nothing"))).contains("nothing at this address");
        assertThat(AdminClient.error(admin.send("TRACE", "/ping", "X-Admin-Task: 1", "Authorization: x")))
                .doesNotContain("Authorization");
        assertThat(AdminClient.error(admin.task("none"))).contains("GET /tasks");
        assertThat(AdminClient.error(admin.get("/tasks/log-level", "X-Admin-Task: 1")))
                .contains("method");
        assertThat(admin.send("HEAD", "/pools").status()).isEqualTo(200);
    }

    @Test
    void malformedRequests_areAnsweredInJson() {
        try (RawHttp http = new RawHttp(open.adminUrl())) {
            http.write("GET /\u0001 HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            RawHttp.Answer answer = http.answer();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("Content-Type")).hasValue("application/json");
            assertThat(answer.header("Cache-Control")).hasValue("no-store");
            assertThat(answer.header("X-Content-Type-Options")).hasValue("nosniff");
        }
    }

    @Test
    void readiness_goesWithTheDrain_livenessDoesNot() throws Exception {
        RunningServer server = RunningServer.start(Map.of("SHUTDOWN_DRAIN_DELAY", "3s"));
        AdminClient client = new AdminClient(server.adminUrl());
        assertThat(client.get("/ready").body()).isEqualTo("{\"status\":\"ok\"}");
        Thread stopping = new Thread(server::close);
        stopping.start();
        try {
            await().untilAsserted(
                            () -> assertThat(client.get("/ready").status()).isEqualTo(503));
            assertThat(client.get("/live").status()).isEqualTo(200);
        } finally {
            stopping.join();
        }
    }
}
