package dev.gitlabmcp.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where lines go, by the settings alone. */
class LogFilesIT {
    @TempDir
    private Path directory;

    @Test
    void auditFile_hasTheAuditLog_asTheFormatSays() throws IOException {
        Path file = directory.resolve("audit.log");
        try (RunningServer server = RunningServer.start(
                Map.of("AUDIT_LOG_FILE", file.toString(), "LOG_FORMAT", "json", "LOG_LEVEL", "ERROR"))) {
            server.client().callTool("get_project", "{\"project_id\":42}");
            server.client().callTool("create_issue", "{\"project_id\":42,\"title\":\"planted\"}");
            await().until(() -> Files.size(file) > 0);
        }

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(1);
        JsonNode line = McpClient.json(lines.get(0));
        assertThat(line.path("logger").asText()).isEqualTo("dev.gitlabmcp.audit");
        assertThat(line.path("tool").asText()).isEqualTo("create_issue");
        assertThat(line.path("gitlab_status").intValue()).isEqualTo(201);
        assertThat(lines.get(0)).doesNotContain("planted");
    }
}
