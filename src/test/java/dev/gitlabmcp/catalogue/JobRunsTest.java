package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.tool.StubGitLab.Answer;
import dev.gitlabmcp.tool.ToolTestCase;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class JobRunsTest extends ToolTestCase {
    private static String job(int id, String status) {
        return "{\"id\":" + id + ",\"status\":\"" + status + "\"}";
    }

    @Test
    void playAll_tellsHowFarItIs() {
        AtomicInteger polls = new AtomicInteger();
        gitlab.on("POST /projects/1/jobs/7/play", job(7, "pending"))
                .on(
                        "GET /projects/1/jobs/7",
                        r -> Answer.json(200, job(7, polls.getAndIncrement() == 0 ? "running" : "success")))
                .on("POST /projects/1/jobs/8/play", job(8, "pending"))
                .on("GET /projects/1/jobs/8", job(8, "success"));
        JsonNode result =
                success(JobTools.PLAY_PIPELINE_JOBS, "{'project_id':1,'job_ids':[7,8],'poll_interval_seconds':1}");
        assertThat(result.get("succeeded").asBoolean()).isTrue();
        assertThat(context.progress())
                .containsExactly("job 1 of 2 is running", "job 1 of 2 is success", "job 2 of 2 is success");
    }

    @Test
    void playAll_gitLabFailsAfterTheStart_tellsWhatWasStarted() {
        gitlab.on("POST /projects/1/jobs/7/play", job(7, "pending"))
                .on("GET /projects/1/jobs/7", r -> Answer.json(403, "{\"message\":\"403 Forbidden\"}"));
        JsonNode result = success(JobTools.PLAY_PIPELINE_JOBS, "{'project_id':1,'job_ids':[7,8]}");
        assertThat(result.get("note").asText()).startsWith("job 1 of 2 (7): GitLab answered 403");
        assertThat(result.get("not_started")).isEqualTo(tree("[8]"));
    }

    @Test
    void playAll_cancelled_startsNoMore() {
        gitlab.on("POST /projects/1/jobs/7/play", job(7, "pending")).on("GET /projects/1/jobs/7", r -> {
            CompletableFuture.runAsync(() -> context.cancellation().cancel("user"));
            return Answer.json(200, job(7, "running"));
        });
        assertThat(failure(JobTools.PLAY_PIPELINE_JOBS, "{'project_id':1,'job_ids':[7,8]}"))
                .startsWith("The call was cancelled.");
        assertThat(gitlab.requests()).noneMatch(r -> r.path().contains("/8/"));
    }

    @Test
    void await_manualJob_ends() {
        gitlab.on("GET /projects/1/jobs/7", job(7, "manual"));
        assertThat(success(JobTools.WAIT_FOR_JOB, "{'project_id':1,'job_id':7}"))
                .isEqualTo(object("{'ended':true,'job':{'id':7,'status':'manual'}}"));
    }
}
