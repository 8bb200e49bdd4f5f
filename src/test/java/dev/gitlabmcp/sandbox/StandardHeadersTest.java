package dev.gitlabmcp.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StandardHeadersTest extends SandboxTestBase {
    @Test
    void everyAnswer_carriesRateLimitAndRequestId() {
        HttpResponse<String> first = lena.get("/projects/41");
        HttpResponse<String> second = lena.get("/nowhere");
        assertThat(TestClient.header(first, "RateLimit-Limit")).isEqualTo("2000");
        assertThat(TestClient.header(first, "RateLimit-Name")).isEqualTo("throttle_authenticated_api");
        assertThat(TestClient.header(first, "RateLimit-Remaining")).isEqualTo("1999");
        assertThat(TestClient.header(second, "RateLimit-Remaining")).isEqualTo("1998");
        assertThat(TestClient.header(first, "RateLimit-Reset")).isEqualTo("1772442060");
        assertThat(TestClient.header(first, "X-Request-Id")).hasSize(26);
        assertThat(TestClient.header(second, "X-Request-Id")).isNotEqualTo(TestClient.header(first, "X-Request-Id"));
        clock.advance(Duration.ofMinutes(1));
        assertThat(TestClient.header(lena.get("/version"), "RateLimit-Observed"))
                .isEqualTo("1");
    }

    @Test
    void etag_answersNotModifiedUntilTheThingChanges() {
        HttpResponse<String> first = lena.get(SERVICE + "/issues/1");
        String etag = TestClient.header(first, "ETag");
        assertThat(etag).startsWith("W/\"");
        assertThat(TestClient.header(first, "Cache-Control")).isEqualTo("max-age=0, private, must-revalidate");
        HttpResponse<String> again = lena.send(lena.request(SERVICE + "/issues/1")
                .header("If-None-Match", etag)
                .build());
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        lena.put(SERVICE + "/issues/1", "{\"title\":\"Other\"}");
        HttpResponse<String> changed = lena.send(lena.request(SERVICE + "/issues/1")
                .header("If-None-Match", etag)
                .build());
        assertThat(changed.statusCode()).isEqualTo(200);
    }

    @Test
    void metadata_isTheSameAsVersion() {
        assertThat(lena.json("/metadata")).isEqualTo(lena.json("/version"));
        assertThat(lena.json("/metadata").path("enterprise").asBoolean()).isTrue();
    }

    @Test
    void links_useTheSandboxsOwnUrl() {
        assertThat(lena.json("/projects/41").path("web_url").asText())
                .isEqualTo(sandbox.url() + "/nordlicht-commerce/checkout/payment-service");
    }
}
