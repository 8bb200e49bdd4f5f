package dev.gitlabmcp.tool;

import dev.gitlabmcp.protocol.ResourceContents;
import java.util.Base64;
import java.util.List;

/** What reading a resource brings. */
public record ResourceOutput(List<ResourceContents> contents) {
    public ResourceOutput {
        contents = List.copyOf(contents);
    }

    /** Text contents. */
    public static ResourceOutput text(String uri, String mimeType, String text) {
        return new ResourceOutput(List.of(ResourceContents.text(uri, mimeType, text)));
    }

    /** Binary contents. */
    public static ResourceOutput binary(String uri, String mimeType, byte[] bytes) {
        return new ResourceOutput(
                List.of(ResourceContents.blob(uri, mimeType, Base64.getEncoder().encodeToString(bytes))));
    }
}
