package dev.gitlabmcp.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PipelinesTest extends SandboxTestBase {
    private String live() {
        return SERVICE + "/pipelines/"
                + lena.json(SERVICE + "/pipelines/latest?ref=feature/refunds")
                        .path("id")
                        .asInt();
    }

    private JsonNode job(String pipeline, String name) {
        for (JsonNode job : lena.json(pipeline + "/jobs")) {
            if (job.path("name").asText().equals(name)) {
                return job;
            }
        }
        throw new AssertionError("no job " + name);
    }

    private String jobPath(String name, String project) {
        for (JsonNode job : lena.json(project + "/jobs?per_page=100")) {
            if (job.path("name").asText().equals(name)) {
                return project + "/jobs/" + job.path("id").asInt();
            }
        }
        throw new AssertionError("no job " + name);
    }

    @Test
    void live_reachesSuccessStageByStage() {
        String pipeline = live();
        assertThat(lena.json(pipeline).path("status").asText()).isEqualTo("running");
        assertThat(job(pipeline, "compile").path("status").asText()).isEqualTo("running");
        assertThat(job(pipeline, "unit-test").path("status").asText()).isEqualTo("created");
        clock.advance(Duration.ofSeconds(4));
        assertThat(job(pipeline, "compile").path("status").asText()).isEqualTo("success");
        assertThat(job(pipeline, "unit-test").path("status").asText()).isEqualTo("pending");
        clock.advance(Duration.ofSeconds(10));
        JsonNode done = lena.json(pipeline);
        assertThat(done.path("status").asText()).isEqualTo("success");
        assertThat(done.path("duration").asInt()).isEqualTo(14);
        assertThat(done.path("finished_at").asText()).isEqualTo("2026-03-02T09:00:14.000Z");
        assertThat(job(pipeline, "deploy-production").path("status").asText()).isEqualTo("manual");
    }

    @Test
    void manualJob_runsWhenPlayed() {
        String pipeline = live();
        clock.advance(Duration.ofSeconds(20));
        String job = SERVICE + "/jobs/"
                + job(pipeline, "deploy-production").path("id").asInt();
        HttpResponse<String> played = lena.post(job + "/play", "{}");
        assertThat(played.statusCode()).isEqualTo(200);
        assertThat(lena.json(job).path("status").asText()).isEqualTo("pending");
        clock.advance(Duration.ofSeconds(5));
        assertThat(lena.json(job).path("status").asText()).isEqualTo("success");
        assertThat(lena.post(job + "/play", "{}").body())
                .isEqualTo("{\"message\":\"400 Bad request - Unplayable Job\"}");
    }

    @Test
    void blockingManualJob_holdsItsPipeline() {
        assertThat(lena.json("/projects/51/pipelines?ref=main")
                        .path(0)
                        .path("status")
                        .asText())
                .isEqualTo("manual");
    }

    @Test
    void failed_isRetriedToSuccess() {
        JsonNode failed = lena.json(SERVICE + "/pipelines?status=failed").path(0);
        String pipeline = SERVICE + "/pipelines/" + failed.path("id").asInt();
        assertThat(job(pipeline, "unit-test").path("failure_reason").asText()).isEqualTo("script_failure");
        assertThat(job(pipeline, "deploy-staging").path("status").asText()).isEqualTo("skipped");
        assertThat(lena.post(pipeline + "/retry", "{}").statusCode()).isEqualTo(201);
        assertThat(lena.json(pipeline).path("status").asText()).isEqualTo("running");
        clock.advance(Duration.ofSeconds(11));
        assertThat(lena.json(pipeline).path("status").asText()).isEqualTo("success");
        assertThat(lena.json(pipeline + "/jobs")).hasSize(5);
        assertThat(lena.json(pipeline + "/jobs?include_retried=true")).hasSize(6);
    }

    @Test
    void created_andCanceled() {
        HttpResponse<String> created = lena.post(
                SERVICE + "/pipeline", "{\"ref\":\"main\",\"variables\":[{\"key\":\"STAGE\",\"value\":\"blue\"}]}");
        assertThat(created.statusCode()).isEqualTo(201);
        String pipeline =
                SERVICE + "/pipelines/" + TestClient.parse(created).path("id").asInt();
        assertThat(lena.json(pipeline + "/variables").toString())
                .isEqualTo("[{\"variable_type\":\"env_var\",\"key\":\"STAGE\",\"value\":\"blue\",\"raw\":false}]");
        assertThat(lena.post(pipeline + "/cancel", "{}").statusCode()).isEqualTo(200);
        assertThat(lena.json(pipeline).path("status").asText()).isEqualTo("canceled");
        assertThat(lena.post(SERVICE + "/pipeline", "{\"ref\":\"nope\"}").body())
                .isEqualTo("{\"message\":{\"base\":[\"Reference not found\"]}}");
        assertThat(mira.post("/projects/60/pipeline", "{\"ref\":\"main\"}").body())
                .isEqualTo("{\"message\":{\"base\":[\"Missing CI config file\"]}}");
        assertThat(lena.get(SERVICE + "/pipelines/1").body()).isEqualTo("{\"message\":\"404 Not found\"}");
    }

    @Test
    void lists_filter() {
        assertThat(lena.json(SERVICE + "/pipelines?source=schedule")).hasSize(1);
        assertThat(lena.json(SERVICE + "/pipelines?scope=running")).hasSize(1);
        assertThat(lena.json(SERVICE + "/pipelines?username=tom.okafor")).hasSize(2);
        assertThat(lena.json(SERVICE + "/pipelines?status=canceled")).hasSize(1);
        assertThat(lena.json(SERVICE + "/jobs?scope%5B%5D=failed&scope%5B%5D=manual")
                        .findValuesAsText("name"))
                .contains("unit-test", "deploy-production");
        assertThat(lena.get(SERVICE + "/jobs?scope=odd").statusCode()).isEqualTo(400);
        assertThat(lena.get(SERVICE + "/pipelines?status=odd").body())
                .isEqualTo("{\"error\":\"status does not have a valid value\"}");
    }

    @Test
    void testReports_countTheFailure() {
        int id = lena.json(SERVICE + "/pipelines?status=failed")
                .path(0)
                .path("id")
                .asInt();
        JsonNode summary = lena.json(SERVICE + "/pipelines/" + id + "/test_report_summary");
        assertThat(summary.path("total").path("count").asInt()).isEqualTo(2);
        assertThat(summary.path("total").path("failed").asInt()).isEqualTo(1);
        int green =
                lena.json(STOREFRONT + "/pipelines?ref=main").path(0).path("id").asInt();
        assertThat(lena.json(STOREFRONT + "/pipelines/" + green + "/test_report")
                        .path("total_count")
                        .asInt())
                .isEqualTo(8);
        assertThat(summary.path("test_suites").path(0).path("name").asText()).isEqualTo("unit-test");
        assertThat(lena.json(SERVICE + "/pipelines/" + id + "/test_report").toString())
                .contains("12.36");
    }

    @Test
    void bridges_leadToTheOtherProject() {
        int id =
                lena.json(STOREFRONT + "/pipelines?ref=main").path(0).path("id").asInt();
        JsonNode bridge =
                lena.json(STOREFRONT + "/pipelines/" + id + "/bridges").path(0);
        assertThat(bridge.path("name").asText()).isEqualTo("publish");
        assertThat(bridge.has("downstream_pipeline")).isTrue();
        assertThat(bridge.has("runner")).isFalse();
    }

    @Test
    void failedLog_showsSectionsColoursAndTheFailure() {
        int id = lena.json(SERVICE + "/jobs?scope=failed").path(0).path("id").asInt();
        HttpResponse<String> log = lena.get(SERVICE + "/jobs/" + id + "/trace");
        assertThat(TestClient.header(log, "Content-Type")).startsWith("text/plain");
        assertThat(log.body())
                .contains("section_start:", ":step_script\r\u001b[0K", "\u001b[32;1m$ mvn -B verify\u001b[0;m")
                .contains("roundsHalfUpPerLine:15 expected: <12.36> but was: <12.35>")
                .contains("\u001b[31;1mERROR: Job failed: exit code 1");
    }

    @Test
    void longLog_comesInSlices() {
        String trace = jobPath("e2e-tests", STOREFRONT) + "/trace";
        byte[] all = lena.get(trace).body().getBytes(StandardCharsets.UTF_8);
        assertThat(all.length).isBetween(300_000, 900_000);
        byte[] slice = lena.get(trace + "?byte_offset=100&byte_limit=50").body().getBytes(StandardCharsets.UTF_8);
        assertThat(slice).isEqualTo(java.util.Arrays.copyOfRange(all, 100, 150));
        assertThat(lena.get(trace + "?byte_offset=99999999").body()).isEmpty();
        assertThat(lena.get(trace + "?byte_limit=512001").body())
                .isEqualTo("{\"error\":\"byte_limit does not have a valid value\"}");
    }

    @Test
    void runningLog_grows() {
        String trace = SERVICE + "/jobs/" + job(live(), "compile").path("id").asInt() + "/trace";
        assertThat(lena.get(trace).body()).isEmpty();
        clock.advance(Duration.ofSeconds(2));
        int half = lena.get(trace).body().length();
        assertThat(half).isPositive();
        clock.advance(Duration.ofSeconds(2));
        assertThat(lena.get(trace).body().length()).isGreaterThan(half);
        assertThat(lena.get(SERVICE + "/jobs/"
                                + job(live(), "deploy-staging").path("id").asInt() + "/trace")
                        .body())
                .isEmpty();
    }

    @Test
    void artifacts_redirectToAnotherOriginWithoutNeedOfAToken() throws Exception {
        int failed =
                lena.json(SERVICE + "/jobs?scope=failed").path(0).path("id").asInt();
        assertThat(lena.get(SERVICE + "/jobs/" + failed + "/artifacts").statusCode())
                .isEqualTo(404);
        HttpResponse<String> response = lena.get(jobPath("bundle", STOREFRONT) + "/artifacts");
        assertThat(response.statusCode()).isEqualTo(302);
        URI location = URI.create(TestClient.header(response, "Location"));
        assertThat(location.getPort()).isEqualTo(sandbox.artifactStore().url().getPort());
        HttpResponse<byte[]> zip =
                TestClient.HTTP.send(HttpRequest.newBuilder(location).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(zip.statusCode()).isEqualTo(200);
        assertThat(zip.body()).startsWith('P', 'K');
        assertThat(sandbox.artifactStore().credentialsSeen()).isFalse();
        HttpRequest leaking = HttpRequest.newBuilder(location)
                .header("Authorization", "Bearer x")
                .build();
        TestClient.HTTP.send(leaking, HttpResponse.BodyHandlers.discarding());
        assertThat(sandbox.artifactStore().credentialsSeen()).isTrue();
        assertThat(sandbox.artifactStore().requests()).hasSize(2);
        URI unsigned = sandbox.artifactStore().url().resolve(location.getPath());
        assertThat(TestClient.HTTP
                        .send(HttpRequest.newBuilder(unsigned).build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(403);
    }
}
