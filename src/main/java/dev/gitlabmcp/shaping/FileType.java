package dev.gitlabmcp.shaping;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a file is, judged by its first bytes.
 *
 * @param charset of a text; empty when it is binary
 * @param imageType MIME type of a picture that clients show; empty when it is none
 */
public record FileType(Optional<Charset> charset, Optional<String> imageType) {
    /** How many bytes to judge by; as many as Git looks at. */
    public static final int SAMPLE = 8_000;

    private static final int[] PNG = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int[] JPEG = {0xff, 0xd8, 0xff};
    private static final int[] GIF = {'G', 'I', 'F', '8'};
    private static final int[] RIFF = {'R', 'I', 'F', 'F'};
    private static final int[] WEBP = {'W', 'E', 'B', 'P'};

    /** Judges the front of a file. */
    public static FileType of(byte[] front) {
        Optional<String> image = image(front);
        if (image.isPresent()) {
            return new FileType(Optional.empty(), image);
        }
        for (byte b : front) {
            if (b == 0) {
                return new FileType(Optional.empty(), Optional.empty());
            }
        }
        return new FileType(
                Optional.of(isUtf8(front) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1), Optional.empty());
    }

    private static Optional<String> image(byte[] front) {
        if (startsWith(front, 0, PNG)) {
            return Optional.of("image/png");
        }
        if (startsWith(front, 0, JPEG)) {
            return Optional.of("image/jpeg");
        }
        if (startsWith(front, 0, GIF)) {
            return Optional.of("image/gif");
        }
        boolean webp = startsWith(front, 0, RIFF) && startsWith(front, 8, WEBP);
        return webp ? Optional.of("image/webp") : Optional.empty();
    }

    private static boolean startsWith(byte[] bytes, int at, int[] signature) {
        if (bytes.length < at + signature.length) {
            return false;
        }
        for (int i = 0; i < signature.length; i++) {
            if ((bytes[at + i] & 0xff) != signature[i]) {
                return false;
            }
        }
        return true;
    }

    /** A sample may end inside a character, which is no error. */
    private static boolean isUtf8(byte[] front) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CoderResult result = decoder.decode(ByteBuffer.wrap(front), CharBuffer.allocate(front.length), false);
        return !result.isError();
    }
}
