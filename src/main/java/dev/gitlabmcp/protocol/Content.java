package dev.gitlabmcp.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * One block of content in a tool result or a prompt message.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/server/tools">Tool results</a>
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Content.Text.class, name = "text"),
    @JsonSubTypes.Type(value = Content.Image.class, name = "image"),
    @JsonSubTypes.Type(value = Content.Audio.class, name = "audio"),
    @JsonSubTypes.Type(value = Content.ResourceLink.class, name = "resource_link"),
    @JsonSubTypes.Type(value = Content.EmbeddedResource.class, name = "resource")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Content {

    /** Plain text. */
    record Text(String text) implements Content {}

    /** A picture, {@code data} in Base64. */
    record Image(String data, String mimeType) implements Content {}

    /** A sound, {@code data} in Base64. Exists since 2025-03-26. */
    record Audio(String data, String mimeType) implements Content {}

    /** A pointer to a resource the client may read. Exists since 2025-06-18. */
    record ResourceLink(
            String uri,
            String name,
            @Nullable String title,
            @Nullable String description,
            @Nullable String mimeType) implements Content {}

    /** A resource given whole. */
    record EmbeddedResource(ResourceContents resource) implements Content {}
}
