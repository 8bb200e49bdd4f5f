package dev.gitlabmcp.tool;

import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.protocol.ToolNarrowing;
import dev.gitlabmcp.shaping.Field;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.shaping.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the operator does not permit is refused on the call, and GitLab hears nothing of it. */
class ToolPolicyTest extends ToolTestCase {
    private static final ToolDefinition READ = tool(get("get_thing", "/thing"));
    private static final ToolDefinition WRITE =
            tool(post("create_thing", "/thing").aliases("new_thing"));
    private static final ToolDefinition REMOVE = tool(delete("delete_thing", "/thing"));

    @ParameterizedTest
    @CsvSource({
        "full, false, '', true, true, true",
        "modify, false, '', true, true, false",
        "readonly, false, '', true, false, false",
        "full, true, '', true, false, false",
        "full, false, ^create_, true, false, true",
        "full, false, new_thing, true, false, true",
        "full, false, thing, false, false, false",
        "readonly, false, get, false, false, false"
    })
    void call_perSetting_isServedOrRefused(
            String mode, boolean readOnly, String denied, boolean read, boolean write, boolean remove) {
        ToolConfiguration configuration = new ToolConfiguration(null, mode, readOnly, denied, null, null, null);

        assertServed(configuration, READ, "get_thing", read);
        assertServed(configuration, WRITE, "create_thing", write);
        assertServed(configuration, WRITE, "new_thing", write);
        assertServed(configuration, REMOVE, "delete_thing", remove);
    }

    @Test
    void of_malformedPattern_namesTheSetting() {
        ToolConfiguration configuration = new ToolConfiguration(null, null, null, "create_(", null, null, null);

        assertThatThrownBy(() -> executor(configuration))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GITLAB_DENIED_TOOLS_REGEX");
    }

    private void assertServed(ToolConfiguration configuration, ToolDefinition tool, String name, boolean served) {
        for (String method : List.of("GET", "POST", "DELETE")) {
            gitlab.on(method + " /thing", request -> StubGitLab.Answer.json(200, "{}"));
        }
        gitlab.requests().clear();
        ToolExecutor executor = executor(configuration);
        CallToolResult result = executor.call(name, object("{}"), context);

        assertThat(executor.view(ToolNarrowing.NONE).allows(tool)).isEqualTo(served);
        assertThat(result.isError()).as(block(result, 0)).isNotEqualTo(served);
        assertThat(gitlab.requests()).hasSize(served ? 1 : 0);
        if (!served) {
            assertThat(block(result, 0)).startsWith("Not permitted on this server:");
        }
    }

    private ToolExecutor executor(ToolConfiguration configuration) {
        return new ToolExecutor(
                Catalogue.of(List.of(READ, WRITE, REMOVE)),
                client,
                ResultLimits.DEFAULT,
                ToolObserver.NONE,
                configuration);
    }

    private static ToolDefinition tool(ToolBuilder builder) {
        return builder.title("t")
                .description("d")
                .returns(Shape.of(Field.field("x")))
                .define();
    }
}
