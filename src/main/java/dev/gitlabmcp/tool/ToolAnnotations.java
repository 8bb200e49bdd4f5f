package dev.gitlabmcp.tool;

import dev.gitlabmcp.gitlab.GitLabRequest.Method;

/**
 * What a client may tell its user about a tool before it runs.
 *
 * @param readOnly changes nothing
 * @param destructive may overwrite or remove something; an update does, an addition does not
 * @param idempotent a second call with the same arguments changes nothing more
 * @param openWorld deals with the world beyond this server; GitLab always is
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/server/tools">Tool annotations</a>
 */
public record ToolAnnotations(boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld) {

    /** What follows from the HTTP method. */
    static ToolAnnotations of(Method method) {
        return switch (method) {
            case GET, HEAD -> new ToolAnnotations(true, false, true, true);
            case POST -> new ToolAnnotations(false, false, false, true);
            case PUT, PATCH, DELETE -> new ToolAnnotations(false, true, true, true);
        };
    }

    ToolAnnotations readingOnly() {
        return new ToolAnnotations(true, false, true, openWorld);
    }

    ToolAnnotations destroying(boolean destroys) {
        return new ToolAnnotations(readOnly, destroys, idempotent, openWorld);
    }

    ToolAnnotations repeatable(boolean repeats) {
        return new ToolAnnotations(readOnly, destructive, repeats, openWorld);
    }
}
