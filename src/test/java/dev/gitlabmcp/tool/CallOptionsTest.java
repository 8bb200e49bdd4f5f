package dev.gitlabmcp.tool;

import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.text;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.shaping.Field;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.shaping.Shape;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What may be said of any call that changes something: {@code dry_run} and {@code idempotency_key}. */
class CallOptionsTest extends ToolTestCase {
    private static final Shape SHAPE = Shape.of(Field.field("id"));

    private static final ToolDefinition CREATE = post("create_thing", "/things/{owner}")
            .title("t")
            .description("d")
            .path(text("owner", "Owner.").required())
            .body(
                    text("name", "Name."),
                    integer("size", "Size."),
                    text("key_text", "Secret.").secret())
            .returns(SHAPE)
            .define();
    private static final ToolDefinition READ = get("get_thing", "/things")
            .title("t")
            .description("d")
            .returns(SHAPE)
            .define();
    private static final ToolDefinition OWN = post("revert_thing", "/revert")
            .title("t")
            .description("d")
            .body(Params.flag("dry_run", "GitLab's own."))
            .returns(SHAPE)
            .define();

    private final AtomicInteger created = new AtomicInteger();
    private final ToolExecutor executor = executor(ToolConfiguration.defaults());

    private ToolExecutor executor(ToolConfiguration configuration) {
        return new ToolExecutor(
                Catalogue.of(List.of(CREATE, READ, OWN)),
                client,
                ResultLimits.DEFAULT,
                ToolObserver.NONE,
                configuration);
    }

    private String made(String arguments) {
        return block(executor.call("create_thing", object(arguments), context), 0);
    }

    private void countCreations() {
        gitlab.on(
                "POST /things/a", request -> StubGitLab.Answer.json(201, "{\"id\":" + created.incrementAndGet() + "}"));
    }

    @Test
    void dryRun_showsTheRequestAndSendsNothing() {
        String shown = made("{'owner':'a/b','name':'n','size':7,'key_text':'s3cret','dry_run':true}");

        assertThat(tree(shown).get("would_send"))
                .isEqualTo(object("{'method':'POST','path':'/things/a%2Fb',"
                        + "'body':{'name':'n','size':7,'key_text':'[masked]'}}"));
        assertThat(gitlab.requests()).isEmpty();
        assertThat(context.gitlabCalls().seen().count()).isZero();
        assertThat(context.gitlabCalls().seen().change()).isEqualTo("POST /things/a%2Fb");
    }

    @Test
    void dryRun_checksArgumentsAndPermissionAsEver() {
        assertThat(made("{'dry_run':true}")).isEqualTo("Invalid argument: owner is missing: owner");
        assertThat(made("{'owner':'a','dry_run':'perhaps'}"))
                .isEqualTo("Invalid argument: dry_run must be true or false");
        CallToolResult refused = executor(new ToolConfiguration(null, null, true, null, null, null, null))
                .call("create_thing", object("{'owner':'a','dry_run':true}"), context);
        assertThat(block(refused, 0)).startsWith("Not permitted on this server");
        assertThat(gitlab.requests()).isEmpty();
    }

    @Test
    void dryRun_ofAToolThatHasOneOfItsOwn_isGitLabs() {
        gitlab.on("POST /revert", "{\"id\":1}");
        executor.call("revert_thing", object("{'dry_run':true}"), context);
        assertThat(gitlab.last().body()).isEqualTo("{\"dry_run\":true}");
    }

    @Test
    void options_areNoneOfAToolThatReads() {
        assertThat(block(executor.call("get_thing", object("{'dry_run':true}"), context), 0))
                .startsWith("Invalid argument: dry_run does not exist");
    }

    @Test
    void repeat_getsTheFirstResult() {
        countCreations();
        String first = made("{'owner':'a','name':'n','size':1,'idempotency_key':'k'}");

        assertThat(made("{'size':1,'name':'n','idempotency_key':'k','owner':'a'}"))
                .isEqualTo(first)
                .contains("1");
        assertThat(made("{'owner':'a','name':'n','size':1,'idempotency_key':'other'}"))
                .contains("2");
        assertThat(made("{'owner':'a','name':'n','size':1}")).contains("3");
        assertThat(gitlab.requests()).hasSize(3);
    }

    @Test
    void repeat_withOtherArguments_isRefused() {
        countCreations();
        made("{'owner':'a','name':'n','idempotency_key':'k'}");
        assertThat(made("{'owner':'a','name':'m','idempotency_key':'k'}"))
                .startsWith("Invalid argument: idempotency_key was used for a call with other arguments");
        assertThat(gitlab.requests()).hasSize(1);
    }

    @Test
    void repeat_byAnotherPrincipal_isAnotherCall() {
        countCreations();
        made("{'owner':'a','idempotency_key':'k'}");
        TestContext other = new TestContext(gitlab.apiUrl(), "glpat-zzzzzzzzzzzzzzzzzzzz");
        assertThat(block(executor.call("create_thing", object("{'owner':'a','idempotency_key':'k'}"), other), 0))
                .contains("2");
    }

