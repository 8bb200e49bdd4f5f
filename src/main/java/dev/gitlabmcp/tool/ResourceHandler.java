package dev.gitlabmcp.tool;

import java.util.Map;

/** Reads a resource. */
@FunctionalInterface
public interface ResourceHandler {

    /**
     * Serves one {@code resources/read}.
     *
     * @param uri as the client gave it
     * @param variables of the template by name, percent-decoded; none for a resource that is listed itself
     * @throws ToolException when it cannot be read
     */
    ResourceOutput read(CallScope scope, String uri, Map<String, String> variables);
}
