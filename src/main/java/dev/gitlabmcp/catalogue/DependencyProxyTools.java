package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.tool.ToolBuilder.delete;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** The cache of images from elsewhere that a group has: https://docs.gitlab.com/api/dependency_proxy/ */
final class DependencyProxyTools {
    static final ToolDefinition PURGE_CACHE = delete(
                    "purge_dependency_proxy_cache", "/groups/{group_id}/dependency_proxy/cache")
            .namedSo("other servers and GitLab call it so")
            .title("Purge dependency proxy")
            .description("Removes all cached images and manifests of a group's dependency proxy, in the background.")
            .path(GROUP_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of("dependency_proxy", "Dependency proxy", PURGE_CACHE);

    private DependencyProxyTools() {}
}
