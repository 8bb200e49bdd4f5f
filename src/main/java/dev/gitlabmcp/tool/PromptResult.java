package dev.gitlabmcp.tool;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A prompt filled in, as it goes on the wire.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/server/prompts">Prompts</a>
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PromptResult(@Nullable String description, List<PromptMessage> messages) {
    public PromptResult {
        messages = List.copyOf(messages);
    }
}
