package dev.gitlabmcp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.sandbox.Fault;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests without a session, as in examples with curl, which all have the id 1. */
class ImplicitSessionIT extends ServerCase {
    private static final String WHOAMI = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
            + "{\"name\":\"whoami\",\"arguments\":{}}}";

    @Test
    void sameIdAtOnce_withoutASession_isServedTwice() {
        delayGitLab();
        try (RawHttp first = send();
                RawHttp second = send()) {
            await().until(() -> server.gauge("gitlab_mcp_session_calls_in_flight") == 2);
            for (RawHttp http : List.of(first, second)) {
                RawHttp.Answer answer = http.answer();
                sessions.add(answer.header("Mcp-Session-Id").orElseThrow());
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).contains("\"id\":1").contains("\"result\"");
            }
            assertThat(sessions.get(0)).isEqualTo(sessions.get(1));
        }
    }

    @Test
    void sameIdAtOnce_inAnInitializedSession_isRefused() {
        delayGitLab();
        String header = "Mcp-Session-Id: " + session("2025-11-25", "{}");
        try (RawHttp first = send(header)) {
            await().until(() -> server.gauge("gitlab_mcp_session_calls_in_flight") == 1);
            try (RawHttp second = send(header)) {
                assertThat(McpClient.json(second.answer().body())
                                .at("/error/message")
                                .asText())
                        .contains("A request with the id 1 is running");
            }
            assertThat(first.answer().body()).contains("\"result\"");
        }
    }

    private static void delayGitLab() {
        server.gitlab().faults().add(Fault.on("GET", "/api/v4/user").delay(Duration.ofSeconds(1)));
    }

    private RawHttp send(String... headers) {
        return client.connect().send("POST", "/mcp", client.headers(headers), WHOAMI.getBytes(StandardCharsets.UTF_8));
    }
}
