package dev.gitlabmcp.instances;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages that docs/gitlab-instances.md quotes in its troubleshooting are those the server gives, word for word. */
class GuideMessagesIT {
    private static final String TOKEN = "Private-Token: " + SandboxTokens.DEVELOPER;
    private static final String URL = "X-GitLab-API-URL: ";
    private static final String WHOAMI = "{\"name\":\"whoami\",\"arguments\":{}}";

    private static final Pattern QUOTATION = Pattern.compile("(?:^> .*\\R)+", Pattern.MULTILINE);

    private static RunningServer server;
    private static List<String> quotations = List.of();

    @BeforeAll
    static void start() throws IOException {
        server = RunningServer.start(
                Map.of("ENABLE_DYNAMIC_API_URL", "true", "GITLAB_ALLOWED_HOSTS", "*.example.invalid"));
        String page = Files.readString(Path.of("docs/gitlab-instances.md"));
        quotations = QUOTATION
                .matcher(page)
                .results()
                .map(found -> found.group()
                        .replaceAll("(?m)^> ", "")
                        .replaceAll("\\R", " ")
                        .strip())
                .toList();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | none",
                "400 | Private-Token: glpat-0123456789abcdef, Authorization: Bearer glpat-0123456789abcdef",
                "401 | Private-Token: abc",
                "400 | Private-Token: glpat-0123456789abcdef, X-GitLab-API-URL: ftp://gitlab.example.org",
                "400 | Private-Token: glpat-0123456789abcdef, X-GitLab-API-URL: https://gitlab.example.org",
                "400 | Private-Token: glpat-0123456789abcdef, X-GitLab-API-URL: https://10.1.2.3"
            })
    void refusal_isInThePage(int status, String headers) {
        List<String> all = headers.equals("none") ? List.of() : Arrays.asList(headers.split(", ", -1));
        RawHttp.Answer answer = call(all);

        assertThat(answer.status()).isEqualTo(status);
        assertQuoted(message(answer));
    }

    @Test
    void sessionWithAnotherInstance_isInThePage() {
        String session = "Mcp-Session-Id: " + server.client().initialize("2025-11-25", "{}");
        RawHttp.Answer answer = call(List.of(TOKEN, session, URL + "https://gitlab.example.invalid"));

        assertThat(answer.status()).isEqualTo(403);
        assertQuoted(message(answer).replace(server.gitlab().apiUrl().toString(), "https://gitlab.com/api/v4"));
    }

    @Test
    void unknownSession_isInThePage() {
        assertQuoted(message(call(List.of(TOKEN, "Mcp-Session-Id: unknown"))));
    }

    @Test
    void unknownHost_isInThePage() {
        JsonNode result = McpClient.json(call(List.of(TOKEN, URL + "https://gitlab.example.invalid"))
                        .body())
                .path("result");

        assertThat(result.path("isError").asBoolean()).isTrue();
        assertQuoted(result.at("/content/0/text").asText().replace("gitlab.example.invalid", "gitlab.example.org"));
    }

    private static void assertQuoted(String message) {
        assertThat(message).isNotBlank();
        assertThat(quotations).contains(message);
    }

    private static RawHttp.Answer call(List<String> headers) {
        List<String> all = new ArrayList<>(headers);
        all.add("Content-Type: application/json");
        all.add("Accept: application/json");
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":" + WHOAMI + "}";
        try (RawHttp http = server.connect()) {
            return http.send("POST", "/mcp", all, body.getBytes(StandardCharsets.UTF_8))
                    .answer();
        }
    }

    private static String message(RawHttp.Answer answer) {
        return McpClient.json(answer.body()).at("/error/message").asText();
    }
}