    @Test
    void repeat_ofWhatGitLabRefused_isTriedAgain() {
        gitlab.on("POST /things/a", request -> StubGitLab.Answer.json(422, "{\"message\":\"no\"}"));
        assertThat(made("{'owner':'a','idempotency_key':'k'}")).contains("422");
        countCreations();
        assertThat(made("{'owner':'a','idempotency_key':'k'}")).contains("1");
    }

    @Test
    void repeat_ofWhatMayHaveBeenDone_isNotTriedAgain() {
        gitlab.on("POST /things/a", request -> StubGitLab.Answer.json(500, "{\"message\":\"500\"}"));
        String first = made("{'owner':'a','idempotency_key':'k'}");
        countCreations();
        assertThat(made("{'owner':'a','idempotency_key':'k'}")).startsWith(first);
        assertThat(created).hasValue(0);
    }

    @Test
    void repeatOfAFailure_saysThatItWasNotMadeAgain() {
        gitlab.on("POST /things/a", request -> StubGitLab.Answer.json(500, "{\"message\":\"500\"}"));
        made("{'owner':'a','idempotency_key':'k'}");
        assertThat(made("{'owner':'a','idempotency_key':'k'}"))
                .contains("first call with this idempotency_key", "give a new key");
        assertThat(gitlab.requests()).hasSize(1);
    }

    @Test
    void manyKeysOfOnePrincipal_pushOutNobodyElses() {
        countCreations();
        made("{'owner':'a','idempotency_key':'mine'}");
        TestContext other = new TestContext(gitlab.apiUrl(), "glpat-zzzzzzzzzzzzzzzzzzzz");
        for (int i = 0; i < 300; i++) {
            executor.call("create_thing", object("{'owner':'a','idempotency_key':'k" + i + "'}"), other);
        }
        assertThat(made("{'owner':'a','idempotency_key':'mine'}")).contains("1").doesNotContain("30");
        assertThat(created).hasValue(301);
    }

    @Test
    void changeThatIsNotIdempotent_isNeverSentTwiceByItself() {
        ToolDefinition put = ToolBuilder.put("publish_thing", "/files")
                .title("t")
                .description("d")
                .returns(SHAPE)
                .idempotent(false, "each call adds a file")
                .define();
        gitlab.on("PUT /files", request -> StubGitLab.Answer.json(502, "{}"));
        assertThat(failure(put, "{}")).contains("502");
        assertThat(gitlab.requests()).hasSize(1);
    }

    @Test
    void failedLookUp_keepsNothing() {
        ToolDefinition tool = ToolBuilder.post("create_looked_up", "/made")
                .title("t")
                .description("d")
                .handledBy(call -> {
                    call.send(GitLabRequest.get("/types").build(), answer -> true);
                    return call.answer(call.request(), SHAPE);
                })
                .define();
        ToolExecutor own = new ToolExecutor(
                Catalogue.of(List.of(tool)),
                client,
                ResultLimits.DEFAULT,
                ToolObserver.NONE,
                ToolConfiguration.defaults());
        gitlab.on("GET /types", request -> StubGitLab.Answer.json(400, "{}")).on("POST /made", "{\"id\":1}");
        own.call("create_looked_up", object("{'idempotency_key':'k'}"), context);
        gitlab.on("GET /types", "[]");
        assertThat(block(own.call("create_looked_up", object("{'idempotency_key':'k'}"), context), 0))
                .isEqualTo("{\"id\":1}");
    }

    @Test
    void key_mustBeAShortText() {
        String wrong = "Invalid argument: idempotency_key must be a text of 1 to 255 characters";
        assertThat(made("{'owner':'a','idempotency_key':''}")).isEqualTo(wrong);
        assertThat(made("{'owner':'a','idempotency_key':{}}")).isEqualTo(wrong);
        assertThat(made("{'owner':'a','idempotency_key':'" + "k".repeat(256) + "'}"))
                .isEqualTo(wrong);
    }

    @Test
    void concurrentRepeat_waitsForTheFirst() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        gitlab.on("POST /things/a", request -> {
            arrived.countDown();
            await(answer);
            return StubGitLab.Answer.json(201, "{\"id\":" + created.incrementAndGet() + "}");
        });
        var first = CompletableFuture.supplyAsync(() -> made("{'owner':'a','idempotency_key':'k'}"));
        await(arrived);
        var second = CompletableFuture.supplyAsync(() -> made("{'owner':'a','idempotency_key':'k'}"));
        answer.countDown();

        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(first.get(10, TimeUnit.SECONDS));
        assertThat(created).hasValue(1);
    }

    @Test
    void cancelledCall_isFinishedForItsRepeat() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        gitlab.on("POST /things/a", request -> {
            arrived.countDown();
            await(answer);
            return StubGitLab.Answer.json(201, "{\"id\":" + created.incrementAndGet() + "}");
        });
        TestContext gone = new TestContext(gitlab.apiUrl());
        var first = CompletableFuture.supplyAsync(
                () -> executor.call("create_thing", object("{'owner':'a','idempotency_key':'k'}"), gone));
        await(arrived);
        gone.cancellation().cancel("gone");
        answer.countDown();
        first.get(10, TimeUnit.SECONDS);

        assertThat(made("{'owner':'a','idempotency_key':'k'}")).contains("1");
        assertThat(created).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
