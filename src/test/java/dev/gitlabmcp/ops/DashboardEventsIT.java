package dev.gitlabmcp.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The dashboard's page and stream as they are on the wire. */
class DashboardEventsIT {
    private static final String EVENTS = "/dashboard/events";
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static RawHttp open(RunningServer server) {
        return new RawHttp(server.adminUrl()).send("GET", EVENTS, List.of(), new byte[0]);
    }

    private static JsonNode next(RawHttp stream) {
        return McpClient.json(stream.event().orElseThrow().data().orElseThrow());
    }

    @Test
    void page_isServedUnderItsPolicy() {
        try (RunningServer server = RunningServer.start()) {
            AdminClient admin = new AdminClient(server.adminUrl());
            for (String path : List.of("/", "/dashboard/dashboard.js", "/dashboard/uPlot.min.css")) {
                RawHttp.Answer answer = admin.get(path);
                assertThat(answer.status()).as(path).isEqualTo(200);
                assertThat(answer.header("Content-Security-Policy")).hasValue(POLICY);
            }
            assertThat(admin.get("/").header("Content-Type").orElseThrow())
                    .isEqualToIgnoringCase("text/html;charset=UTF-8");
            assertThat(admin.get("/").body())
                    .doesNotContain("style=")
                    .doesNotContain("<style")
                    .doesNotContain("onclick");
            for (String path : List.of("/dashboard/", "/dashboard/none.js", "/dashboard/../config.yml", "/dashboard")) {
                assertThat(admin.get(path).status()).as(path).isIn(400, 404);
            }
            assertThat(admin.send("HEAD", EVENTS).status()).isEqualTo(200);
        }
    }

    @Test
    void stream_beginsWithTheHistory_andIdentifiesNobody() {
        try (RunningServer server = RunningServer.start()) {
            McpClient client = server.client();
            String session = client.initialize("2025-11-25", "{}");
            client.legacy(session, "tools/call", KnownTraffic.WHOAMI);
            try (RawHttp stream = open(server)) {
                RawHttp.Answer head = stream.head();
                assertThat(head.header("Content-Type")).hasValue("text/event-stream");
                assertThat(head.header("Cache-Control")).hasValue("no-store");
                JsonNode first = next(stream);
                JsonNode second = next(stream);

                assertThat(first.path("first").asBoolean()).isTrue();
                assertThat(first.path("samples")).isNotEmpty();
                assertThat(first.at("/load/sessions").asInt()).isEqualTo(1);
                assertThat(first.at("/load/calls").asInt()).isEqualTo(1);
                assertThat(second.path("first").asBoolean()).isFalse();
                assertThat(second.path("at").asLong())
                        .isGreaterThanOrEqualTo(first.path("at").asLong());
                assertThat(first.toString() + second)
                        .doesNotContain(session, session.substring(0, 12), SandboxTokens.DEVELOPER, "glpat-");
            }
        }
    }

    @Test
    void viewers_areBounded_andRoomIsGivenBack() {
        try (RunningServer server = RunningServer.start()) {
            List<RawHttp> open = new ArrayList<>();
            try {
                for (int i = 0; i < DashboardFeed.MAX_VIEWERS; i++) {
                    RawHttp stream = open(server);
                    open.add(stream);
                    assertThat(stream.head().status()).isEqualTo(200);
                }
                AdminClient admin = new AdminClient(server.adminUrl());
                assertThat(AdminClient.error(admin.get(EVENTS))).contains("cannot be done");

                open.remove(0).cut();
                await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
                    try (RawHttp again = open(server)) {
                        assertThat(again.head().status()).isEqualTo(200);
                    }
                });
            } finally {
                open.forEach(RawHttp::close);
            }
        }
    }

    @Test
    void stop_isSeenAndNotHeldUp() throws InterruptedException {
        RunningServer server = RunningServer.start(Map.of("SHUTDOWN_DRAIN_DELAY", "3s"));
        try (RawHttp stream = open(server);
                RawHttp unread = open(server)) {
            assertThat(stream.head().status()).isEqualTo(200);
            assertThat(unread.head().status()).isEqualTo(200);
            next(stream);
            Thread stopping = new Thread(server::stop);
            long begun = System.nanoTime();
            stopping.start();
            List<String> states = new ArrayList<>();
            stream.event().ifPresent(event -> states.add(state(event)));
            for (var event = stream.event(); event.isPresent(); event = stream.event()) {
                states.add(state(event.get()));
            }
            stopping.join();

            assertThat(states).endsWith("stopping");
            // The drain's own three seconds, and not five more for what is left open.
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3 + 5));
        } finally {
            server.gitlab().close();
        }
    }

    private static String state(RawHttp.Event event) {
        return McpClient.json(event.data().orElseThrow()).path("state").asText();
    }

    @Test
    void password_guardsPageAndStream() {
        try (RunningServer server =
                RunningServer.start(Map.of("ADMIN_USERNAME", "ops", "ADMIN_PASSWORD", "secret-1"))) {
            AdminClient admin = new AdminClient(server.adminUrl());
            for (String path : List.of("/", "/dashboard/dashboard.js", EVENTS)) {
                assertThat(admin.get(path).status()).as(path).isEqualTo(401);
            }
            assertThat(admin.get("/", AdminClient.basic("ops", "secret-1")).status())
                    .isEqualTo(200);
        }
    }
}
