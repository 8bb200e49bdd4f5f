package dev.gitlabmcp.dispatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.protocol.Json;
import org.jspecify.annotations.Nullable;

/**
 * Something clients may want to hear of.
 *
 * @param uri the resource that changed; null when a list changed
 */
record Change(Kind kind, @Nullable String uri) {

    /** The lists that may change; a change of one resource counts as {@link #RESOURCES}. */
    enum Kind {
        TOOLS("toolsListChanged", "notifications/tools/list_changed"),
        PROMPTS("promptsListChanged", "notifications/prompts/list_changed"),
        RESOURCES("resourcesListChanged", "notifications/resources/list_changed");

        private final String filterName;
        private final String method;

        Kind(String filterName, String method) {
            this.filterName = filterName;
            this.method = method;
        }

        /** Its name in {@code SubscriptionFilter}. */
        String filterName() {
            return filterName;
        }
    }

    String method() {
        return uri == null ? kind.method : "notifications/resources/updated";
    }

    ObjectNode params() {
        return uri == null ? Json.object() : Json.object().put("uri", uri);
    }
}
