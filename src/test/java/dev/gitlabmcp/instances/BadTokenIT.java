package dev.gitlabmcp.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens that GitLab does not know, one or twenty thousand of them. */
class BadTokenIT {
    private static final String INVENTED = "glpat-invented-0123456789-";
    private static final String WHOAMI = "{\"name\":\"whoami\",\"arguments\":{}}";
    private static final int FLOOD = 20_000;

    private RunningServer server = RunningServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void badToken_asksGitLabOnceAndTakesNoSession() {
        McpClient bad = new McpClient(server.url(), INVENTED);
        for (int i = 0; i < 3; i++) {
            JsonNode result = bad.callTool("whoami", "{}");
            assertThat(result.path("isError").asBoolean()).isTrue();
            assertThat(result.at("/content/0/text").asText()).contains("401");
        }
        assertThat(server.gitlab().requests()).hasSize(1);

        RawHttp.Answer implicit = bad.post(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":" + WHOAMI + "}", bad.headers());
        assertThat(implicit.status()).isEqualTo(401);
        assertThat(implicit.header("WWW-Authenticate")).isPresent();
        assertThat(server.gauge("gitlab_mcp_sessions")).isZero();
    }

    @Test
    void badToken_found_endsItsSessions() {
        McpClient bad = new McpClient(server.url(), SandboxTokens.REVOKED);
        String session = bad.initialize("2025-11-25", "{}");
        assertThat(server.gauge("gitlab_mcp_sessions")).isOne();
        JsonNode answer = bad.legacy(session, "tools/call", WHOAMI);

        assertThat(answer.at("/result/isError").asBoolean()).isTrue();
        await().until(() -> server.gauge("gitlab_mcp_sessions") == 0);
    }

    @Test
    void manyBadTokens_fromOneAddress_are429WhileAProvenOneIsServed() {
        McpClient good = server.client();
        assertThat(good.callTool("whoami", "{}").path("isError").asBoolean()).isFalse();
        RawHttp.Answer last = null;
        for (int i = 0; i < 40; i++) {
            try (RawHttp http = new McpClient(server.url(), INVENTED + i).sendModern("tools/call", WHOAMI)) {
                last = http.answer();
            }
        }

        assertThat(last).isNotNull();
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.header("Retry-After")).isPresent();
        assertThat(server.gitlab().requests()).hasSizeLessThan(40);
        assertThat(good.callTool("whoami", "{}").path("isError").asBoolean()).isFalse();
    }

    @Test
    void twentyThousandInventedTokens_displaceNoProvenSessionAndFillNothing() throws Exception {
        restart(Map.of("MAX_REQUESTS_PER_MINUTE", "1000000", "MAX_SESSIONS", "50"));
        McpClient good = server.client();
        String session = good.initialize("2025-11-25", "{}");
        assertThat(good.legacy(session, "tools/call", WHOAMI).has("result")).isTrue();

        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> flood = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            int from = thread * FLOOD / 4;
            flood.add(threads.submit(() -> flood(from, FLOOD / 4)));
        }
        for (Future<?> one : flood) {
            one.get();
        }
        threads.shutdown();

        assertThat(server.gauge("gitlab_mcp_sessions")).isLessThanOrEqualTo(50);
        JsonNode served = good.legacy(session, "tools/call", WHOAMI);
        assertThat(served.has("result")).isTrue();
        assertThat(served.at("/result/isError").asBoolean()).isFalse();
        assertThat(new McpClient(server.url(), SandboxTokens.OWNER).initialize("2025-11-25", "{}"))
                .isNotEmpty();
    }

    /** Opens sessions with tokens nobody has, over one connection. */
    private void flood(int from, int count) {
        try (RawHttp http = server.connect()) {
            for (int i = 0; i < count; i++) {
                McpClient invented = new McpClient(server.url(), INVENTED + (from + i));
                byte[] body = invented.request(
                                "initialize",
                                "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
                                        + "\"clientInfo\":{\"name\":\"flood\",\"version\":\"1\"}}")
                        .getBytes(StandardCharsets.UTF_8);
                int status = http.send("POST", "/mcp", invented.headers(), body)
                        .answer()
                        .status();
                assertThat(status).isIn(200, 429, 503);
            }
        }
    }

    private void restart(Map<String, String> settings) {
        server.close();
        server = RunningServer.start(settings);
    }
}
