package dev.gitlabmcp.transport;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A test against a running server that must find it, after each method, as if nobody had ever called. */
abstract class ServerCase {
    static RunningServer server;
    final McpClient client = server.client();
    final List<String> sessions = new ArrayList<>();

    @BeforeAll
    static void start() {
        server = RunningServer.start(Map.of("MCP_KEEP_ALIVE", "300ms"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void nothingIsLeftBehind() {
        for (String session : sessions) {
            try (RawHttp http = client.connect()) {
                http.send("DELETE", "/mcp", client.headers("Mcp-Session-Id: " + session), new byte[0])
                        .answer();
            }
        }
        server.awaitZero(
                "gitlab_mcp_replies",
                "gitlab_mcp_streams",
                "gitlab_mcp_subscriptions",
                "gitlab_mcp_sessions",
                "gitlab_mcp_session_calls_in_flight",
                "gitlab_mcp_gitlab_connections_leased");
    }

    /** A session that is ended after the test. */
    String session(String version, String capabilities) {
        String session = client.initialize(version, capabilities);
        sessions.add(session);
        return session;
    }

    static JsonNode data(Optional<RawHttp.Event> event) {
        return McpClient.json(event.orElseThrow().data().orElseThrow());
    }

    static String callParams(String tool, String more) {
        return "{\"name\":\"" + tool + "\",\"arguments\":{}" + more + "}";
    }
}
