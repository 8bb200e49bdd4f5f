package dev.gitlabmcp.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The contents of one resource: exactly one of {@code text} and {@code blob} (Base64) is set.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/server/resources">Resources</a>
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResourceContents(
        String uri,
        @Nullable String mimeType,
        @Nullable String text,
        @Nullable String blob) {

    /** Text contents. */
    public static ResourceContents text(String uri, String mimeType, String text) {
        return new ResourceContents(uri, mimeType, text, null);
    }

    /** Binary contents, already in Base64. */
    public static ResourceContents blob(String uri, String mimeType, String base64) {
        return new ResourceContents(uri, mimeType, null, base64);
    }
}
