package dev.gitlabmcp.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers and addresses by which a client takes tools away, over real HTTP in both eras. */
class NarrowingIT extends ServerCase {
    private static final String CREATE =
            "{\"name\":\"create_issue\",\"arguments\":{\"project_id\":42,\"title\":\"narrowed\"}}";

    private RawHttp.Answer modern(String path, String method, String params, String... headers) {
        try (RawHttp http = client.sendModernTo(path, method, params, headers)) {
            return http.answer();
        }
    }

    private List<String> listed(String path, String... headers) {
        RawHttp.Answer answer = modern(path, "tools/list", "{}", headers);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<String> names = new ArrayList<>();
        for (JsonNode tool : McpClient.json(answer.body()).at("/result/tools")) {
            names.add(tool.path("name").asText());
        }
        // The suite's own tools belong to no toolset and are always there.
        names.removeIf(name -> name.startsWith("test_") || name.startsWith("json_schema_"));
        return names;
    }

    @Test
    void lists_showWhatIsLeft() {
        assertThat(listed("/mcp")).contains("whoami", "create_issue", "find_tool", "call_tool");
        assertThat(listed("/mcp", "X-MCP-Tools: whoami, get_project"))
                .containsExactlyInAnyOrder("whoami", "get_project");
        assertThat(listed("/mcp", "X-MCP-Toolsets: issues"))
                .contains("create_issue")
                .doesNotContain("get_project");
        assertThat(listed("/mcp/x/issues")).contains("create_issue").doesNotContain("get_project");
        assertThat(listed("/mcp/x/issues/readonly")).contains("list_issues").doesNotContain("create_issue");
        assertThat(listed("/mcp/readonly")).contains("whoami").doesNotContain("create_issue");
        assertThat(listed("/mcp", "X-MCP-Readonly: true")).doesNotContain("create_issue");
        assertThat(listed("/mcp", "X-MCP-Exclude-Tools: create_issue"))
                .contains("update_issue")
                .doesNotContain("create_issue");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/mcp | X-MCP-Toolsets: isues | the toolset isues, which does not exist; there are",
                "/mcp | X-MCP-Tools: create_isue | did you mean create_issue",
                "/mcp | X-MCP-Exclude-Tools: create_isue | did you mean create_issue",
                "/mcp/x/isues | X-Nothing: 1 | The path names the toolset isues",
                "/mcp | X-MCP-Readonly: yes | must be true or false",
                "/mcp | X-MCP-Tools: , | names nothing"
            })
    void unknownNames_areABadRequest(String path, String header, String message) {
        RawHttp.Answer answer = modern(path, "tools/list", "{}", header);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(McpClient.json(answer.body()).at("/error/message").asText()).contains(message);
    }

    @Test
    void otherAddressesBelow_doNotExist() {
        assertThat(modern("/mcp/other", "tools/list", "{}").status()).isEqualTo(404);
        assertThat(modern("/mcp/x/", "tools/list", "{}").status()).isEqualTo(404);
    }

    @Test
    void calls_ofWhatWasTakenAway_areRefusedInBothErasAndInBatches() {
        int before = server.gitlab().requests().size();
        for (String header :
                List.of("X-MCP-Readonly: true", "X-MCP-Tools: get_issue", "X-MCP-Exclude-Tools: create_issue")) {
            assertRefused(
                    McpClient.json(modern("/mcp", "tools/call", CREATE, header).body()));
            assertRefused(McpClient.json(
                    modern("/mcp", "tools/call", "{\"name\":\"call_tool\",\"arguments\":" + CREATE + "}", header)
                            .body()));
            String session = session("2025-03-26", "{}");
            String batch =
                    "[" + client.request("tools/call", CREATE) + "," + client.request("tools/call", CREATE) + "]";
            JsonNode answers = McpClient.json(legacy("/mcp", session, batch, header));
            assertThat(answers).hasSize(2).allSatisfy(NarrowingIT::assertRefused);
        }
        String session = session("2025-11-25", "{}");
        for (String path :
                List.of("/mcp/readonly/", "/mcp/readonly;x=1", "/mcp/x/issues/readonly/", "/mcp/x/projects/")) {
            RawHttp.Answer answer = modern(path, "tools/call", CREATE);
            assertThat(answer.status() == 404 || answer.body().contains("Not permitted on this server"))
                    .as(path + answer.body())
                    .isTrue();
        }
        assertRefused(McpClient.json(legacy("/mcp/readonly", session, client.request("tools/call", CREATE))));
        assertRefused(McpClient.json(legacy("/mcp/x/projects", session, client.request("tools/call", CREATE))));
        assertThat(server.gitlab().requests()).hasSize(before);
    }

    private String legacy(String path, String session, String body, String... more) {
        String[] headers = Stream.concat(Stream.of("Mcp-Session-Id: " + session), Stream.of(more))
                .toArray(String[]::new);
        try (RawHttp http = client.connect()) {
            return http.send("POST", path, client.headers(headers), body.getBytes(StandardCharsets.UTF_8))
                    .answer()
                    .body();
        }
    }

    private static void assertRefused(JsonNode answer) {
        assertThat(answer.at("/result/isError").asBoolean())
                .as(answer.toString())
                .isTrue();
        assertThat(answer.at("/result/content/0/text").asText()).startsWith("Not permitted on this server:");
    }
}
