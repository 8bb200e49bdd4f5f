package dev.gitlabmcp.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tool answers. {@code isError} marks a failure the model can read and correct.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/server/tools">Tools</a>
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CallToolResult(
        List<Content> content,
        @Nullable JsonNode structuredContent,

        @JsonProperty("isError") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        boolean isError) {

    public CallToolResult {
        content = List.copyOf(content);
    }

    /** A successful result of one text block. */
    public static CallToolResult text(String text) {
        return new CallToolResult(List.of(new Content.Text(text)), null, false);
    }

    /** A successful result of these blocks. */
    public static CallToolResult of(Content... content) {
        return new CallToolResult(List.of(content), null, false);
    }

    /** A failed result that tells the model what went wrong. */
    public static CallToolResult error(String text) {
        return new CallToolResult(List.of(new Content.Text(text)), null, true);
    }
}
