package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.ToolBuilder.custom;

import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.CallScope;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolGroup;
import dev.gitlabmcp.tool.ToolOutput;
import dev.gitlabmcp.tool.ToolProblem;

/** Who calls, and which GitLab answers: https://docs.gitlab.com/api/users/, https://docs.gitlab.com/api/metadata/ */
final class InstanceTools {
    private static final Shape USER = Shape.of(
            field("id"),
            field("username"),
            field("name"),
            field("state"),
            field("bot").ifSet(),
            field("is_admin").ifSet(),
            field("external").ifSet(),
            field("locked").ifSet(),
            field("web_url"));

    private static final Shape TOKEN = Shape.of(
            field("name"),
            field("scopes"),
            field("granular_scopes"),
            field("expires_at"),
            field("active"),
            field("revoked").ifSet(),
            time("last_used_at"));

    private static final Shape JOB = Shape.of(
            field("id").as("job_id"),
            field("name"),
            field("stage"),
            field("ref"),
            field("pipeline.id").as("pipeline_id"),
            field("user.username"));

    private static final Shape METADATA = Shape.of(field("version"), field("revision"), field("enterprise"));

    static final ToolDefinition WHOAMI = custom("whoami")
            .namedSo("every GitLab server calls it so")
            .title("Who am I")
            .description("Shows whose token this is, its scopes and expiry, and the GitLab instance and version.")
            .aliases("health_check", "get_current_user")
            .readOnly("it sends GET requests only")
            .handledBy(InstanceTools::whoami)
            .define();

    private static ToolOutput whoami(ToolCall call) {
        CallScope scope = call.scope();
        JsonText out = new JsonText().beginObject();
        try {
            show(scope, "user", "/user", USER, out);
        } catch (ToolException userRefused) {
            if (!isRefused(userRefused)) {
                throw userRefused;
            }
            showJob(scope, out, userRefused);
        }
        // Of the two that follow, neither is open to every token, and nobody asked for them by name.
        tryToShow(scope, "token", "/personal_access_tokens/self", TOKEN, out);
        out.field("url", scope.context().principal().instance().webUrl().toString());
        tryToShow(scope, "gitlab", "/metadata", METADATA, out);
        return ToolOutput.text(out.endObject().finished());
    }

    /** A CI job's token has no user of its own to show, but a job. */
    private static void showJob(CallScope scope, JsonText out, ToolException userRefused) {
        try {
            show(scope, "job", "/job", JOB, out);
        } catch (ToolException e) {
            throw isRefused(e) ? userRefused : e;
        }
    }

    private static void tryToShow(CallScope scope, String name, String path, Shape shape, JsonText out) {
        try {
            show(scope, name, path, shape, out);
        } catch (ToolException e) {
            if (!isRefused(e)) {
                throw e;
            }
        }
    }

    private static void show(CallScope scope, String name, String path, Shape shape, JsonText out) {
        long mark = out.mark();
        try {
            scope.show(GitLabRequest.get(path).build(), shape, scope.brief(), out.name(name));
        } catch (ToolException e) {
            out.reset(mark);
            throw e;
        }
    }

    private static boolean isRefused(ToolException e) {
        return e.problem() instanceof ToolProblem.RefusedByGitLab refused && refused.status() < 500;
    }

    static final ToolGroup TOOLS = ToolGroup.of("instance", "Token and instance", WHOAMI);

    private InstanceTools() {}
}
