package dev.gitlabmcp.tool;

import com.fasterxml.jackson.core.io.SerializedString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One prompt: what it is called, what it takes, and how it is filled in. Immutable. */
public final class PromptDefinition {
    private final String name;
    private final List<PromptArgument> arguments;
    private final PromptHandler handler;
    private final SerializedString listEntry;

    /**
     * A prompt.
     *
     * @throws IllegalArgumentException when name or description is blank
     */
    public PromptDefinition(
            String name,
            @Nullable String title,
            String description,
            List<PromptArgument> arguments,
            PromptHandler handler) {
        if (name.isBlank() || description.isBlank()) {
            throw new IllegalArgumentException("A prompt needs a name and a description: " + name);
        }
        this.name = name;
        this.arguments = List.copyOf(arguments);
        this.handler = handler;
        this.listEntry = ListEntry.ofPrompt(name, title, description, arguments);
    }

    /** The name clients ask for. */
    public String name() {
        return name;
    }

    /** What it takes. */
    public List<PromptArgument> arguments() {
        return arguments;
    }

    /** How it is filled in. */
    public PromptHandler handler() {
        return handler;
    }

    /** Its entry in {@code prompts/list}, serialised once. */
    public SerializedString listEntry() {
        return listEntry;
    }
}
