package dev.gitlabmcp.tool;

import java.util.Map;

/** Finds values that would complete an argument of a prompt or a variable of a resource template. */
@FunctionalInterface
public interface CompletionSource {

    /**
     * Serves one {@code completion/complete}.
     *
     * @param value what was typed so far; may be empty
     * @param others the arguments that are filled in already
     * @throws ToolException when GitLab cannot be asked
     */
    Completion complete(CallScope scope, String value, Map<String, String> others);
}
