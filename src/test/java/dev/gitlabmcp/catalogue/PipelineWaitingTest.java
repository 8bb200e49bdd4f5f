package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.tool.StubGitLab.Answer;
import dev.gitlabmcp.tool.ToolTestCase;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PipelineWaitingTest extends ToolTestCase {
    private static final String PIPELINE = "GET /projects/1/pipelines/2";

    @Test
    void await_pollsUntilItEnds() {
        AtomicInteger polls = new AtomicInteger();
        gitlab.on(
                PIPELINE,
                r -> Answer.json(
                        200,
                        "{\"id\":2,\"status\":\"" + (polls.incrementAndGet() < 2 ? "running" : "success") + "\"}"));
        JsonNode result =
                success(PipelineTools.WAIT_FOR_PIPELINE, "{'project_id':1,'pipeline_id':2,'poll_interval_seconds':1}");
        assertThat(result).isEqualTo(object("{'ended':true,'pipeline':{'id':2,'status':'success'}}"));
        assertThat(context.progress()).containsExactly("pipeline is running", "pipeline is success");
    }

    @Test
    void await_timeIsOver_saysHowToGoOn() {
        gitlab.on(PIPELINE, "{\"id\":2,\"status\":\"running\"}");
        JsonNode result =
                success(PipelineTools.WAIT_FOR_PIPELINE, "{'project_id':1,'pipeline_id':2,'timeout_seconds':1}");
        assertThat(result.get("ended").asBoolean()).isFalse();
        assertThat(result.get("next").asText())
                .isEqualTo("wait_for_pipeline {\"project_id\":1,\"pipeline_id\":2,\"timeout_seconds\":1}");
    }

    @Test
    void await_manualAction_ends() {
        gitlab.on(PIPELINE, "{\"id\":2,\"status\":\"manual\"}");
        assertThat(success(PipelineTools.WAIT_FOR_PIPELINE, "{'project_id':1,'pipeline_id':2}")
                        .get("ended")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void await_cancelled_endsAtOnce() {
        gitlab.on(PIPELINE, r -> {
            CompletableFuture.runAsync(() -> context.cancellation().cancel("user"));
            return Answer.json(200, "{\"id\":2,\"status\":\"running\"}");
        });
        assertThat(failure(PipelineTools.WAIT_FOR_PIPELINE, "{'project_id':1,'pipeline_id':2,'timeout_seconds':60}"))
                .isEqualTo("The call was cancelled.");
    }
}
