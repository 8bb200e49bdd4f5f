package dev.gitlabmcp.tool;

import static dev.gitlabmcp.tool.Params.projectId;
import static dev.gitlabmcp.tool.Params.text;
import static dev.gitlabmcp.tool.ToolBuilder.graphql;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.shaping.Field;
import dev.gitlabmcp.shaping.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tools that send documents of the GraphQL API. */
class GraphQlTest extends ToolTestCase {
    private static final String API = "POST /api/graphql";
    private static final Shape SHAPE = Shape.of(Field.field("id"), Field.text("title"));
    private static final Param<String> PROJECT =
            projectId("project_id", "Project.").required();
    private static final Param<String> TITLE = text("title", "Title.").required();
    private static final GraphQlDocument THINGS = GraphQlDocument.of("list_things", "project.things", "thing");
    private static final GraphQlDocument CREATION = GraphQlDocument.of("create_thing", "thingCreate.thing");

    private static final ToolDefinition LIST = graphql("list_things", THINGS)
            .title("t")
            .description("d")
            .arguments(PROJECT)
            .keyset()
            .returns(SHAPE)
            .handledBy(call -> {
                String path = call.fullPath(PROJECT);
                ObjectNode variables = call.pageVariables().put("path", path);
                return call.show(call.scope().send(THINGS, variables, List.of(path)), SHAPE);
            })
            .define();
    private static final ToolDefinition CREATE = graphql("create_thing", CREATION)
            .title("t")
            .description("d")
            .arguments(TITLE)
            .returns(SHAPE)
            .handledBy(call -> {
                ObjectNode variables = JSON.createObjectNode();
                variables.putObject("input").put("title", call.get(TITLE)).put("clientToken", "s3cret");
                return call.show(call.scope().send(CREATION, variables, List.of()), SHAPE);
            })
            .define();

    private static String things(String pageInfo) {
        return "{\"data\":{\"project\":{\"things\":{\"count\":3,\"pageInfo\":" + pageInfo
                + ",\"nodes\":[{\"id\":\"gid://gitlab/Thing/1\",\"title\":\"One\"}]}}}}";
    }

    @Test
    void document_goesWithItsFragmentsAndVariables() {
        gitlab.on(API, things("{\"hasNextPage\":true,\"endCursor\":\"abc\"}"));
        JsonNode shown = success(LIST, "{'project_id':'lena/shop','first':2,'after':'xyz'}");

        JsonNode sent = tree(gitlab.last().body());
        assertThat(sent.get("query").textValue())
                .startsWith("query list_things($path: ID!")
                .endsWith("fragment thing on Thing { id title }")
                .doesNotContain("#", "\n");
        assertThat(sent.get("variables")).isEqualTo(object("{'first':2,'after':'xyz','path':'lena/shop'}"));
        assertThat(shown.at("/items/0/title").textValue()).isEqualTo("One");
        assertThat(shown.get("next_cursor").textValue()).isEqualTo("abc");
        assertThat(shown.get("total").intValue()).isEqualTo(3);
    }

    @Test
    void lastPage_namesNoCursor() {
        gitlab.on(API, things("{\"hasNextPage\":false,\"endCursor\":\"abc\"}"));
        assertThat(success(LIST, "{'project_id':'lena/shop'}").has("next_cursor"))
                .isFalse();
    }

    @Test
    void number_isTurnedIntoThePath() {
        gitlab.on("GET /projects/7", "{\"id\":7,\"path_with_namespace\":\"lena/shop\"}");
        gitlab.on(API, things("{}"));
        success(LIST, "{'project_id':7}");
        assertThat(tree(gitlab.last().body()).at("/variables/path").textValue()).isEqualTo("lena/shop");
        assertThat(failure(LIST, "{'project_id':8}"))
                .isEqualTo("Invalid argument: project_id names nothing that this token may see: 8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'data':{'project':null}} | GitLab shows no such thing. Either it does not exist",
                "{'data':null,'errors':[{'message':'Too complex'}]} | GitLab's GraphQL API refused it: Too complex. Correct",
                "{'errors':[{'message':\"Field 'things' doesn't exist on type 'Project'\"}]} | lacks what the tool asks for",
                "{'errors':[{'message':'x','extensions':{'code':'argumentNotAccepted'}}]} | lacks what the tool asks for",
                "{'errors':[{'message':\"it does not exist or you don't have permission\"}]} | Either it does not exist",
                "{'other':1} | GitLab's answer cannot be read: it has no data",
                "nonsense | GitLab's answer cannot be read",
            })
    void answerWithoutData_saysWhy(String answer, String said) {
        gitlab.on(
                API,
                answer.replace("'project'", "\"project\"")
                        .replaceAll("'(\\w+)':", "\"$1\":")
                        .replaceAll(":'([^']*)'", ":\"$1\""));
        assertThat(failure(LIST, "{'project_id':'lena/shop'}")).contains(said);
    }

    @Test
    void mutation_isRefusedByErrorsOfItsOwn() {
        gitlab.on(API, "{\"data\":{\"thingCreate\":{\"thing\":null,\"errors\":[\"Title is too short\"]}}}");
        assertThat(failure(CREATE, "{'title':'t'}"))
                .isEqualTo(
                        "GitLab's GraphQL API refused it: Title is too short. Correct the arguments as GitLab says.");
    }

    @Test
    void mutationThatWasCarriedOut_isNotCalledFailed() {
        gitlab.on(
                API,
                "{\"data\":{\"thingCreate\":{\"thing\":{\"id\":\"gid://gitlab/Thing/5\"},\"errors\":[]}},"
                        + "\"errors\":[{\"message\":\"You may not see its widgets\"}]}");
        assertThat(success(CREATE, "{'title':'t'}").get("id").textValue()).isEqualTo("gid://gitlab/Thing/5");
    }

    @Test
    void mutationOfWhichNothingIsKnown_mayHaveBeenCarriedOut() {
        gitlab.on(API, "{\"data\":{\"thingCreate\":null},\"errors\":[{\"message\":\"Timeout\"}]}");
        assertThat(failure(CREATE, "{'title':'t'}")).contains("Timeout", "may have been carried out all the same");
    }

    @Test
    void queryOfWhichNothingIsKnown_changedNothing() {
        gitlab.on(API, "{\"data\":null,\"errors\":[{\"message\":\"Timeout\"}]}");
        ToolDefinition read = graphql("query_things", THINGS)
                .title("t")
                .description("d")
                .handledBy(call -> call.show(
                        call.scope()
                                .send(
                                        GraphQlDocument.request(
                                                JSON.createObjectNode().put("query", "{ a }"), false, List.of()),
                                        GraphQlDocument::read),
                        SHAPE))
                .define();
        assertThat(failure(read, "{}")).contains("Timeout").doesNotContain("carried out");
    }

    @Test
    void mutation_isAWriteThatAdds() {
        assertThat(CREATE.access()).isEqualTo(Access.MODIFY);
        assertThat(CREATE.annotations().destructive()).isFalse();
        assertThat(LIST.access()).isEqualTo(Access.READ);
    }

    @Test
    void dryRun_showsVariablesWithoutSecrets() {
        JsonNode shown = success(CREATE, "{'title':'t','dry_run':true}").get("would_send");
        assertThat(shown.get("path").textValue()).isEqualTo("/api/graphql");
        assertThat(shown.at("/body/variables/input")).isEqualTo(object("{'title':'t','clientToken':'[masked]'}"));
        assertThat(gitlab.requests()).isEmpty();
    }
}
