package dev.gitlabmcp.tool;

/** The code of a tool that is more than one request. */
@FunctionalInterface
public interface ToolHandler {

    /**
     * Serves one call.
     *
     * @throws ToolException when it cannot be served; the model reads why
     */
    ToolOutput handle(ToolCall call);
}
