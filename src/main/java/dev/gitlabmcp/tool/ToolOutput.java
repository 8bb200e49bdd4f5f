package dev.gitlabmcp.tool;

import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.protocol.Content;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** What a tool answers when it succeeded, or failed in a way that it words itself. */
public record ToolOutput(List<Content> content, boolean isError) {

    public ToolOutput {
        content = List.copyOf(content);
    }

    /** These blocks of content. */
    public static ToolOutput of(Content... content) {
        return new ToolOutput(List.of(content), false);
    }

    /** One text for each block, facts first. */
    public static ToolOutput text(String... blocks) {
        return of(Arrays.stream(blocks).map(Content.Text::new).toArray(Content[]::new));
    }

    /** Facts about a picture, and the picture. */
    public static ToolOutput image(String facts, byte[] picture, String mimeType) {
        return of(new Content.Text(facts), new Content.Image(Base64.getEncoder().encodeToString(picture), mimeType));
    }

    /** A failure in the tool's own words. */
    public static ToolOutput error(String text) {
        return new ToolOutput(List.of(new Content.Text(text)), true);
    }

    /** What another tool gave. */
    static ToolOutput of(CallToolResult result) {
        return new ToolOutput(result.content(), result.isError());
    }

    CallToolResult toResult() {
        return new CallToolResult(content, null, isError);
    }
}
