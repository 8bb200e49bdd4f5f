package dev.gitlabmcp.tool;

import dev.gitlabmcp.protocol.Content;

/**
 * One message of a prompt, as it goes on the wire.
 *
 * @param role {@code user} or {@code assistant}
 */
public record PromptMessage(String role, Content content) {

    /** A text that the user says. */
    public static PromptMessage user(String text) {
        return new PromptMessage("user", new Content.Text(text));
    }
}
