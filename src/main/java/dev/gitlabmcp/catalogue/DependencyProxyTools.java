package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.GraphQlDocument;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolGroup;
import dev.gitlabmcp.tool.ToolOutput;
import dev.gitlabmcp.tool.ToolProblem;
import java.util.List;

/**
 * The cache of images from elsewhere that a group has: https://docs.gitlab.com/api/dependency_proxy/,
 * https://docs.gitlab.com/api/graphql/reference/#dependencyproxysetting
 */
final class DependencyProxyTools {
    private static final GraphQlDocument SETTINGS = GraphQlDocument.of("get_dependency_proxy_settings", "group");
    private static final GraphQlDocument UPDATE = GraphQlDocument.of(
            "update_dependency_proxy_settings", "updateDependencyProxySettings.dependencyProxySetting");
    private static final GraphQlDocument UPDATE_TTL = GraphQlDocument.of(
            "update_dependency_proxy_ttl", "updateDependencyProxyImageTtlGroupPolicy.dependencyProxyImageTtlPolicy");
    private static final GraphQlDocument BLOBS =
            GraphQlDocument.of("list_dependency_proxy_blobs", "group.dependencyProxyBlobs");
    private static final GraphQlDocument MANIFESTS =
            GraphQlDocument.of("list_dependency_proxy_manifests", "group.dependencyProxyManifests");

    private static final Shape PROXY = Shape.of(
            field("dependency_proxy_setting.enabled").as("enabled"),
            field("dependency_proxy_setting.identity").as("identity"),
            field("dependency_proxy_image_ttl_policy.enabled").as("cleanup_enabled"),
            field("dependency_proxy_image_ttl_policy.ttl").as("cleanup_days"),
            field("dependency_proxy_image_prefix").as("image_prefix"),
            field("dependency_proxy_image_count").as("images"),
            field("dependency_proxy_blob_count").as("blobs"),
            field("dependency_proxy_total_size_bytes").as("bytes"));

    private static final Shape CHANGED = Shape.of(
            field("enabled"),
            field("identity"),
            field("cleanup_enabled"),
            field("cleanup_days"),
            field("done"),
            text("failed"));

    private static final Shape BLOB =
            Shape.of(field("file_name"), field("size"), time("created_at"), time("updated_at"));

    private static final Shape MANIFEST = Shape.of(
            text("image_name"),
            field("digest"),
            field("size"),
            field("status"),
            time("created_at"),
            time("updated_at"));

    private static final Param<String> GROUP = GROUP_ID.required();
    private static final Param<Boolean> ENABLED = flag("enabled", "Whether it is on.");
    private static final Param<String> IDENTITY = Params.text("identity", "User at Docker Hub; with secret.");
    private static final Param<String> SECRET = Params.text("secret", "Password or token at Docker Hub; with identity.")
            .secret();
    private static final Param<Boolean> CLEANUP =
            flag("cleanup_enabled", "Whether images unused for some days are removed.");
    private static final Param<Integer> CLEANUP_DAYS =
            integer("cleanup_days", "After how many days.").min(1).max(32_767);

    static final ToolDefinition GET_SETTINGS = graphql("get_dependency_proxy_settings", SETTINGS)
            .title("Get dependency proxy")
            .description("Shows the settings of a group's dependency proxy, and how much it holds.")
            .arguments(GROUP)
            .returns(PROXY)
            .handledBy(call -> call.show(RestForm.of(send(call, SETTINGS, variables(call))), PROXY))
            .define();

    static final ToolDefinition UPDATE_SETTINGS = graphql("update_dependency_proxy_settings", UPDATE, UPDATE_TTL)
            .title("Update dependency proxy")
            .description("Switches a group's dependency proxy on or off, sets its login at Docker Hub or its clean-up.")
            .arguments(GROUP, ENABLED, IDENTITY, SECRET, CLEANUP, CLEANUP_DAYS)
            .destructive("takes the place of the former settings")
            .idempotent(true, "sets values")
            .returns(CHANGED)
            .handledBy(DependencyProxyTools::update)
            .define();

