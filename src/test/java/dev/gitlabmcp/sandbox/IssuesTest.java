package dev.gitlabmcp.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssuesTest extends SandboxTestBase {
    private static final String ISSUES = SERVICE + "/issues";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            state=opened                                  | 8,5,4,3,2,1
            state=closed                                  | 7,6
            labels=bug                                    | 6,3,1
            labels=bug,regression                         | 6
            labels[]=bug&labels[]=regression              | 6
            labels=None                                   | 7
            labels=Any&state=closed                       | 6
            not[labels]=bug&state=opened                  | 8,5,4,2
            milestone=3.9                                 | 2,1
            milestone=None&state=closed                   | 7
            milestone=Started                             | 2,1
            milestone=Upcoming&assignee_username=tom.okafor | 2
            author_username=tom.okafor                    | 7,5
            not[author_username]=tom.okafor&state=closed  | 6
            assignee_id=None&state=opened                 | 8,4,3
            assignee_id=12                                | 2,1
            search=gateway&state=opened                   | 5,3,2
            search=gateway&in=title&state=opened          | 5,3
            iids[]=2&iids[]=4                             | 4,2
            confidential=true                             | 5
            issue_type=incident                           | 7
            due_date=week                                 | 1
            weight=8                                      | 2
            weight=None&labels=bug                        | 6
            scope=assigned_to_me                          | 2,1
            created_after=2026-02-15T00:00:00Z            | 5,4,1
            state=opened&order_by=title&sort=asc          | 4,8,3,2,5,1
            state=opened&order_by=weight                  | 2,1,3,8,5,4
            """)
    void filters(String query, String expected) {
        JsonNode list = lena.json(ISSUES + "?" + query.replace("[", "%5B").replace("]", "%5D"));
        StringBuilder found = new StringBuilder();
        list.forEach(issue -> found.append(found.isEmpty() ? "" : ",")
                .append(issue.path("iid").asText()));
        if (query.contains("order_by")) {
            assertThat(found.toString()).isEqualTo(expected);
        } else {
            assertThat(found.toString().split(",")).containsExactlyInAnyOrder(expected.split(","));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            state=merging       | state does not have a valid value
            order_by=size       | order_by does not have a valid value
            created_after=never | created_after is invalid
            author_id=lena      | author_id is invalid
            due_date=someday    | due_date does not have a valid value
            confidential=maybe  | confidential is invalid
            """)
    void badFilters(String query, String error) {
        HttpResponse<String> response = lena.get(ISSUES + "?" + query);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("{\"error\":\"" + error + "\"}");
    }

    @Test
    void globalList_isTheCallersOwnUnlessAskedForAll() {
        assertThat(lena.json("/issues").findValuesAsText("username")).contains("lena.fischer");
        assertThat(lena.json("/issues?scope=all&per_page=100").size())
                .isGreaterThan(lena.json("/issues?per_page=100").size());
        assertThat(new TestClient(sandbox, null).get("/issues").statusCode()).isEqualTo(401);
    }

    @Test
    void groupList_includesSubgroups() {
        assertThat(lena.json("/groups/nordlicht-commerce/issues?per_page=100").findValuesAsText("project_id"))
                .contains("41", "42");
        assertThat(lena.get("/groups/unknown/issues").body()).isEqualTo("{\"message\":\"404 Group Not Found\"}");
    }

    @Test
    void create_appliesEverythingSent() {
        HttpResponse<String> response = lena.post(
                ISSUES,
                "{\"title\":\"Charge twice\",\"description\":\"- [x] seen\\n- [ ] fixed\",\"labels\":\"bug,new label\","
                        + "\"assignee_ids\":[12,3],\"milestone_id\":"
                        + lena.json(SERVICE + "/milestones?title=3.9")
                                .path(0)
                                .path("id")
                                .asInt()
                        + ",\"due_date\":\"2026-04-01\",\"weight\":5,\"confidential\":true}");
        assertThat(response.statusCode()).isEqualTo(201);
        JsonNode issue = TestClient.parse(response);
        assertThat(issue.path("iid").asInt()).isEqualTo(9);
        assertThat(issue.path("labels").toString()).isEqualTo("[\"bug\",\"new label\"]");
        assertThat(issue.path("assignees")).hasSize(2);
        assertThat(issue.path("milestone").path("title").asText()).isEqualTo("3.9");
        assertThat(issue.path("task_completion_status").toString()).isEqualTo("{\"count\":2,\"completed_count\":1}");
        assertThat(lena.json(ISSUES + "/9")).isEqualTo(issue);
        assertThat(lena.json(SERVICE + "/labels?search=new%20label")
                        .path(0)
                        .path("name")
                        .asText())
                .isEqualTo("new label");
    }

    @Test
    void create_errors() {
        assertThat(lena.post(ISSUES, "{}").body()).isEqualTo("{\"error\":\"title is missing\"}");
        HttpResponse<String> blank = lena.post(ISSUES, "{\"title\":\"\"}");
        assertThat(blank.statusCode()).isEqualTo(400);
        assertThat(blank.body()).isEqualTo("{\"message\":{\"title\":[\"can't be blank\"]}}");
        assertThat(lena.post(ISSUES, "{\"title\":\"" + "x".repeat(256) + "\"}").body())
                .contains("is too long (maximum is 255 characters)");
        assertThat(lena.post(ISSUES, "{\"title\":").statusCode()).isEqualTo(400);
        assertThat(lena.post("/projects/55/issues", "{\"title\":\"x\"}").body())
                .isEqualTo("{\"message\":\"403 Forbidden\"}");
    }

    @Test
    void update_changesOnlyWhatWasSent() {
        JsonNode before = lena.json(ISSUES + "/1");
        clock.advance(Duration.ofMinutes(1));
        JsonNode after = TestClient.parse(lena.put(
                ISSUES + "/1", "{\"add_labels\":\"documentation\",\"remove_labels\":\"bug\",\"due_date\":null}"));
        assertThat(after.path("labels").toString()).isEqualTo("[\"documentation\",\"priority::high\"]");
        assertThat(after.path("due_date").isNull()).isTrue();
        assertThat(after.path("title")).isEqualTo(before.path("title"));
        assertThat(after.path("updated_at").asText()).isEqualTo("2026-03-02T09:01:00.000Z");
        assertThat(lena.put(ISSUES + "/1", "{}").body()).contains("at least one parameter must be provided");
    }

    @Test
    void closeAndReopen() {
        JsonNode closed = TestClient.parse(lena.put(ISSUES + "/3", "{\"state_event\":\"close\"}"));
        assertThat(closed.path("state").asText()).isEqualTo("closed");
        assertThat(closed.path("closed_by").path("username").asText()).isEqualTo("lena.fischer");
        JsonNode reopened = TestClient.parse(lena.put(ISSUES + "/3", "{\"state_event\":\"reopen\"}"));
        assertThat(reopened.path("closed_at").isNull()).isTrue();
        assertThat(lena.put(ISSUES + "/3", "{\"state_event\":\"explode\"}").body())
                .isEqualTo("{\"error\":\"state_event does not have a valid value\"}");
    }

    @Test
    void delete_needsAnOwner() {
        assertThat(lena.send("DELETE", ISSUES + "/8", "").statusCode()).isEqualTo(403);
        assertThat(mira.send("DELETE", ISSUES + "/8", "").statusCode()).isEqualTo(204);
        assertThat(mira.send("DELETE", ISSUES + "/8", "").body()).isEqualTo("{\"message\":\"404 Issue Not Found\"}");
        assertThat(mira.get(ISSUES + "/8").body()).isEqualTo("{\"message\":\"404 Not found\"}");
        assertThat(TestClient.parse(lena.post(ISSUES, "{\"title\":\"next\"}"))
                        .path("iid")
                        .asInt())
                .isEqualTo(9);
    }

    @Test
    void delete_ofAChangedIssue_isRefused() {
        HttpResponse<String> response = mira.send(mira.request(ISSUES + "/8")
                .header("If-Unmodified-Since", "Mon, 01 Jan 2024 00:00:00 GMT")
                .DELETE()
                .build());
        assertThat(response.statusCode()).isEqualTo(412);
    }

    @Test
    void nonNumericIid_isInvalid() {
        HttpResponse<String> response = lena.get(ISSUES + "/first");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("{\"error\":\"issue_iid is invalid\"}");
    }

    @Test
    void notes_areListedCreatedAndChanged() {
        assertThat(lena.json(ISSUES + "/1/notes")).hasSize(4);
        assertThat(lena.json(ISSUES + "/1/notes?activity_filter=only_comments&sort=asc")
                        .path(0)
                        .path("body")
                        .asText())
                .contains("rounds the sum");
        HttpResponse<String> created = lena.post(ISSUES + "/1/notes", "{\"body\":\"Fixed on staging\"}");
        assertThat(created.statusCode()).isEqualTo(201);
        String note =
                ISSUES + "/1/notes/" + TestClient.parse(created).path("id").asInt();
        assertThat(TestClient.parse(lena.put(note, "{\"body\":\"Fixed\"}"))
                        .path("body")
                        .asText())
                .isEqualTo("Fixed");
        assertThat(lena.json(ISSUES + "/1").path("user_notes_count").asInt()).isEqualTo(4);
        assertThat(lena.send("DELETE", note, "").statusCode()).isEqualTo(204);
        assertThat(lena.post(ISSUES + "/1/notes", "{}").body()).isEqualTo("{\"error\":\"body is missing\"}");
    }

    @Test
    void injectionExamples_carryWhatASanitiserRemoves() {
        String description = lena.json(ISSUES + "/4").path("description").asText();
        assertThat(description).contains("<!--", "\u200b", "\u2060", "\u202e", "\u202c");
        assertThat(lena.json(ISSUES + "/4/notes").toString()).contains("<!--", "\u2066", "\u2069");
    }

    @Test
    void search_findsIssuesAndBlobs() {
        assertThat(lena.json("/search?scope=issues&search=gift%20card")
                        .path(0)
                        .path("title")
                        .asText())
                .contains("Gift card");
        HttpResponse<String> blobs = lena.get(SERVICE + "/search?scope=blobs&search=RoundingMode%20filename:Tax*");
        assertThat(TestClient.header(blobs, "X-Search-Type")).isEqualTo("basic");
        assertThat(lena.json(SERVICE + "/search?scope=blobs&search=RoundingMode")
                        .path(0)
                        .path("path")
                        .asText())
                .endsWith("TaxCalculator.java");
        HttpResponse<String> wrong = lena.get("/search?scope=blobs&search=x");
        assertThat(wrong.body())
                .isEqualTo("{\"message\":\"Scope supported only with advanced search or exact code search\"}");
        assertThat(lena.get("/search").body()).isEqualTo("{\"error\":\"scope is missing, search is missing\"}");
    }
}
