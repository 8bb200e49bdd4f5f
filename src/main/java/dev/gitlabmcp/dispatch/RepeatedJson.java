package dev.gitlabmcp.dispatch;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** JSON that is sent to many clients, and compressed once for all of them. Thread-safe. */
final class RepeatedJson {
    private final byte[] json;
    private volatile byte @Nullable [] deflated;

    /**
     * This document.
     *
     * @param json must not be changed afterwards
     */
    RepeatedJson(byte[] json) {
        this.json = json;
    }

    /** As it is; must not be changed. */
    byte[] json() {
        return json;
    }

    /** As blocks of DEFLATE of which none is the last and the last ends with a byte; must not be changed. */
    byte[] deflated() {
        byte[] made = deflated;
        if (made == null) {
            made = deflate(json);
            deflated = made;
        }
        return made;
    }

    private static byte[] deflate(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(plain);
            ByteArrayOutputStream blocks = new ByteArrayOutputStream();
            byte[] buffer = new byte[8 * 1024];
            int count;
            do {
                count = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
                blocks.write(buffer, 0, count);
            } while (count == buffer.length);
            return blocks.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
