package dev.gitlabmcp.tool;

import java.util.Map;

/** Fills a prompt in. */
@FunctionalInterface
public interface PromptHandler {

    /**
     * Serves one {@code prompts/get}.
     *
     * @param arguments by name; required ones are there
     * @throws ToolException when it cannot be filled in
     */
    PromptResult fill(CallScope scope, Map<String, String> arguments);
}
