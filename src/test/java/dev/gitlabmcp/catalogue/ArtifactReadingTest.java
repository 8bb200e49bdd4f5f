package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.protocol.Content;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.tool.StubGitLab.Answer;
import dev.gitlabmcp.tool.ToolTestCase;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ArtifactReadingTest extends ToolTestCase {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 1};

    @Test
    void showFile_picture_isShown() {
        gitlab.on("GET /projects/1/jobs/7/artifacts/a.png", r -> Answer.bytes(PNG));
        CallToolResult result =
                call(ArtifactTools.GET_JOB_ARTIFACT_FILE, "{'project_id':1,'job_id':7,'artifact_path':'a.png'}");
        assertThat(result.content().get(1)).isInstanceOf(Content.Image.class);
    }

    @Test
    void showFile_longFile_goesOnWhereItWasCut() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            lines.append("line ").append(i).append('\n');
        }
        gitlab.on(
                "GET /projects/1/jobs/7/artifacts/a.txt",
                r -> Answer.bytes(lines.toString().getBytes(StandardCharsets.UTF_8)));
        StringBuilder read = new StringBuilder();
        String arguments = "{\"project_id\":1,\"job_id\":7,\"artifact_path\":\"a.txt\"}";
        while (!arguments.isEmpty()) {
            CallToolResult result = call(ArtifactTools.GET_JOB_ARTIFACT_FILE, arguments, new ResultLimits(8192));
            read.append(block(result, 1));
            String next = tree(block(result, 0)).path("next").asText();
            arguments = next.isEmpty() ? "" : next.substring(next.indexOf('{'));
        }
        assertThat(read.toString()).isEqualTo(lines.toString());
    }
}
