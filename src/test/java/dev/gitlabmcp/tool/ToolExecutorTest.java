package dev.gitlabmcp.tool;

import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.integerList;
import static dev.gitlabmcp.tool.Params.text;
import static dev.gitlabmcp.tool.Params.textList;
import static dev.gitlabmcp.tool.ToolBuilder.custom;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.ProtocolException;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.StubGitLab.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolExecutorTest extends ToolTestCase {
    private static final Param<String> PROJECT = Params.projectId("project_id", "Project.");
    private static final Param<String> GROUP = Params.groupId("group_id", "Group.");
    private static final Shape SHAPE = Shape.of(field("iid"), field("title"));

    private static final ToolDefinition LIST = get("list_issues", "/projects/{project_id}/issues")
            .orAt("/groups/{group_id}/issues")
            .orAt("/issues")
            .title("t")
            .description("d")
            .path(PROJECT, GROUP.unless("project_id"))
            .query(
                    choice("state", "d", "opened", "all"),
                    text("search", "d"),
                    flag("confidential", "d"),
                    textList("labels", "d").commaSeparated(),
                    textList("assignee_username", "d"),
                    Params.fields(
                            "not",
                            "d",
                            textList("labels", "d").wire("not[labels]").commaSeparated()))
            .paginated()
            .returns(SHAPE)
            .define();

    private static final ToolDefinition CREATE = post("create_issue", "/projects/{project_id}/issues")
            .title("t")
            .description("d")
            .path(PROJECT)
            .body(
                    text("title", "d").required(),
                    textList("labels", "d"),
                    integerList("assignee_ids", "d"),
                    flag("confidential", "d"),
                    Params.fieldsList("links", "d", text("url", "d"), text("name", "d")))
            .returns(SHAPE)
            .define();

    @Test
    void call_list_sendsTheQueryAndShowsThePage() {
        gitlab.on(
                "GET /projects/g%2Fp/issues",
                r -> Answer.json(200, "[{\"iid\":1,\"x\":2}]")
                        .with("X-Page", "1")
                        .with("X-Per-Page", "20")
                        .with("X-Next-Page", "2")
                        .with("X-Total", "21"));
        assertThat(success(
                        LIST,
                        "{'project_id':'g/p','labels':['a','b c'],'assignee_username':['x','y'],'confidential':'true',"
                                + "'not':{'labels':['z']},'per_page':20,'search':''}"))
                .isEqualTo(object("{'items':[{'iid':1}],'page':1,'total':21,'next_page':2}"));
        assertThat(gitlab.last().target())
                .isEqualTo("/projects/g%2Fp/issues?confidential=true&labels=a%2Cb%20c&assignee_username%5B%5D=x"
                        + "&assignee_username%5B%5D=y&not%5Blabels%5D=z&per_page=20");
        assertThat(gitlab.last().headers()).containsEntry("Private-token", "glpat-abcdefghij0123456789");
    }

    @Test
    void call_list_takesTheFirstPathThatHasItsArguments() {
        gitlab.on("GET /groups/7/issues", "[]").on("GET /issues", "[]");
        assertThat(success(LIST, "{'group_id':7}")).isEqualTo(object("{'items':[]}"));
        assertThat(gitlab.last().path()).isEqualTo("/groups/7/issues");
        success(LIST, "{}");
        assertThat(gitlab.last().path()).isEqualTo("/issues");
        assertThat(failure(LIST, "{'project_id':1,'group_id':7}"))
                .contains("group_id cannot be given together with project_id");
    }

    @Test
    void call_list_overTheLimit_givesTheExactNextCall() {
        String items = IntStream.range(0, 50)
                .mapToObj(i -> "{\"iid\":" + i + ",\"title\":\"" + "x".repeat(200) + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        gitlab.on(
                "GET /issues", r -> Answer.json(200, items).with("X-Page", "1").with("X-Per-Page", "50"));
        CallToolResult result = call(LIST, "{'state':'all','per_page':50,'search':null}", new ResultLimits(4096));
        assertThat(block(result, 0))
                .contains("of the 50 items of this page shown")
                .contains("\"next\":\"list_issues {\\\"state\\\":\\\"all\\\",\\\"page\\\":2,\\\"per_page\\\":");
    }

    @Test
    void call_detailFull_showsEverything() {
        gitlab.on("GET /issues", "[{\"iid\":1,\"x\":2,\"_links\":{},\"token\":\"s\"}]");
        assertThat(success(LIST, "{'detail':'full'}").get("items").get(0))
                .isEqualTo(object("{'iid':1,'x':2,'token':'[masked]'}"));
    }

    @Test
    void call_write_sendsJson() {
        gitlab.on("POST /projects/1/issues", r -> Answer.json(201, "{\"iid\":9}"));
        assertThat(success(
                        CREATE,
                        "{'project_id':1,'title':'a \\\"b\\\"\\n"
                                + "','labels':['x'],'assignee_ids':[],'confidential':false,"
                                + "'links':[{'url':'u','name':'n'}]}"))
                .isEqualTo(object("{'iid':9}"));
        assertThat(tree(gitlab.last().body()))
                .isEqualTo(object("{'title':'a \\\"b\\\"\\n','labels':['x'],'assignee_ids':[],'confidential':false,"
                        + "'links':[{'url':'u','name':'n'}]}"));
        assertThat(gitlab.last().headers().get("Content-type")).startsWith("application/json");
    }

    @Test
    void call_writeWithUnreadableAnswer_isNotReportedAsFailed() {
        gitlab.on("POST /projects/1/issues", r -> Answer.json(201, "{\"iid\":9,"));
        assertThat(success(CREATE, "{'project_id':1,'title':'x'}").get("note").asText())
                .contains("Do not repeat it");
        gitlab.on("POST /projects/1/issues", r -> Answer.json(202, ""));
        assertThat(success(CREATE, "{'project_id':1,'title':'x'}")).isEqualTo(object("{'ok':true}"));
    }

    @Test
    void call_readWithBrokenAnswer_saysSo() {
        gitlab.on("GET /issues", "[{\"iid\":1,");
        assertThat(failure(LIST, "{}"))
                .startsWith("GitLab's answer cannot be read")
                .endsWith("Try again.");
        gitlab.on("GET /issues", "<html>proxy</html>");
        assertThat(failure(LIST, "{}")).startsWith("GitLab's answer cannot be read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|{\"message\":{\"title\":[\"is too long\"]}}|title|Correct the arguments",
                "401|{\"message\":\"401 Unauthorized\"}|401 Unauthorized|wrong, expired or revoked",
                "403|{\"error\":\"insufficient_scope\",\"error_description\":\"needs"
                        + " more\",\"scope\":\"api\"}|403|lacks the scope api",
                "403|{\"message\":\"403 Forbidden\"}|403 Forbidden|higher role",
                "404|{\"message\":\"404 Project Not Found\"}|404 Project Not Found|may not see it",
                "405|{\"message\":\"405 Method Not Allowed\"}|405|present state",
                "409|{\"message\":\"Already exists\"}|Already exists|conflicts with the present state",
                "412|{\"message\":\"changed\"}|changed|changed meanwhile",
                "422|{\"message\":\"Branch cannot be merged\"}|Branch cannot be merged|cannot carry it out",
                "500|{\"message\":\"500 Internal Server Error\"}|500|fault is on GitLab's side"
            })
    void call_refusal_saysWhatGitLabSaidAndWhatToTry(int status, String body, String said, String hint) {
        gitlab.on("POST /projects/1/issues", r -> Answer.json(status, body).with("X-Request-Id", "req-1"));
        assertThat(failure(CREATE, "{'project_id':1,'title':'x'}"))
                .contains("GitLab answered " + status)
                .contains(said)
                .contains(hint)
                .contains("req-1");
    }

    @Test
    void call_rateLimited_saysWhenToRetry() {
        gitlab.on(
                "POST /projects/1/issues", r -> Answer.json(429, "Retry later").with("Retry-After", "120"));
        assertThat(failure(CREATE, "{'project_id':1,'title':'x'}"))
                .contains("429")
                .contains("Try again in 120 seconds");
    }

    @Test
    void call_unreachable_saysSo() {
        gitlab.close();
        assertThat(failure(CREATE, "{'project_id':1,'title':'x'}"))
                .contains("cannot be reached")
                .contains("may have been carried out");
    }

    @Test
    void call_tooSlow_saysSo() {
        CompletableFuture<Answer> never = new CompletableFuture<>();
        gitlab.on("GET /x", r -> never.join());
        ToolDefinition slow = get("get_x", "/x")
                .title("t")
                .description("d")
                .deadline(Duration.ofMillis(300))
                .returns(SHAPE)
                .define();
        assertThat(failure(slow, "{}")).contains("did not answer within 1 second");
        never.complete(Answer.json(200, "{}"));
    }

    @Test
    void call_cancelled_endsAtOnce() {
        CompletableFuture<Answer> never = new CompletableFuture<>();
        gitlab.on("GET /issues", r -> {
            context.cancellation().cancel("the user");
            return never.join();
        });
        assertThat(failure(LIST, "{}")).isEqualTo("The call was cancelled.");
        never.complete(Answer.json(200, "[]"));
    }

    @Test
    void call_pathThatLeavesItsPlace_isRefused() {
        ToolDefinition file = get("get_file", "/files/{file_path}")
                .title("t")
                .description("d")
                .path(text("file_path", "d"))
                .returns(SHAPE)
                .define();
        assertThat(failure(file, "{'file_path':'a/../../b'}")).contains("file_path must not be empty");
        gitlab.on("GET /files/a%20b%2F%23c%2Bd.md", "{}");
        success(file, "{'file_path':'a b/#c+d.md'}");
    }

    @Test
    void call_keyset_goesOnWithTheCursor() {
        ToolDefinition tree = get("get_tree", "/tree")
                .title("t")
                .description("d")
                .keyset()
                .returns(SHAPE)
                .define();
        gitlab.on(
                "GET /tree",
                r -> Answer.json(200, "[{\"iid\":1}]")
                        .with(
                                "Link",
                                "<https://elsewhere.example/api/v4/tree?page_token=a%2Fb&pagination=keyset&per_page=1&ref=x>;"
                                        + " rel=\"next\""));
        String cursor = success(tree, "{'per_page':1}").get("next_cursor").asText();
        assertThat(gitlab.last().target()).isEqualTo("/tree?per_page=1&pagination=keyset");
        assertThat(cursor).isEqualTo("page_token=a%2Fb&pagination=keyset");
        success(tree, "{'per_page':1,'cursor':'" + cursor + "'}");
        assertThat(gitlab.last().target()).isEqualTo("/tree?per_page=1&page_token=a%2Fb&pagination=keyset");
        assertThat(failure(tree, "{'cursor':'ref=other'}")).contains("cursor must be a next_cursor");
        assertThat(failure(tree, "{'cursor':'page=%zz'}")).contains("cursor must be a next_cursor");
    }

    @Test
    void call_unknownTool_isAProtocolErrorThatNamesTheNearest() {
        ToolExecutor executor = new ToolExecutor(
                Catalogue.of(List.of(LIST)),
                client,
                ResultLimits.DEFAULT,
                ToolObserver.NONE,
                ToolConfiguration.defaults());
        assertThatThrownBy(() -> executor.call("list_issue", object("{}"), context))
                .isInstanceOfSatisfying(ProtocolException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMS);
                    assertThat(e).hasMessage("Unknown tool: list_issue. Did you mean list_issues?");
                });
    }

    @Test
    void call_ownSchema_checksRequiredOnly() {
        ToolDefinition tool = custom("get_x")
                .title("t")
                .description("d")
                .inputSchema(object("{'type':'object','required':['a']}"))
                .handledBy(call -> ToolOutput.text(call.given().toString()))
                .define();
        assertThat(success(tool, "{'a':1,'b':2}")).isEqualTo(object("{'a':1,'b':2}"));
        assertThat(failure(tool, "{'b':2}")).isEqualTo("Invalid argument: a is missing");
    }

    @Test
    void observer_hearsOfEachOutcome() {
        List<String> heard = new ArrayList<>();
        ToolDefinition crash = custom("get_crash")
                .title("t")
                .description("d")
                .handledBy(call -> {
                    throw new IllegalStateException("bug");
                })
                .define();
        ToolExecutor executor = new ToolExecutor(
                Catalogue.of(List.of(LIST, crash)),
                client,
                ResultLimits.DEFAULT,
                call -> heard.add(call.outcome()),
                ToolConfiguration.defaults());
        gitlab.on("GET /issues", "[]");
        executor.call("list_issues", object("{}"), context);
        executor.call("list_issues", object("{'x':1}"), context);
        executor.call("list_issues", object("{'project_id':1}"), context);
        assertThatThrownBy(() -> executor.call("get_crash", object("{}"), context))
                .hasMessage("bug");
        assertThat(heard).containsExactly("ok", "invalid_argument", "not_found", "failed");
        assertThat(context.finished()).extracting(FinishedCall::outcome).isEqualTo(heard);
    }

    @Test
    void gitlabCalls_tellOfRequestsAnswersAndTheFirstChange() {
        ToolDefinition update =
                put("update_x", "/x").title("t").description("d").returns(SHAPE).define();
        gitlab.on("PUT /x", "{\"iid\":1}");
        success(update, "{}");
        GitLabCalls.Seen changed = context.gitlabCalls().seen();
        assertThat(changed.count()).isEqualTo(1);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.change()).isEqualTo("PUT /x");
    }

    @Test
    void gitlabCalls_keepTheStatusThatEndedTheCall() {
        ToolExecutor executor = new ToolExecutor(
                Catalogue.of(List.of(LIST)),
                client,
                ResultLimits.DEFAULT,
                ToolObserver.NONE,
                ToolConfiguration.defaults());
        gitlab.on("GET /metadata", "{\"version\":\"18.0.0\"}");
        executor.call("list_issues", object("{'project_id':1}"), context);
        GitLabCalls.Seen refused = context.gitlabCalls().seen();
        // The second one asks for GitLab's version, to explain the refusal.
        assertThat(refused.count()).isEqualTo(2);
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.change()).isNull();
    }

    @Test
    void call_put_withoutBody() {
        ToolDefinition tool =
                put("update_x", "/x").title("t").description("d").returns(SHAPE).define();
        gitlab.on("PUT /x", "{\"iid\":1}");
        assertThat(success(tool, "{}")).isEqualTo(object("{'iid':1}"));
    }
}
