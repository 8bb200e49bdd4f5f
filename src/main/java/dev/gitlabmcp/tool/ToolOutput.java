package dev.gitlabmcp.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.protocol.Content;
import java.util.Base64;
import java.util.List;

/**
 * What a tool answers when it succeeded, or failed in a way that it words itself.
 *
 * @param passedOn whether it is what another tool gave, whose call is counted by itself
 */
public record ToolOutput(List<Content> content, boolean isError, boolean passedOn) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public ToolOutput {
        content = List.copyOf(content);
    }

    /** These blocks of content. */
    public static ToolOutput of(Content... content) {
        return new ToolOutput(List.of(content), false, false);
    }

    /** One text for each block, facts first. */
    public static ToolOutput text(String... blocks) {
        Content[] content = new Content[blocks.length];
        for (int i = 0; i < blocks.length; i++) {
            content[i] = new Content.Text(blocks[i]);
        }
        return of(content);
    }

    /** Facts about a picture, and the picture. */
    public static ToolOutput image(String facts, byte[] picture, String mimeType) {
        return of(new Content.Text(facts), new Content.Image(Base64.getEncoder().encodeToString(picture), mimeType));
    }

    /** A failure in the tool's own words. */
    public static ToolOutput error(String text) {
        return new ToolOutput(List.of(new Content.Text(text)), true, false);
    }

    /** What another tool gave, for models: the structured form is that of the other tool. */
    static ToolOutput of(CallToolResult result) {
        return new ToolOutput(result.content(), result.isError(), true);
    }

    /** With the facts as JSON beside their text, where the tool's shape promises them. */
    CallToolResult toStructuredResult(ToolDefinition tool) {
        if (isError || tool.shape().isEmpty() || !(content.get(0) instanceof Content.Text facts)) {
            return toResult();
        }
        try {
            JsonNode json = JSON.readTree(facts.text());
            return new CallToolResult(content, json != null && json.isObject() ? json : null, false);
        } catch (JsonProcessingException e) {
            return toResult();
        }
    }

    CallToolResult toResult() {
        return new CallToolResult(content, null, isError);
    }
}
