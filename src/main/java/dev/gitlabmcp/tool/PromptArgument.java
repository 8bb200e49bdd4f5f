package dev.gitlabmcp.tool;

/** One argument of a prompt; its value is always text. */
public record PromptArgument(String name, String description, boolean required) {

    /** An argument that must be given. */
    public static PromptArgument required(String name, String description) {
        return new PromptArgument(name, description, true);
    }

    /** An argument that may be left out. */
    public static PromptArgument optional(String name, String description) {
        return new PromptArgument(name, description, false);
    }
}
