package dev.gitlabmcp.tool;

import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.tool.ToolBuilder.custom;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.shaping.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ToolBuilderTest {
    private static final Shape SHAPE = Shape.of(field("id"));
    private static final Param<String> PROJECT = Params.projectId("project_id", "Project.");
    private static final Param<Integer> IID = Params.iid("issue_iid", "Issue.", "issues");
    private static final ToolHandler HANDLER = call -> ToolOutput.text("x");

    private static ToolBuilder texts(ToolBuilder builder) {
        return builder.title("Title").description("Description.");
    }

    static Stream<Arguments> refused() {
        String path = "/projects/{project_id}";
        return Stream.of(
                Arguments.of(texts(get("listIssues", path)).path(PROJECT).returns(SHAPE), "snake case"),
                Arguments.of(texts(get("list__issues", path)).path(PROJECT).returns(SHAPE), "snake case"),
                Arguments.of(
                        texts(get("get_" + "x".repeat(61), path)).path(PROJECT).returns(SHAPE), "snake case"),
                Arguments.of(texts(get("ponder_issues", path)).path(PROJECT).returns(SHAPE), "verb_noun"),
                Arguments.of(texts(get("list_issues", path)).returns(SHAPE), "no path parameter for {project_id}"),
                Arguments.of(texts(get("list_issues", "/issues")).path(PROJECT).returns(SHAPE), "no place in its path"),
                Arguments.of(
                        texts(get("get_issue", path)).path(PROJECT).body(IID).returns(SHAPE), "cannot have a body"),
                Arguments.of(texts(get("get_issue", path)).path(PROJECT), "neither shape nor handler"),
                Arguments.of(
                        texts(put("update_x", path))
                                .path(PROJECT)
                                .returns(SHAPE)
                                .readOnly("no"),
                        "cannot be read-only"),
                Arguments.of(
                        texts(delete("delete_x", path))
                                .path(PROJECT)
                                .returns(SHAPE)
                                .readOnly("no"),
                        "cannot be read-only"),
                Arguments.of(get("get_x", path).path(PROJECT).returns(SHAPE).description("d"), "no title"),
                Arguments.of(get("get_x", path).path(PROJECT).returns(SHAPE).title("t"), "no description"),
                Arguments.of(
                        texts(get("get_x", path)).path(PROJECT).query(PROJECT).returns(SHAPE), "exists twice"),
                Arguments.of(
                        texts(get("get_x", path))
                                .path(PROJECT)
                                .query(Params.text("x", " "))
                                .returns(SHAPE),
                        "does not describe its parameter x"),
                Arguments.of(
                        texts(get("get_x", path))
                                .path(PROJECT)
                                .query(Params.text("camelCase", "x"))
                                .returns(SHAPE),
                        "snake case"),
                Arguments.of(
                        texts(get("list_x", path))
                                .path(PROJECT)
                                .returns(SHAPE)
                                .paginated()
                                .keyset(),
                        "two ways"),
                Arguments.of(texts(custom("get_x")), "no handler"),
                Arguments.of(texts(custom("get_x")).paginated().handledBy(HANDLER), "no request of its own"),
                Arguments.of(
                        texts(custom("get_x"))
                                .arguments(IID)
                                .inputSchema(schema("object"))
                                .handledBy(HANDLER),
                        "both parameters and a schema"),
                Arguments.of(
                        texts(custom("get_x")).inputSchema(schema("array")).handledBy(HANDLER),
                        "schema of type object"));
    }

    private static ObjectNode schema(String type) {
        return ToolTestCase.object("{'type':'" + type + "'}");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void define_contradictions_areRefused(ToolBuilder builder, String reason) {
        assertThatThrownBy(builder::define)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void define_schemaIsCompact() {
        ToolDefinition tool = texts(get("list_issues", "/projects/{project_id}/issues"))
                .path(PROJECT)
                .query(
                        Params.choice("state", "State.", "opened", "all").orElse("opened"),
                        Params.textList("labels", "Labels.").commaSeparated(),
                        Params.integer("weight", "Weight.").min(2).max(9).required())
                .paginated()
                .returns(SHAPE)
                .define();
        assertThat(tool.input().listed()).isEqualTo(ToolTestCase.object("""
            {'type':'object','properties':{
              'project_id':{'type':'string','description':'Project.'},
              'state':{'type':'string','enum':['opened','all'],'description':'State.','default':'opened'},
              'labels':{'type':'array','items':{'type':'string'},'description':'Labels.'},
              'weight':{'type':'integer','minimum':2,'maximum':9,'description':'Weight.'},
              'page':{'type':'integer','description':'From 1.'},
              'per_page':{'type':'integer','maximum':100,'description':'Default 20.'},
              'detail':{'type':'string','enum':['brief','full'],'description':'full: all fields.'}},
             'required':['project_id','weight']}
            """));
    }

    @Test
    void define_projectThatAUrlNames_isNotRequiredInTheSchema() {
        ToolDefinition tool = texts(get("get_issue", "/projects/{project_id}/issues/{issue_iid}"))
                .path(PROJECT, IID)
                .returns(SHAPE)
                .define();
        assertThat(tool.inputSchema().get("required")).isEqualTo(ToolTestCase.tree("[\"issue_iid\"]"));
    }

    @Test
    void define_noParameters_schemaTakesNothing() {
        ToolDefinition tool = texts(custom("get_x")).handledBy(HANDLER).define();
        assertThat(tool.inputSchema().toString()).isEqualTo("{\"type\":\"object\",\"additionalProperties\":false}");
    }

    @Test
    void define_ownSchema_isKeptWord() {
        String json = "{'type':'object','$defs':{'a':{'type':'string'}},'allOf':[{}],"
                + "'properties':{'region':{'type':'string','x-mcp-header':'Region'}}}";
        ToolDefinition tool = texts(custom("get_x"))
                .inputSchema(ToolTestCase.object(json))
                .handledBy(HANDLER)
                .define();
        JsonNode entry = ToolTestCase.tree(tool.listEntry().getValue());
        assertThat(entry.get("inputSchema")).isEqualTo(ToolTestCase.object(json));
    }

    @Test
    void annotations_followFromTheMethod() {
        assertThat(hints(texts(get("get_x", "/x")))).isEqualTo(new ToolAnnotations(true, false, true, true));
        assertThat(hints(texts(post("create_x", "/x")))).isEqualTo(new ToolAnnotations(false, false, false, true));
        assertThat(hints(texts(put("update_x", "/x")))).isEqualTo(new ToolAnnotations(false, true, true, true));
        assertThat(hints(texts(delete("delete_x", "/x")))).isEqualTo(new ToolAnnotations(false, true, true, true));
        assertThat(hints(texts(post("validate_x", "/x")).readOnly("it only checks")))
                .isEqualTo(new ToolAnnotations(true, false, true, true));
        assertThat(hints(texts(post("push_x", "/x")).destructive("it overwrites")))
                .isEqualTo(new ToolAnnotations(false, true, false, true));
        assertThat(hints(texts(put("update_x", "/x")).additive("it adds").idempotent(false, "each call adds")))
                .isEqualTo(new ToolAnnotations(false, false, false, true));
    }

    private static ToolAnnotations hints(ToolBuilder builder) {
        return builder.returns(SHAPE).define().annotations();
    }

    @Test
    void access_followsFromMethodAndHints() {
        assertThat(texts(get("get_x", "/x")).returns(SHAPE).define().access()).isEqualTo(Access.READ);
        assertThat(texts(put("update_x", "/x")).returns(SHAPE).define().access())
                .isEqualTo(Access.MODIFY);
        assertThat(texts(delete("delete_x", "/x")).returns(SHAPE).define().access())
                .isEqualTo(Access.DELETE);
        assertThat(texts(custom("get_x"))
                        .readOnly("reads")
                        .handledBy(HANDLER)
                        .define()
                        .access())
                .isEqualTo(Access.READ);
    }

    @Test
    void listEntry_isTheWholeEntry() {
        ToolDefinition tool = texts(post("create_x", "/x")).returns(SHAPE).define();
        assertThat(tool.listEntry().getValue())
                .isEqualTo(
                        "{\"name\":\"create_x\",\"title\":\"Title\",\"description\":\"Description.\",\"inputSchema\":"
                                + "{\"type\":\"object\"},\"annotations\":"
                                + "{\"readOnlyHint\":false,\"destructiveHint\":false,\"idempotentHint\":false}}");
    }

    @Test
    void catalogue_findsByNameAndAlias_andRefusesTwins() {
        ToolDefinition a =
                texts(get("get_a", "/a")).aliases("a_of_old").returns(SHAPE).define();
        ToolDefinition b = texts(get("get_b", "/b")).returns(SHAPE).define();
        Catalogue catalogue = Catalogue.of(List.of(a, b));
        assertThat(catalogue.tools()).containsExactly(a, b);
        assertThat(catalogue.find("a_of_old")).contains(a);
        assertThat(catalogue.find("get_c")).isEmpty();
        assertThat(catalogue.nearest("get-B")).startsWith("get_b");
        assertThatThrownBy(() -> Catalogue.of(List.of(a, a))).hasMessageContaining("twice");
        ToolDefinition twin =
                texts(get("get_c", "/c")).aliases("get_b").returns(SHAPE).define();
        assertThatThrownBy(() -> Catalogue.of(List.of(b, twin))).hasMessageContaining("twice");
    }
}
