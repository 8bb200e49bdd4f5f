package dev.gitlabmcp.tool;

/** How a call must be written so that this client can make it, such as through the tool that passed the first one on. */
@FunctionalInterface
interface CallForm {
    /** The tool's own name before its arguments. */
    CallForm PLAIN = (tool, arguments) -> tool + " " + arguments;

    /** The call of that tool with these arguments, a JSON object. */
    String of(String tool, String arguments);
}
