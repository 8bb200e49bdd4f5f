package dev.gitlabmcp.tool;

/**
 * What is to be completed.
 *
 * @param type as the protocol names it
 * @param of the prompt's name or the resource's URI template
 * @param argument the argument's or variable's name
 */
public record CompletionTarget(String type, String of, String argument) {
    /** The type of an argument of a prompt. */
    public static final String PROMPT = "ref/prompt";
    /** The type of a variable of a resource template. */
    public static final String RESOURCE = "ref/resource";

    /** An argument of a prompt. */
    public static CompletionTarget prompt(String name, String argument) {
        return new CompletionTarget(PROMPT, name, argument);
    }

    /** A variable of a resource template. */
    public static CompletionTarget template(String uriTemplate, String variable) {
        return new CompletionTarget(RESOURCE, uriTemplate, variable);
    }
}