    static final ToolDefinition LIST_BLOBS = graphql("list_dependency_proxy_blobs", BLOBS)
            .title("List cached layers")
            .description("Lists the files, such as image layers, that a group's dependency proxy holds.")
            .arguments(GROUP)
            .keyset()
            .returns(BLOB)
            .handledBy(call -> call.show(RestForm.page(send(call, BLOBS, pages(call))), BLOB))
            .define();

    static final ToolDefinition LIST_MANIFESTS = graphql("list_dependency_proxy_manifests", MANIFESTS)
            .title("List cached images")
            .description("Lists the images and tags that a group's dependency proxy holds.")
            .arguments(GROUP)
            .keyset()
            .returns(MANIFEST)
            .handledBy(call -> call.show(RestForm.page(send(call, MANIFESTS, pages(call))), MANIFEST))
            .define();

    static final ToolDefinition PURGE_CACHE = delete(
                    "purge_dependency_proxy_cache", "/groups/{group_id}/dependency_proxy/cache")
            .namedSo("other servers and GitLab call it so")
            .title("Purge dependency proxy")
            .description("Removes all cached images and manifests of a group's dependency proxy, in the background.")
            .path(GROUP_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "dependency_proxy",
            "Dependency proxy",
            GET_SETTINGS,
            UPDATE_SETTINGS,
            LIST_BLOBS,
            LIST_MANIFESTS,
            PURGE_CACHE);

    private DependencyProxyTools() {}

    private static JsonNode send(ToolCall call, GraphQlDocument document, ObjectNode variables) {
        return call.scope().send(document, variables, List.of());
    }

    private static ObjectNode variables(ToolCall call) {
        return JsonNodeFactory.instance.objectNode().put("path", call.fullPath(GROUP));
    }

    private static ObjectNode pages(ToolCall call) {
        return call.pageVariables().put("path", call.fullPath(GROUP));
    }

    private static ToolOutput update(ToolCall call) {
        boolean settings = call.has(ENABLED) || call.has(IDENTITY) || call.has(SECRET);
        boolean cleanup = call.has(CLEANUP) || call.has(CLEANUP_DAYS);
        if (!settings && !cleanup) {
            throw ToolException.invalid(ENABLED.name(), "is missing: give something to change");
        }
        String path = call.fullPath(GROUP);
        ObjectNode made = JsonNodeFactory.instance.objectNode();
        if (settings) {
            ObjectNode variables = JsonNodeFactory.instance.objectNode();
            ObjectNode input = variables.putObject("input").put("groupPath", path);
            call.find(ENABLED).ifPresent(on -> input.put("enabled", on));
            call.find(IDENTITY).ifPresent(name -> input.put("identity", name));
            call.find(SECRET).ifPresent(secret -> input.put("secret", secret));
            JsonNode set = send(call, UPDATE, variables);
            made.set("enabled", set.path("enabled"));
            made.set("identity", set.path("identity"));
        }
        if (cleanup) {
            ObjectNode variables = JsonNodeFactory.instance.objectNode();
            ObjectNode input = variables.putObject("input").put("groupPath", path);
            call.find(CLEANUP).ifPresent(on -> input.put("enabled", on));
            call.find(CLEANUP_DAYS).ifPresent(days -> input.put("ttl", days));
            try {
                JsonNode set = send(call, UPDATE_TTL, variables);
                made.set("cleanup_enabled", set.path("enabled"));
                made.set("cleanup_days", set.path("ttl"));
            } catch (ToolException e) {
                // What was set before stays so, and must not look as if it were not.
                if (!settings || e.problem() instanceof ToolProblem.Cancelled) {
                    throw e;
                }
                made.putArray("done").add("settings");
                made.put("failed", "cleanup: " + e.whatHappened());
            }
        }
        return call.show(made, CHANGED);
    }
}
