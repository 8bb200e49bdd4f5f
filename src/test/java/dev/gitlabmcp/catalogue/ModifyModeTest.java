package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.protocol.Content;
import dev.gitlabmcp.tool.StubGitLab;
import dev.gitlabmcp.tool.ToolConfiguration;
import dev.gitlabmcp.tool.ToolDefinition;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server that may change, but not delete, refuses although the tool's method does not say that it deletes. */
class ModifyModeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FOUND =
            "{\"data\":{\"namespace\":{\"workItem\":{\"id\":\"gid://gitlab/WorkItem/70\"}}}}";

    @SuppressWarnings("NullAway") // the constructor puts a default wherever configuration gives nothing
    private static final CatalogueCalls CALLS =
            new CatalogueCalls(new ToolConfiguration(null, "modify", null, null, null, null, null));

    @AfterAll
    static void stop() {
        CALLS.close();
    }

    private static CatalogueCalls.Went call(String tool, String arguments) throws IOException {
        ToolDefinition definition = GitLabCatalogue.tools().find(tool).orElseThrow();
        return CALLS.call(
                definition,
                (ObjectNode) JSON.readTree(arguments.replace('\'', '"')),
                request -> StubGitLab.Answer.json(200, request.target().contains("graphql") ? FOUND : "{\"id\":5}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update_snippet | {'snippet_id':5,'files':[{'action':'create','file_path':'a','content':'b'},"
                        + "{'action':'delete','file_path':'c'}]} | an action delete",
                "update_snippet | {'project_id':1,'snippet_id':5,'files':[{'action':'delete','file_path':'c'}]}"
                        + " | an action delete",
                "unlink_work_items | {'project_id':'lena/shop','iid':7,'items':[{'iid':8}]} | unlink_work_items",
                "update_work_item | {'project_id':'lena/shop','iid':7,'linked_items_to_remove':[{'iid':8}]}"
                        + " | the argument linked_items_to_remove"
            })
    void removal_isRefusedBeforeAnythingIsSent(String tool, String arguments, String what) throws IOException {
        CatalogueCalls.Went went = call(tool, arguments);
        assertThat(went.result().isError()).isTrue();
        assertThat(((Content.Text) went.result().content().get(0)).text())
                .contains(what + " deletes something, which this server does not do.");
        assertThat(went.asked()).isEmpty();
    }

    @Test
    void otherChanges_areMade() throws IOException {
        CatalogueCalls.Went snippet =
                call("update_snippet", "{'snippet_id':5,'files':[{'action':'update','file_path':'a','content':'b'}]}");
        assertThat(snippet.result().isError()).isFalse();
        assertThat(snippet.asked()).hasSize(1);
        CatalogueCalls.Went item =
                call("update_work_item", "{'project_id':'lena/shop','iid':7,'children_to_remove':[{'iid':8}]}");
        assertThat(item.asked()).hasSizeGreaterThan(1);
    }
}
