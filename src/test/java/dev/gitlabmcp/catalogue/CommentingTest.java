package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.gitlab.GitLabClientConfiguration;
import dev.gitlabmcp.gitlab.GitLabClientPool;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.tool.StubGitLab;
import dev.gitlabmcp.tool.TestContext;
import dev.gitlabmcp.tool.ToolConfiguration;
import dev.gitlabmcp.tool.ToolExecutor;
import dev.gitlabmcp.tool.ToolObserver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** URLs in place of numbers, which golden cases cannot hold because they name the host. */
class CommentingTest {
    private final StubGitLab gitlab = new StubGitLab();
    private final GitLabClientPool client = new GitLabClientPool(GitLabClientConfiguration.defaults());
    private final ToolExecutor tools = new ToolExecutor(
            GitLabCatalogue.tools(), client, ResultLimits.DEFAULT, ToolObserver.NONE, ToolConfiguration.defaults());

    @AfterEach
    void stop() {
        client.close();
        gitlab.close();
    }

    private CallToolResult call(String tool, ObjectNode arguments) {
        return tools.call(tool, arguments, new TestContext(gitlab.apiUrl()));
    }

    private ObjectNode comment(String type, String page) {
        return new ObjectMapper()
                .createObjectNode()
                .put("noteable_type", type)
                .put("noteable_iid", gitlab.webUrl() + page)
                .put("body", "On it.");
    }

    @ParameterizedTest
    @CsvSource({
        "issue, /lena/web/shop/-/issues/7, /issues/7/notes",
        "issue, /lena/web/shop/-/work_items/7#note_1, /issues/7/notes",
        "merge_request, /lena/web/shop/-/merge_requests/7/diffs, /merge_requests/7/notes"
    })
    void createNote_takesUrls(String type, String page, String path) {
        gitlab.otherwise(request -> StubGitLab.Answer.json(201, "{\"id\":1}"));
        assertThat(call("create_note", comment(type, page)).isError()).isFalse();
        assertThat(gitlab.last().target()).isEqualTo("/projects/lena%2Fweb%2Fshop" + path);
    }

    @ParameterizedTest
    @CsvSource({"merge_request, /lena/shop/-/issues/7", "issue, /lena/shop/-/merge_requests/7"})
    void createNote_refusesUrlOfAnotherKind(String type, String page) {
        assertThat(call("create_note", comment(type, page)).isError()).isTrue();
        assertThat(gitlab.requests()).isEmpty();
    }

    @Test
    void reaction_takesProjectFromUrl() {
        gitlab.otherwise(request -> StubGitLab.Answer.json(201, "{\"id\":1}"));
        ObjectNode arguments = new ObjectMapper()
                .createObjectNode()
                .put("merge_request_iid", gitlab.webUrl() + "/lena/web/shop/-/merge_requests/4")
                .put("note_id", 9)
                .put("name", "tada");
        assertThat(call("create_merge_request_note_emoji_reaction", arguments).isError())
                .isFalse();
        assertThat(gitlab.last().target())
                .isEqualTo("/projects/lena%2Fweb%2Fshop/merge_requests/4/notes/9/award_emoji");
    }
}
