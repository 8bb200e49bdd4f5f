package dev.gitlabmcp.tool;

import static dev.gitlabmcp.tool.ToolBuilder.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.gitlab.GitLabRequest.Method;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.shaping.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A refusal says when the instance cannot have what was asked for. */
class RequirementsTest extends ToolTestCase {
    private static final ToolDefinition TOOL = get("list_trains", "/trains")
            .title("t")
            .description("d")
            .returns(Shape.EVERYTHING)
            .define();

    private ToolExecutor executor(String tier, String since) {
        Operation operation = new Operation(
                "get_trains",
                Method.GET,
                "/trains",
                "Lists trains",
                "",
                Access.READ,
                Operation.Reach.MAIN,
                new Operation.Requirement(tier, since));
        return new ToolExecutor(
                Catalogue.of(List.of(TOOL)).with(Operations.of(List.of(operation), any -> TOOL)),
                client,
                ResultLimits.DEFAULT,
                ToolObserver.NONE,
                ToolConfiguration.defaults());
    }

    private String said(ToolExecutor executor) {
        return block(executor.call("list_trains", object("{}"), context), 0);
    }

    private void instance(String version, boolean enterprise) {
        gitlab.on("GET /metadata", "{\"version\":\"" + version + "\",\"enterprise\":" + enterprise + "}");
    }

    private void refuses(int status, String body) {
        gitlab.on("GET /trains", request -> StubGitLab.Answer.json(status, body));
    }

    @ParameterizedTest
    @CsvSource({
        "Premium, 18.4, 17.11.2-ee, true, 'This exists since GitLab 18.4, and this one is 17.11.2-ee.'",
        "Free, 18.10, 18.9.0, false, 'This exists since GitLab 18.10, and this one is 18.9.0.'",
        "Ultimate, '', 18.4.0, false, 'This is part of GitLab Ultimate, and this one is the Community Edition.'",
    })
    void refusal_saysWhatTheInstanceWouldHaveToBe(
            String tier, String since, String version, boolean enterprise, String because) {
        instance(version, enterprise);
        refuses(404, "{\"message\":\"404 Not found\"}");
        assertThat(said(executor(tier, since)))
                .isEqualTo("GitLab answered 404: 404 Not found. " + because + " Do without.");
    }

    @ParameterizedTest
    @CsvSource({"Premium, 18.4, 18.4.1-ee, true", "Premium, 17.0, nonsense, true", "Free, '', 9.0, false"})
    void refusal_forAnotherReason_isToldAsEver(String tier, String since, String version, boolean enterprise) {
        instance(version, enterprise);
        refuses(404, "{\"message\":\"404 Not found\"}");
        assertThat(said(executor(tier, since))).contains("Either it does not exist");
    }

    @Test
    void unknownAddress_namesTheVersion() {
        instance("15.1.0", false);
        refuses(404, "{\"error\":\"404 Not Found\"}");
        assertThat(said(executor("Free", ""))).contains("This GitLab (15.1.0) lacks what the tool asks for");
    }

    @Test
    void unknownVersion_hidesNothing() {
        refuses(404, "{\"message\":\"404 Not found\"}");
        assertThat(said(executor("Premium", "18.4"))).contains("Either it does not exist");
    }

    @Test
    void version_isAskedForOnce() {
        instance("17.0.0", true);
        refuses(404, "{\"message\":\"404 Not found\"}");
        ToolExecutor executor = executor("Free", "18.4");
        said(executor);
        said(executor);
        assertThat(gitlab.requests()).extracting(StubGitLab.Request::target).containsOnlyOnce("/metadata");
    }

    @Test
    void success_asksForNoVersion() {
        gitlab.on("GET /trains", "[]");
        said(executor("Premium", "18.4"));
        assertThat(gitlab.requests()).hasSize(1);
    }
}
