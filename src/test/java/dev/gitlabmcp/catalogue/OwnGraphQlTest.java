package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.protocol.ToolNarrowing;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.tool.ListingConfiguration;
import dev.gitlabmcp.tool.ToolConfiguration;
import dev.gitlabmcp.tool.ToolExecutor;
import dev.gitlabmcp.tool.ToolObserver;
import dev.gitlabmcp.tool.ToolTestCase;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A caller's own GraphQL reaches everything, so it must not get around what is forbidden. */
class OwnGraphQlTest extends ToolTestCase {
    private static final String QUERY = "{ currentUser { username } }";
    private static final String CHANGE = "mutation { todosMarkAllDone(input: {}) { errors } }";
    private static final String DELETION = "mutation { a: workItemDelete(input: {id: \"1\"}) { errors } }";

    @BeforeEach
    void answer() {
        gitlab.on("POST /api/graphql", "{\"data\":{\"currentUser\":{\"username\":\"lena\"}}}");
    }

    private static ToolConfiguration configuration(String mode, String denied, String toolsets, String tools) {
        return new ToolConfiguration(
                null, mode, null, denied, null, null, ListingConfiguration.of(toolsets, tools, ""));
    }

    @Test
    void instanceWideMutation_needsTheSwitchOfGuardedOperations() {
        String document = "mutation { adminRolesLdapSync(input: {}) { errors } }";
        ToolConfiguration all = ToolConfiguration.defaults().with(new ListingConfiguration("", "", "", "all", false));
        assertThat(sends(ToolConfiguration.defaults(), ToolNarrowing.NONE, "execute_graphql", document))
                .isFalse();
        assertThat(sends(all, ToolNarrowing.NONE, "execute_graphql", document)).isTrue();
    }

    private boolean sends(ToolConfiguration configuration, ToolNarrowing narrowing, String tool, String document) {
        ToolExecutor executor = new ToolExecutor(
                GitLabCatalogue.tools(), client, ResultLimits.DEFAULT, ToolObserver.NONE, configuration);
        ObjectNode arguments = JSON.createObjectNode().put("query", document);
        CallToolResult direct = executor.call(tool, arguments, context.narrowed(narrowing));
        ObjectNode passed = JSON.createObjectNode().put("name", tool);
        passed.set("arguments", arguments);
        CallToolResult through = executor.call("call_tool", passed, context.narrowed(narrowing));
        assertThat(through.isError()).as("through call_tool").isEqualTo(direct.isError());
        if (direct.isError()) {
            assertThat(block(direct, 0)).startsWith("Not permitted on this server");
            assertThat(gitlab.requests()).isEmpty();
        }
        return !direct.isError();
    }

    @ParameterizedTest
    @CsvSource({
        "readonly, query_graphql, QUERY, true",
        "readonly, execute_graphql, QUERY, false",
        "modify, execute_graphql, QUERY, true",
        "modify, execute_graphql, CHANGE, true",
        "modify, execute_graphql, DELETION, false",
        "full, execute_graphql, DELETION, true",
    })
    void mode_boundsWhatADocumentDoes(String mode, String tool, String document, boolean sent) {
        String text = document.equals("QUERY") ? QUERY : document.equals("CHANGE") ? CHANGE : DELETION;
        assertThat(sends(configuration(mode, null, "", ""), ToolNarrowing.NONE, tool, text))
                .isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource({
        "delete_.*, '', '', false",
        "delete_.*, '', execute_graphql, true",
        "'', issues, '', false",
        "'', graphql, '', true",
        "'', issues, execute_graphql, true"
    })
    void whatIsDeniedOrLeftOutByName_takesItAway(String denied, String toolsets, String tools, boolean sent) {
        assertThat(sends(configuration("full", denied, toolsets, tools), ToolNarrowing.NONE, "execute_graphql", QUERY))
                .isEqualTo(sent);
    }

    @Test
    void whatAClientExcludes_takesItAway() {
        ToolNarrowing excluding = new ToolNarrowing("", Set.of(), Set.of(), Set.of("delete_issue"), false);
        assertThat(sends(ToolConfiguration.defaults(), excluding, "execute_graphql", QUERY))
                .isFalse();
    }

    @Test
    void clientThatOnlyReads_mayQueryAlone() {
        ToolNarrowing reading = new ToolNarrowing("", Set.of(), Set.of(), Set.of(), true);
        assertThat(sends(ToolConfiguration.defaults(), reading, "execute_graphql", QUERY))
                .isFalse();
        assertThat(sends(ToolConfiguration.defaults(), reading, "query_graphql", QUERY))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "adminSidekiqQueuesDeleteJobs",
                "instanceExternalAuditEventDestinationCreate",
                "commitCreate",
                "personalAccessTokenRotate",
                "runnerCacheClear",
                "projectBlobsRemove",
                "bulkDestroyJobArtifacts"
            })
    void mutationThatDestroysOrRulesTheInstance_needsFull(String mutation) {
        String document = "mutation { x: " + mutation + "(input: {}) { errors } }";
        assertThat(sends(configuration("modify", null, "", ""), ToolNarrowing.NONE, "execute_graphql", document))
                .isFalse();
    }
}
