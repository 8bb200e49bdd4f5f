package dev.gitlabmcp.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTest extends SandboxTestBase {
    @Test
    void project_isFoundByNumberAndByEncodedPath() {
        assertThat(lena.json("/projects/41").path("path_with_namespace").asText())
                .isEqualTo("nordlicht-commerce/checkout/payment-service");
        assertThat(lena.json(SERVICE).path("id").asInt()).isEqualTo(41);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/projects/nordlicht-commerce/storefront",
                "/projects/nordlicht-commerce/checkout/payment-service",
                "/nowhere",
                "/projects/41/",
            })
    void unknownRoute_isAnErrorNotAMessage(String path) {
        HttpResponse<String> response = lena.get(path);
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("{\"error\":\"404 Not Found\"}");
    }

    @Test
    void doublyEncodedPath_isAMissingProject() {
        HttpResponse<String> response = lena.get("/projects/nordlicht-commerce%252Fstorefront");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("{\"message\":\"404 Project Not Found\"}");
    }

    @Test
    void fileWithSpaceUmlautAndHash_isOneSegment() {
        String path = SERVICE + "/repository/files/docs%2FR%C3%BCckfragen%20%23Kasse.md";
        assertThat(lena.json(path + "?ref=main").path("file_name").asText()).isEqualTo("Rückfragen #Kasse.md");
        HttpResponse<String> raw = lena.get(path + "/raw");
        assertThat(raw.body()).startsWith("# Rückfragen der Kasse");
        assertThat(TestClient.header(raw, "Content-Type")).startsWith("text/plain");
    }

    @Test
    void branchWithSlash_isOneSegment() {
        assertThat(lena.json(SERVICE + "/repository/branches/feature%2Frefunds")
                        .path("name")
                        .asText())
                .isEqualTo("feature/refunds");
        assertThat(lena.get(SERVICE + "/repository/branches/feature/refunds").statusCode())
                .isEqualTo(404);
    }

    @Test
    void otherMethod_onAKnownPath() {
        HttpResponse<String> response = lena.put("/version", "{}");
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.body()).isEqualTo("{\"error\":\"405 Not Allowed\"}");
        assertThat(TestClient.header(response, "Allow")).isEqualTo("GET");
    }

    @Test
    void oldApi_isGone() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(sandbox.url().resolve("/api/v3/projects"))
                .build();
        assertThat(lena.send(request).statusCode()).isEqualTo(410);
    }

    @Test
    void literalSegment_winsOverPlaceholder() {
        assertThat(lena.json(SERVICE + "/pipelines/latest?ref=feature%2Frefunds")
                        .path("ref")
                        .asText())
                .isEqualTo("feature/refunds");
    }

    @Test
    void movedProject_redirectsReadsToTheNumberAndRefusesWrites() {
        HttpResponse<String> read = lena.get("/projects/nordlicht-commerce%2Fwebshop/issues?state=opened");
        assertThat(read.statusCode()).isEqualTo(301);
        assertThat(TestClient.header(read, "Location"))
                .isEqualTo(sandbox.apiUrl() + "/projects/42/issues?state=opened");
        HttpResponse<String> write = lena.post("/projects/nordlicht-commerce%2Fwebshop/issues", "{\"title\":\"x\"}");
        assertThat(write.statusCode()).isEqualTo(405);
        assertThat(write.body()).isEqualTo("{\"message\":\"Non GET methods are not allowed for moved projects\"}");
    }

    @Test
    void requests_areRecordedRaw() {
        lena.post(SERVICE + "/issues?x=a%20b", "{\"title\":\"Recorded\"}");
        RecordedRequest request = sandbox.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/api/v4" + SERVICE + "/issues?x=a%20b");
        assertThat(request.header("private-token")).contains(SandboxTokens.DEVELOPER);
        assertThat(request.body()).isEqualTo("{\"title\":\"Recorded\"}");
        assertThat(request.answered().join()).isEqualTo(201);
        sandbox.clearRequests();
        assertThat(sandbox.requests()).isEmpty();
    }
}
