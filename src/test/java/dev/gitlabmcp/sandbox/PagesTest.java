package dev.gitlabmcp.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PagesTest extends SandboxTestBase {
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    @Test
    void offset_headersOfTheMiddle() {
        HttpResponse<String> page = lena.get(SERVICE + "/issues?per_page=3&page=2&state=all");
        assertThat(TestClient.parse(page)).hasSize(3);
        assertThat(TestClient.header(page, "X-Page")).isEqualTo("2");
        assertThat(TestClient.header(page, "X-Per-Page")).isEqualTo("3");
        assertThat(TestClient.header(page, "X-Prev-Page")).isEqualTo("1");
        assertThat(TestClient.header(page, "X-Next-Page")).isEqualTo("3");
        assertThat(TestClient.header(page, "X-Total")).isEqualTo("8");
        assertThat(TestClient.header(page, "X-Total-Pages")).isEqualTo("3");
        String base = "<" + sandbox.apiUrl() + SERVICE + "/issues?page=";
        assertThat(TestClient.header(page, "Link"))
                .isEqualTo(base + "1&per_page=3&state=all>; rel=\"prev\", " + base
                        + "3&per_page=3&state=all>; rel=\"next\", " + base + "1&per_page=3&state=all>; rel=\"first\", "
                        + base + "3&per_page=3&state=all>; rel=\"last\"");
    }

    @Test
    void offset_nextPageIsEmptyAtTheEnd() {
        HttpResponse<String> page = lena.get(SERVICE + "/issues?per_page=100&page=1");
        assertThat(TestClient.header(page, "X-Next-Page")).isEmpty();
        assertThat(TestClient.header(page, "X-Prev-Page")).isEmpty();
        assertThat(TestClient.header(page, "Link")).doesNotContain("next");
    }

    @Test
    void perPage_isCutAtHundredAndNeverZero() {
        assertThat(TestClient.header(lena.get("/projects?per_page=500"), "X-Per-Page"))
                .isEqualTo("100");
        HttpResponse<String> zero = lena.get("/projects?per_page=0");
        assertThat(zero.statusCode()).isEqualTo(400);
        assertThat(zero.body()).isEqualTo("{\"error\":\"per_page has a value not allowed\"}");
        assertThat(lena.get("/projects?page=abc").body()).isEqualTo("{\"error\":\"page is invalid\"}");
    }

    @Test
    void commits_neverSayATotal() {
        HttpResponse<String> page = lena.get(SERVICE + "/repository/commits?per_page=2");
        assertThat(TestClient.header(page, "X-Next-Page")).isEqualTo("2");
        assertThat(page.headers().map()).doesNotContainKeys("x-total", "x-total-pages");
        assertThat(TestClient.header(page, "Link")).contains("next").doesNotContain("last");
    }

    @Test
    void jobsOfAProject_neverSayATotalButThoseOfAPipelineDo() {
        assertThat(lena.get(SERVICE + "/jobs").headers().map()).doesNotContainKey("x-total");
        int pipeline = lena.json(SERVICE + "/pipelines").path(0).path("id").asInt();
        assertThat(TestClient.header(lena.get(SERVICE + "/pipelines/" + pipeline + "/jobs"), "X-Total"))
                .isEqualTo("5");
    }

    @Test
    void keyset_projectsFollowIdAfter() {
        List<Integer> ids = follow("/projects?pagination=keyset&order_by=id&sort=asc&per_page=2", "id");
        assertThat(ids).containsExactly(41, 42, 51, 52, 55);
    }

    @Test
    void keyset_issuesFollowACursorWithoutTotals() {
        HttpResponse<String> first = lena.get(SERVICE + "/issues?pagination=keyset&per_page=3&order_by=created_at");
        assertThat(first.headers().map()).doesNotContainKey("x-total").containsKey("x-next-cursor");
        List<Integer> iids = follow(SERVICE + "/issues?pagination=keyset&per_page=3", "iid");
        assertThat(iids).hasSize(8).doesNotHaveDuplicates();
    }

    @Test
    void keyset_treeFollowsPageToken() {
        String path = SERVICE + "/repository/tree?recursive=true&pagination=keyset&per_page=4";
        HttpResponse<String> first = lena.get(path);
        assertThat(TestClient.header(first, "Link")).contains("page_token=");
        assertThat(first.headers().map()).doesNotContainKey("x-page");
    }

    @Test
    void keyset_isNotYetAvailableForOtherOrders() {
        HttpResponse<String> response = lena.get("/projects?pagination=keyset&order_by=name");
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.body())
                .isEqualTo("{\"error\":\"Keyset pagination is not yet available for this type of request\"}");
    }

    @Test
    void offset_beyondTheLimit() {
        HttpResponse<String> response = lena.get("/projects?per_page=100&page=501");
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.body()).contains("Offset pagination has a maximum allowed offset of 50000");
    }

    private List<Integer> follow(String path, String field) {
        List<Integer> values = new ArrayList<>();
        String next = sandbox.apiUrl() + path;
        while (next != null) {
            HttpResponse<String> page = lena.send(HttpRequest.newBuilder(URI.create(next))
                    .header("PRIVATE-TOKEN", SandboxTokens.DEVELOPER)
                    .build());
            for (JsonNode item : TestClient.parse(page)) {
                values.add(item.path(field).asInt());
            }
            Matcher matcher = NEXT.matcher(TestClient.header(page, "Link"));
            next = matcher.find() ? matcher.group(1) : null;
        }
        return values;
    }
}
