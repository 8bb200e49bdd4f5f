package dev.gitlabmcp.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The encoding of values in {@code Mcp-Name} and {@code Mcp-Param-*}: visible ASCII as it is, everything else as
 * {@code =?base64?…?=}.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http">Streamable HTTP</a>
 */
public final class HeaderValue {
    private static final String PREFIX = "=?base64?";
    private static final String SUFFIX = "?=";

    private HeaderValue() {}

    /** The value behind a header's text; empty when its Base64 or the UTF-8 within is broken or a character is not allowed. */
    public static Optional<String> decode(String text) {
        if (!text.startsWith(PREFIX) || !text.endsWith(SUFFIX) || text.length() < PREFIX.length() + SUFFIX.length()) {
            return isPlain(text) ? Optional.of(text) : Optional.empty();
        }
        String base64 = text.substring(PREFIX.length(), text.length() - SUFFIX.length());
        if (base64.length() % 4 != 0) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> (c >= 0x20 && c <= 0x7E) || c == '\t');
    }
}
