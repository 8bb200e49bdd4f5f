package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.gitlab.GitLabClientConfiguration;
import dev.gitlabmcp.gitlab.GitLabClientPool;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.protocol.Content;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.tool.StubGitLab;
import dev.gitlabmcp.tool.TestContext;
import dev.gitlabmcp.tool.ToolConfiguration;
import dev.gitlabmcp.tool.ToolExecutor;
import dev.gitlabmcp.tool.ToolObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What golden cases of work items cannot show: URLs, and what one call learns for the next. */
class WorkItemsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "POST /api/graphql";
    private static final String FOUND = "{\"data\":{\"namespace\":{\"workItem\":{\"id\":\"gid://gitlab/WorkItem/70\","
            + "\"iid\":\"7\",\"widgets\":[{\"type\":\"LABELS\"},null,{\"weight\":3}]}}}}";

    private final StubGitLab gitlab = new StubGitLab();
    private final GitLabClientPool client = new GitLabClientPool(GitLabClientConfiguration.defaults());
    private final ToolExecutor tools = new ToolExecutor(
            GitLabCatalogue.tools(), client, ResultLimits.DEFAULT, ToolObserver.NONE, ToolConfiguration.defaults());

    @AfterEach
    void stop() {
        client.close();
        gitlab.close();
    }

    private String call(String tool, ObjectNode arguments) {
        CallToolResult result = tools.call(tool, arguments, new TestContext(gitlab.apiUrl()));
        return ((Content.Text) result.content().get(0)).text();
    }

    private JsonNode sent() {
        try {
            return JSON.readTree(gitlab.last().body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/lena/web/shop/-/work_items/7, lena/web/shop",
        "/lena/web/shop/-/issues/7#note_1, lena/web/shop",
        "/groups/lena/apps/-/epics/7, lena/apps",
        "/groups/lena/apps/-/work_items/7, lena/apps"
    })
    void get_takesUrlsOfProjectsAndGroups(String page, String path) {
        gitlab.on(API, FOUND);
        assertThat(call("get_work_item", JSON.createObjectNode().put("iid", gitlab.webUrl() + page)))
                .contains("\"weight\":3");
        assertThat(sent().get("variables"))
                .isEqualTo(JSON.createObjectNode().put("path", path).put("iid", "7"));
    }

    @Test
    void freeEdition_isAskedOnceForWhatItLacks() {
        gitlab.otherwise(request -> StubGitLab.Answer.json(
                200,
                request.body().contains("WorkItemWidgetWeight")
                        ? "{\"errors\":[{\"message\":\"No such type WorkItemWidgetWeight, so it can't be a fragment"
                                + " condition\",\"extensions\":{\"code\":\"undefinedType\"}}]}"
                        : FOUND));
        ObjectNode arguments =
                JSON.createObjectNode().put("project_id", "lena/shop").put("iid", 7);
        call("get_work_item", arguments);
        assertThat(gitlab.requests()).hasSize(2);
        assertThat(call("get_work_item", arguments)).contains("\"iid\":7");
        assertThat(gitlab.requests()).hasSize(3);
    }

    @Test
    void workItem_isLookedUpOnce() {
        gitlab.otherwise(request -> StubGitLab.Answer.json(
                200,
                request.body().contains("createNote")
                        ? "{\"data\":{\"createNote\":{\"errors\":[],\"note\":{\"id\":\"gid://gitlab/Note/5\"}}}}"
                        : FOUND));
        ObjectNode arguments = JSON.createObjectNode()
                .put("project_id", "lena/shop")
                .put("iid", 7)
                .put("body", "On it.");
        call("create_work_item_note", arguments);
        call("create_work_item_note", arguments);
        assertThat(gitlab.requests()).hasSize(3);
    }

    @Test
    void vulnerability_isTakenFromItsUrlAndMustBeOfThatProject() {
        String page = gitlab.webUrl() + "/lena/web/shop/-/security/vulnerabilities/5";
        gitlab.on(
                API,
                "{\"data\":{\"vulnerability\":{\"title\":\"Leak\",\"project\":{\"fullPath\":\"lena/web/shop\"}}}}");
        assertThat(call("get_vulnerability", JSON.createObjectNode().put("vulnerability_id", page)))
                .contains("Leak");
        assertThat(sent().at("/variables/id").textValue()).isEqualTo("gid://gitlab/Vulnerability/5");
        gitlab.on(API, "{\"data\":{\"vulnerability\":{\"title\":\"Leak\",\"project\":{\"fullPath\":\"mira/x\"}}}}");
        assertThat(call("get_vulnerability", JSON.createObjectNode().put("vulnerability_id", page)))
                .isEqualTo(
                        "GitLab shows no such vulnerability in lena/web/shop. Either it does not exist, or this token"
                                + " may not see it; see list_vulnerabilities.");
    }

    @ParameterizedTest
    @CsvSource({"https://elsewhere.example/lena/shop/-/security/vulnerabilities/5", "0x5", "gid://gitlab/Note/5", "''"})
    void vulnerability_isNamedInKnownWaysOnly(String id) {
        assertThat(call("get_vulnerability", JSON.createObjectNode().put("vulnerability_id", id)))
                .startsWith("Invalid argument: vulnerability_id ");
        assertThat(gitlab.requests()).isEmpty();
    }
}
